package io.tocsin.bench;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Tag;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Single inputs of the core: 1024 tags in turn, one sample a millisecond, so each tag once in 1.024 s. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CoreBenchmark {
    private static final int TAGS = 1024;
    private static final int GOOD = 0;
    /** Over H for five visits of 1.024 s, well below it for three. */
    private static final double[] RAISED_AND_CLEARED = {90, 90, 90, 90, 90, 50, 50, 50};
    /** Never over H long enough. */
    private static final double[] STARTED_AND_STOPPED = {90, 50, 90, 50, 90, 50, 90, 50};
    /** 60 a minute up, then down: within the limit of 300, but every visit has a rate to look at. */
    private static final double[] SLOPES = {50, 51, 52, 53, 54, 53, 52, 51};

    /** The core with conditions of one sort, and its present. */
    abstract static class Bench {
        private final Tally tally = new Tally(false);
        private final Conditions conditions;
        private final double[] values;
        private final boolean mustSpeak;
        private int samples;
        private long nowMs = 1_700_000_000_000L;

        Bench(double[] values, boolean mustSpeak, ConditionSpec... specs) {
            this.values = values;
            this.mustSpeak = mustSpeak;
            List<Tag> tags =
                    IntStream.range(0, TAGS).mapToObj(i -> tag(i, specs)).toList();
            conditions = new Conditions(new Plan(tags), tally);
        }

        private static Tag tag(int i, ConditionSpec... specs) {
            Tag.Range range = new Tag.Range(0, 100, -5, 105);
            return new Tag(
                    "T" + i,
                    "LEVEL",
                    "m",
                    range,
                    1000,
                    300_000,
                    null,
                    null,
                    null,
                    null,
                    new TreeMap<>(),
                    List.of(specs));
        }

        @Setup
        public void settle() {
            for (int i = 0; i < 20 * TAGS; i++) {
                sample();
            }
        }

        long sample() {
            int tag = samples & (TAGS - 1);
            double value = values[(samples / TAGS) & 7];
            samples++;
            nowMs++;
            conditions.sample(tag, nowMs, value, GOOD, nowMs);
            return tally.transitions();
        }

        long tick() {
            conditions.tick(++nowMs);
            return tally.transitions();
        }

        /** What was measured was what it is called. */
        @TearDown
        public void expectWords() {
            if (mustSpeak != tally.transitions() > 0) {
                throw new IllegalStateException(
                        "expected " + (mustSpeak ? "some" : "no") + " transitions, was " + tally.transitions());
            }
        }
    }

    private static ConditionSpec[] limits() {
        return new ConditionSpec[] {
            limit(Condition.HH, 95), limit(Condition.H, 85), limit(Condition.L, 15), limit(Condition.LL, 5)
        };
    }

    private static ConditionSpec limit(Condition condition, double value) {
        return new ConditionSpec.Limit(condition, value, 2, Limits.ON_DELAY_MS, 0, Priority.HIGH, false, false);
    }

    private static ConditionSpec rate() {
        return new ConditionSpec.RateOfChange(Condition.ROC, 300, 10_000, 10, 0, 0, Priority.HIGH, false);
    }

    @State(Scope.Thread)
    public static class Quiet extends Bench {
        public Quiet() {
            super(SLOPES, false, limits());
        }
    }

    @State(Scope.Thread)
    public static class Started extends Bench {
        public Started() {
            super(STARTED_AND_STOPPED, false, limits());
        }
    }

    @State(Scope.Thread)
    public static class Raised extends Bench {
        public Raised() {
            super(RAISED_AND_CLEARED, true, limits());
        }
    }

    @State(Scope.Thread)
    public static class Rates extends Bench {
        public Rates() {
            super(SLOPES, false, rate());
        }
    }

    @State(Scope.Thread)
    public static class Flat extends Bench {
        public Flat() {
            super(SLOPES, false, new ConditionSpec.Flatline(60_000, 0.5, Priority.LOW, false));
        }
    }

    /** Four limits, none met: the common case. */
    @Benchmark
    public long sampleThatChangesNothing(Quiet bench) {
        return bench.sample();
    }

    /** Each sample starts an on-delay or stops it. */
    @Benchmark
    public long sampleThatStartsOrStopsADelay(Started bench) {
        return bench.sample();
    }

    /** Of eight samples one starts an on-delay that ends, one clears; the others change nothing. */
    @Benchmark
    public long sampleOfTagsRaisedAndCleared(Raised bench) {
        return bench.sample();
    }

    /** One rate of change over 10 s. */
    @Benchmark
    public long sampleWithRate(Rates bench) {
        return bench.sample();
    }

    /** One FLAT over 60 s whose run ends with every sample or second sample. */
    @Benchmark
    public long sampleWithFlat(Flat bench) {
        return bench.sample();
    }

    /** Time alone, nothing due. */
    @Benchmark
    public long tickWithNothingDue(Quiet bench) {
        return bench.tick();
    }
}
