package io.tocsin.bench;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Expression;
import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.Priority;
import io.tocsin.config.Rule;
import io.tocsin.config.Tag;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.composite.RuleSink;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Composite rules over many tags, each with a sample a second: what share of one core the conditions take, and what the
 * rules add to it. Each rule has three inputs; seven of ten are expressions, the others a vote, a discrepancy and a
 * movement. Before anything is printed, the expressions are compared with a plain reading of the last samples.
 */
final class Composite {
    private static final int INPUTS = 3;
    private static final double LIMIT = 10;
    private static final long START_MS = 1_800_000_000_000L;

    private final PrintStream out;
    private final int tags;
    private final int rules;
    private final int seconds;
    private final int rounds;
    private final boolean json;
    private final double[][] values;
    private long transitions;

    Composite(Options options, PrintStream out) {
        this.out = out;
        json = options.flag("json");
        tags = options.number("tags", 20_000);
        rules = options.number("rules", 2_000);
        seconds = options.number("seconds", 60);
        rounds = options.number("rounds", 9);
        options.expectNothingMore();
        values = new double[seconds][tags];
        Random random = new Random(7);
        double[] level = new double[tags];
        for (int tag = 0; tag < tags; tag++) {
            level[tag] = 8 + 4 * random.nextDouble();
        }
        for (double[] second : values) {
            for (int tag = 0; tag < tags; tag++) {
                level[tag] += 0.05 * random.nextGaussian();
                second[tag] = level[tag];
            }
        }
    }

    void run() {
        List<Tag> config = config();
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            without.add(share(config, List.of()));
            with.add(share(config, rules()));
        }
        report(median(without), median(with));
    }

    private static double median(List<Double> all) {
        return Meter.median(
                all.stream().skip(2).mapToDouble(Double::doubleValue).toArray());
    }

    /** CPU time in a second of samples: 1 is a whole core. */
    private double share(List<Tag> config, List<Rule> ruleList) {
        Tally tally = new Tally(false);
        Counter counter = new Counter();
        Conditions conditions = new Conditions(new Plan(config), tally);
        Composites composites = new Composites(ruleList, config, counter);
        conditions.tell(composites, composites.declared(tags));
        feed(conditions, 0);
        Meter meter = new Meter();
        meter.start();
        feed(conditions, 1);
        double share = meter.stop().cpuNs() / 1e9 / seconds;
        transitions = counter.transitions;
        check(ruleList, composites);
        return share;
    }

    private void feed(Conditions conditions, int pass) {
        for (int second = 0; second < seconds; second++) {
            for (int tag = 0; tag < tags; tag++) {
                long atMs = START_MS + 1_000L * (pass * seconds + second) + tag % 1_000;
                conditions.sample(tag, atMs, values[second][tag], 0, atMs);
            }
        }
    }

    private void check(List<Rule> ruleList, Composites composites) {
        for (int rule = 0; rule < ruleList.size(); rule++) {
            if (ruleList.get(rule).logic() instanceof Logic.Expr) {
                double[] last = values[seconds - 1];
                boolean expected = last[tagOf(rule, 0)] >= LIMIT && last[tagOf(rule, 1)] >= LIMIT
                        || last[tagOf(rule, 2)] > LIMIT + 1;
                if (composites.holds(rule) != expected) {
                    throw new IllegalStateException("expected rule " + rule + " to hold=" + expected);
                }
            }
        }
    }

    private int tagOf(int rule, int input) {
        return (rule * INPUTS + input * 7) % tags;
    }

    private List<Tag> config() {
        List<Tag> all = new ArrayList<>();
        for (int tag = 0; tag < tags; tag++) {
            List<ConditionSpec> conditions = List.of(
                    limit(Condition.HH, LIMIT + 2),
                    limit(Condition.H, LIMIT),
                    limit(Condition.L, 1),
                    limit(Condition.LL, 0));
            all.add(new Tag(
                    "T" + tag, "LEVEL", "m", null, 0, 300_000, null, null, null, null, new TreeMap<>(), conditions));
        }
        return all;
    }

    private static ConditionSpec limit(Condition condition, double value) {
        return new ConditionSpec.Limit(condition, value, 0, 0, 0, Priority.HIGH, false, false);
    }

    private List<Rule> rules() {
        List<Rule> all = new ArrayList<>();
        for (int rule = 0; rule < rules; rule++) {
            Map<String, String> inputs =
                    Map.of("a", "T" + tagOf(rule, 0), "b", "T" + tagOf(rule, 1), "c", "T" + tagOf(rule, 2));
            all.add(new Rule("r" + rule, new TreeMap<>(inputs), logic(rule), 0, 0, null));
        }
        return all;
    }

    private static Logic logic(int rule) {
        return switch (rule % 10) {
            case 7 -> new Logic.Vote(List.of(high("a"), high("b"), high("c")), 2, true);
            case 8 -> new Logic.Discrepancy(new Expression.Value("a"), new Expression.Value("b"), 3, Direction.BOTH);
            case 9 -> new Logic.Moving("a", 60_000, 0.5, Direction.BOTH);
            default ->
                new Logic.Expr(new Expression.Any(List.of(
                        new Expression.All(List.of(high("a"), high("b"))),
                        new Expression.Comparison(
                                Expression.Relation.MORE,
                                new Expression.Value("c"),
                                new Expression.Constant(LIMIT + 1)))));
        };
    }

    private static Expression high(String input) {
        return new Expression.Active(input, Condition.H);
    }

    /** Counts what rules say. */
    private static final class Counter implements RuleSink {
        private long transitions;

        @Override
        public void raised(int rule, long timeMs, long onsetMs, double measure) {
            transitions++;
        }

        @Override
        public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
            transitions++;
        }
    }

    private void report(double without, double with) {
        if (json) {
            print(
                    "{\"tags\":%d,\"rules\":%d,\"transitions\":%d,\"coreWithout\":%.5f,\"coreWith\":%.5f}%n",
                    tags, rules, transitions, without, with);
            return;
        }
        print(
                "%d tags, a sample a second each, %d rules of %d inputs, %d transitions of rules in %d s%n%n",
                tags, rules, INPUTS, transitions, 2 * seconds);
        print("%-28s %10s%n", "", "of a core");
        print("%-28s %9.2f%%%n", "conditions alone", 100 * without);
        print("%-28s %9.2f%%%n", "conditions and rules", 100 * with);
        print("%-28s %9.0f%n", "ns a rule and second", (with - without) / rules * 1e9);
    }

    private void print(String format, Object... args) {
        out.print(String.format(Locale.ROOT, format, args));
    }
}
