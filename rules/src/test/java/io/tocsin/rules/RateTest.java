package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import org.junit.jupiter.api.Test;

/** Rate of change: 3 per minute over a window of one minute, deadband 1. */
class RateTest {
    private static final long MINUTE = 60_000;

    private static Rig rig(Condition direction) {
        return new Rig(Tags.tag(Tags.rate(direction, 3, MINUTE, 1)));
    }

    @Test
    void riseRaisesAtThePerMinuteLimit() {
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(MINUTE, 3).said()).containsExactly("ROC_UP RAISED 60000");
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(MINUTE, 2.99).said()).isEmpty();
    }

    @Test
    void riseDoesNotRaiseOnAFall() {
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(MINUTE, -30).said()).isEmpty();
    }

    @Test
    void fallRaisesOnAFallOnly() {
        assertThat(rig(Condition.ROC_DOWN).good(0, 0).good(MINUTE, -3).said()).containsExactly("ROC_DOWN RAISED 60000");
        assertThat(rig(Condition.ROC_DOWN).good(0, 0).good(MINUTE, 30).said()).isEmpty();
    }

    @Test
    void eitherDirectionRaisesOnBoth() {
        assertThat(rig(Condition.ROC).good(0, 0).good(MINUTE, 4).said()).containsExactly("ROC RAISED 60000");
        assertThat(rig(Condition.ROC).good(0, 0).good(MINUTE, -4).said()).containsExactly("ROC RAISED 60000");
    }

    @Test
    void returnsOnlyBelowTheDeadband() {
        Rig rig = rig(Condition.ROC_UP).good(0, 0).good(MINUTE, 3).good(2 * MINUTE, 5);
        assertThat(rig.said()).containsExactly("ROC_UP RAISED 60000");
        assertThat(rig.good(3 * MINUTE, 6.9).said()).containsExactly("ROC_UP RAISED 60000", "ROC_UP CLEARED 180000");
    }

    @Test
    void theReferenceIsTheNewestSampleAtLeastOneWindowOld() {
        Rig rig = rig(Condition.ROC_UP).good(0, 0).good(30_000, 10).good(90_000, 12);
        assertThat(rig.said()).as("12 - 10 in 60 s, not 12 - 0 in 90 s").isEmpty();
        assertThat(rig.good(100_000, 13.5).said())
                .as("13.5 - 10 in 70 s = 3 per minute")
                .containsExactly("ROC_UP RAISED 100000");
    }

    @Test
    void withoutAReferenceTheRateIsUndefined() {
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(59_999, 1000).said()).isEmpty();
    }

    @Test
    void aReferenceOfExactlyTwoWindowsStillCounts() {
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(2 * MINUTE, 6).said()).containsExactly("ROC_UP RAISED 120000");
    }

    @Test
    void aReferenceOlderThanTwoWindowsDoesNot() {
        assertThat(rig(Condition.ROC_UP).good(0, 0).good(2 * MINUTE + 1, 1000).said())
                .isEmpty();
    }

    @Test
    void anUndefinedRateLeavesAnActiveConditionAsItIs() {
        Rig rig = rig(Condition.ROC_UP).good(0, 0).good(MINUTE, 3).good(10 * MINUTE, 3);
        assertThat(rig.said()).containsExactly("ROC_UP RAISED 60000");
    }

    @Test
    void anUndefinedRateLeavesARunningDelayAsItIs() {
        Rig rig = new Rig(Tags.tag(Tags.rate(Condition.ROC_UP, 3, MINUTE, 0, 5 * MINUTE, 0)));
        rig.good(0, 0).good(MINUTE, 3).good(4 * MINUTE, 3).tick(6 * MINUTE);
        assertThat(rig.said()).containsExactly("ROC_UP RAISED 360000");
    }

    @Test
    void badSamplesAreNoReference() {
        Rig rig = rig(Condition.ROC_UP)
                .good(0, 0)
                .sample(0, 30_000, 100, Quality.BAD, 30_000)
                .good(90_000, 4.5);
        assertThat(rig.said()).containsExactly("ROC_UP RAISED 90000");
    }

    @Test
    void uncertainSamplesAre() {
        assertThat(rig(Condition.ROC_UP).uncertain(0, 0).uncertain(MINUTE, 3).said())
                .containsExactly("ROC_UP RAISED 60000");
    }

    @Test
    void aLateSampleIsNoReference() {
        Rig rig = rig(Condition.ROC_UP)
                .good(0, 0)
                .good(50_000, 0)
                .good(30_000, -100, 50_000)
                .good(90_000, 0);
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void rememberedSamplesMayBeMany() {
        Rig rig = rig(Condition.ROC_UP);
        for (int second = 0; second <= 600; second++) {
            rig.good(second * 1000L, second * 0.049);
        }
        assertThat(rig.said()).as("2.94 per minute").isEmpty();
        for (int second = 601; second <= 660; second++) {
            rig.good(second * 1000L, 600 * 0.049 + (second - 600) * 0.051);
        }
        assertThat(rig.said()).hasSize(1);
    }
}
