package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In steady state a sample, with all that it raises and clears, allocates nothing. */
class AllocationTest {
    private static final int TAGS = 50;
    private static final int ROUNDS = 5;
    private static final int SAMPLES_PER_ROUND = 200_000;

    private static final List<ConditionSpec> EVERYTHING = List.of(
            Tags.limit(Condition.HH, 9, 1, 2000, 1000),
            Tags.limit(Condition.H, 7, 1, 0, 0),
            Tags.limit(Condition.L, 2, 1, 3000, 2000),
            Tags.raisedByBad(Condition.GAS_L1, 8, 0, 0, 0),
            Tags.deviation(5, 3, 1, 1000, 0),
            Tags.rate(Condition.ROC, 100, 10_000, 10),
            Tags.rate(Condition.ROC_UP, 50, 5000, 0),
            Tags.flat(5000, 3),
            Tags.state(false, 0, 1000, 4.0, 6.0),
            Tags.range(1, 9, 0, 0),
            Tags.bad(0, 1000),
            Tags.stale(1500));

    private static final class Counter implements ConditionSink {
        long transitions;

        @Override
        public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
            transitions++;
        }

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
            transitions++;
        }

        @Override
        public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
            transitions++;
        }
    }

    private final Counter counter = new Counter();
    private final Conditions conditions = new Conditions(new Plan(tags()), counter);
    private long draw = 1;
    private long nowMs;

    private static List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (int tag = 0; tag < TAGS; tag++) {
            tags.add(Tags.tag("T" + tag, new Tag.Range(1, 9, 0, 10), 300_000, EVERYTHING));
        }
        return tags;
    }

    @Test
    void aSampleAllocatesNothing() {
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        feed(SAMPLES_PER_ROUND);
        long before = counter.transitions;
        long least = Long.MAX_VALUE;
        // The least of several rounds: a compiler that changes its mind in one of them is none of our samples.
        for (int round = 0; round < ROUNDS; round++) {
            long start = thread.getCurrentThreadAllocatedBytes();
            feed(SAMPLES_PER_ROUND);
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - start);
        }
        assertThat(counter.transitions - before).isGreaterThan(SAMPLES_PER_ROUND);
        assertThat(least).isZero();
    }

    /** Every tag once a second, with jumps, gaps, and bad samples; never more in a window than its ring has room for. */
    private void feed(int samples) {
        for (int i = 0; i < samples; i++) {
            draw = draw * 6364136223846793005L + 1442695040888963407L;
            int roll = (int) (draw >>> 40);
            nowMs += 20;
            if (roll % 5 != 0) {
                int quality = roll % 37 == 0 ? 2 : roll % 11 == 0 ? 1 : 0;
                conditions.sample(i % TAGS, nowMs - roll % 7, (roll >> 8) % 23 / 2.0, quality, nowMs);
            }
        }
    }
}
