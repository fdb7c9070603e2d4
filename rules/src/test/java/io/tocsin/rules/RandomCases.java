package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random tags and inputs on a coarse grid of times and values, so that ties and edges come up all the time. */
final class RandomCases {
    private static final Condition[] HIGHS = {
        Condition.CH, Condition.HH, Condition.H, Condition.GAS_L1, Condition.GAS_L2, Condition.L, Condition.LL
    };

    private final Random random;

    private RandomCases(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    static Seeded.Case<List<Tag>, Step> of(long seed) {
        return new RandomCases(seed).draw();
    }

    private Seeded.Case<List<Tag>, Step> draw() {
        List<Tag> tags = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            tags.add(tag("T" + i));
        }
        return new Seeded.Case<>(tags, steps(count));
    }

    // ---- tags -------------------------------------------------------------------------------------------------------

    private Tag tag(String id) {
        Tag.Range range = chance(0.5) ? null : new Tag.Range(2, 8, 0, chance(0.5) ? 9 : Double.NaN);
        return Tags.tag(id, range, oneOf(60, 100, 100_000), conditions());
    }

    private List<ConditionSpec> conditions() {
        List<ConditionSpec> all = new ArrayList<>();
        for (Condition condition : HIGHS) {
            if (chance(0.35)) {
                all.add(
                        chance(0.3)
                                ? Tags.raisedByBad(condition, value(), random.nextInt(3), delay(), delay())
                                : Tags.limit(condition, value(), random.nextInt(3), delay(), delay()));
            }
        }
        add(all, Tags.deviation(5, 1 + random.nextInt(3), random.nextInt(2), delay(), delay()));
        for (Condition rate : List.of(Condition.ROC, Condition.ROC_UP, Condition.ROC_DOWN)) {
            long window = oneOf(10, 30);
            add(all, Tags.rate(rate, (1 + random.nextInt(3)) * 6000.0, window, 3000, delay(), delay()));
        }
        add(all, Tags.flat(oneOf(20, 50), random.nextInt(2)));
        add(all, Tags.state(chance(0.5), delay(), delay(), value(), value()));
        add(all, Tags.range(3, 7, delay(), delay()));
        add(all, Tags.bad(delay(), delay()));
        add(all, Tags.stale(oneOf(20, 30, 50)));
        return all;
    }

    private void add(List<ConditionSpec> all, ConditionSpec spec) {
        if (chance(0.5)) {
            all.add(spec);
        }
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    private List<Step> steps(int tags) {
        List<Step> steps = new ArrayList<>();
        List<Step.Sample> sent = new ArrayList<>();
        long now = 1_000_000;
        if (chance(0.5)) {
            steps.add(new Step.Started(now));
        }
        int length = 20 + random.nextInt(120);
        for (int i = 0; i < length; i++) {
            now += oneOf(0, 0, 5, 10, 10, 10, 20, 60);
            if (random.nextInt(60) == 0) {
                long delta = oneOf(-100_000, -120, -30, -5, 5, 30, 120, 100_000);
                now += delta;
                steps.add(new Step.ClockAdjusted(delta, now));
            }
            steps.add(step(tags, now, sent));
        }
        return steps;
    }

    private Step step(int tags, long now, List<Step.Sample> sent) {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return new Step.Tick(now);
        }
        if (kind < 10) {
            return new Step.Started(now);
        }
        if (kind < 14) {
            return new Step.Drained(now);
        }
        if (kind < 20 && !sent.isEmpty()) {
            Step.Sample again = sent.get(chance(0.7) ? sent.size() - 1 : random.nextInt(sent.size()));
            return new Step.Sample(again.tag(), again.atMs(), again.value(), again.quality(), now);
        }
        Step.Sample fresh = sample(tags, now);
        if (kind < 26) {
            return new Step.History(fresh.tag(), fresh.atMs(), fresh.value(), fresh.quality(), now);
        }
        sent.add(fresh);
        return fresh;
    }

    private Step.Sample sample(int tags, long now) {
        long at = now - oneOf(0, 0, 0, 0, 5, 10, 20, 70, 110, -5);
        return new Step.Sample(random.nextInt(tags), at, sampleValue(), quality(), now);
    }

    private double sampleValue() {
        int kind = random.nextInt(40);
        if (kind == 0) {
            return Double.NaN;
        }
        return kind < 4 ? random.nextInt(21) / 2.0 - 0.5 : value();
    }

    private Quality quality() {
        int kind = random.nextInt(10);
        return kind == 0 ? Quality.BAD : kind == 1 ? Quality.UNCERTAIN : Quality.GOOD;
    }

    private double value() {
        return 3 + random.nextInt(5);
    }

    private long delay() {
        return oneOf(0, 0, 5, 10, 20, 40);
    }

    private long oneOf(long... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
