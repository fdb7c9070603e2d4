package io.tocsin.server.backtest;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import io.tocsin.history.TagTable;
import io.tocsin.server.backtest.Recommendation.Evidence;
import io.tocsin.server.backtest.Recommendation.Way;
import io.tocsin.server.backtest.Variant.Knob;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tries other deadbands and delays on alarms that chatter: each as a condition of its own beside the others, over the
 * same data by the same code, so that what is recommended has been seen to work.
 */
final class Tuning {
    /** Alarms that are tuned, those that chatter most first. */
    static final int ALARMS_MAX = 50;

    /** Parts of the range (or of what was seen) that a deadband may be. */
    private static final double[] SHARES = {0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2};

    private static final long[] DELAYS_MS = {
        2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 90_000, 120_000
    };
    private static final long EPISODE_GAP_MS = 60_000;

    private final Trial base;
    private final Occurrences baseOccurrences;
    private final long endMs;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Trial trial;
    private final Occurrences occurrences;
    private final List<Integer> slots;

    /** @param variant null for the condition as it is */
    private record Candidate(int slot, @Nullable Variant variant, KpiCounter kpis) {}

    /** @param slots the slots of the trial whose alarms chatter */
    Tuning(Trial base, Occurrences baseOccurrences, List<Integer> slots, TagTable table, long endMs) {
        this.base = base;
        this.baseOccurrences = baseOccurrences;
        this.slots = slots.stream().limit(ALARMS_MAX).toList();
        this.endMs = endMs;
        List<Tag> tags = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int slot : this.slots) {
            Tag tag = base.plan().tag(slot);
            ConditionSpec spec = base.plan().spec(slot);
            add(tags, names, tag, spec, new Candidate(slot, null, new KpiCounter()));
            for (Variant variant : variants(slot, spec, base.spread(table.indexOf(tag.id())))) {
                ConditionSpec changed = variant.of(spec);
                if (changed != null) {
                    add(tags, names, tag, changed, new Candidate(slot, variant, new KpiCounter()));
                }
            }
        }
        trial = new Trial(tags, names, List.of(), table, this::hear);
        occurrences = new Occurrences(trial.plan().slots());
    }

    private void add(List<Tag> tags, List<String> names, Tag tag, ConditionSpec spec, Candidate candidate) {
        tags.add(new Tag(
                tag.id() + "#" + tags.size(),
                tag.metric(),
                tag.unit(),
                tag.range(),
                tag.intervalMs(),
                tag.maxAgeMs(),
                tag.enterprise(),
                tag.gateway(),
                tag.tank(),
                tag.area(),
                tag.states(),
                List.of(spec)));
        names.add(tag.id());
        candidates.add(candidate);
    }

    private List<Variant> variants(int slot, ConditionSpec spec, double spread) {
        List<Variant> all = new ArrayList<>();
        Tag.Range range = base.plan().tag(slot).range();
        double span = range == null || !(range.high() > range.low()) ? spread : range.high() - range.low();
        for (double share : SHARES) {
            double deadband = rounded(share * span);
            if (deadband > deadband(spec)) {
                all.add(new Variant(Knob.DEADBAND, deadband));
            }
        }
        for (long delayMs : DELAYS_MS) {
            if (delayMs > spec.offDelayMs()) {
                all.add(new Variant(Knob.OFF_DELAY, delayMs));
            }
            if (delayMs > spec.onDelayMs()) {
                all.add(new Variant(Knob.ON_DELAY, delayMs));
            }
        }
        return all;
    }

    /** Two digits: nobody configures more. */
    private static double rounded(double value) {
        return value > 0 && Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(2)).doubleValue()
                : 0;
    }

    private static double deadband(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.deadband();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.deadband();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.deadband() : 0;
    }

    /** What has to be fed once more with the same data. */
    Trial trial() {
        return trial;
    }

    private void hear(Transition transition) {
        occurrences.add(transition);
        // One condition a tag: its slot is the candidate's number.
        KpiCounter kpis = candidates.get(transition.slot()).kpis();
        if (transition.raised()) {
            kpis.raised("it", null, transition.timeMs());
        } else {
            kpis.cleared("it", transition.timeMs());
        }
    }

    /** After the data was fed. */
    List<Recommendation> recommendations() {
        return slots.stream().map(this::recommendation).toList();
    }

    private Recommendation recommendation(int slot) {
        List<Occurrence> episodes = episodes(baseOccurrences.of(slot));
        Evidence before = null;
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.slot() != slot) {
                continue;
            }
            Evidence evidence = evidence(i, episodes);
            Variant variant = candidate.variant();
            if (variant == null) {
                before = evidence;
            } else {
                ways.add(new Way(variant, now(variant.knob(), base.plan().spec(slot)), evidence));
            }
        }
        List<Way> least = new ArrayList<>();
        for (Knob knob : Knob.values()) {
            ways.stream()
                    .filter(way -> way.variant().knob() == knob)
                    .min(Comparator.<Way>comparingLong(way -> way.evidence().chattering())
                            .thenComparingDouble(way -> way.variant().value()))
                    .ifPresent(least::add);
        }
        return new Recommendation(base.alarm(slot), Objects.requireNonNull(before), List.copyOf(least));
    }

    private static double now(Knob knob, ConditionSpec spec) {
        return switch (knob) {
            case DEADBAND -> deadband(spec);
            case OFF_DELAY -> spec.offDelayMs();
            case ON_DELAY -> spec.onDelayMs();
        };
    }

    private Evidence evidence(int candidate, List<Occurrence> episodes) {
        List<Occurrence> own = occurrences.of(candidate);
        long lost = 0;
        long latestMs = 0;
        int next = 0;
        for (Occurrence episode : episodes) {
            while (next < own.size() && own.get(next).clearedMs() < episode.onsetMs()) {
                next++;
            }
            if (next < own.size() && own.get(next).overlaps(episode)) {
                latestMs = Math.max(latestMs, own.get(next).raisedMs() - episode.raisedMs());
            } else {
                lost++;
            }
        }
        long chattering = candidates.get(candidate).kpis().ofLog().chattering().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        SlotTally tally = trial.tallyOf(candidate);
        return new Evidence(own.size(), chattering, lost, latestMs, tally == null ? 0 : tally.activeMs(endMs));
    }

    /** Occurrences that lie less than a minute apart are one excursion to a person. */
    static List<Occurrence> episodes(List<Occurrence> occurrences) {
        List<Occurrence> episodes = new ArrayList<>();
        for (Occurrence next : occurrences) {
            Occurrence last = episodes.isEmpty() ? null : episodes.get(episodes.size() - 1);
            if (last != null && next.raisedMs() - last.clearedMs() < EPISODE_GAP_MS) {
                episodes.set(episodes.size() - 1, new Occurrence(last.onsetMs(), last.raisedMs(), next.clearedMs()));
            } else {
                episodes.add(next);
            }
        }
        return episodes;
    }
}
