package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Condition;
import io.tocsin.config.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good, uncertain, bad and unreadable samples, failure bounds, and limits that a bad status raises. */
class QualityTest {
    private static final Tag.Range FAILS_BEYOND = new Tag.Range(0, 100, -10, 110);

    private static Rig detector(long onDelayMs) {
        return new Rig(Tags.tag(Tags.raisedByBad(Condition.GAS_L1, 25, 0, onDelayMs, 0), Tags.bad(0, 0)));
    }

    private static Rig withFailBounds() {
        return new Rig(Tags.tag(
                "G",
                FAILS_BEYOND,
                300_000,
                List.of(Tags.limit(Condition.H, 50, 0, 0, 0), Tags.range(0, 100, 0, 0), Tags.bad(0, 0))));
    }

    @Test
    void badIsRaisedByABadSampleAndClearedByAGoodOne() {
        assertThat(new Rig(Tags.tag(Tags.bad(0, 0)))
                        .bad(0)
                        .bad(1000)
                        .good(2000, 1)
                        .said())
                .containsExactly("BAD RAISED 0", "BAD CLEARED 2000");
    }

    @Test
    void anUncertainSampleClearsBad() {
        assertThat(new Rig(Tags.tag(Tags.bad(0, 0))).bad(0).uncertain(1000, 1).said())
                .containsExactly("BAD RAISED 0", "BAD CLEARED 1000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNoneIsABadSampleWhateverItsStatus(double value) {
        Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 0, 0, 0), Tags.bad(0, 0)));
        assertThat(rig.sample(0, 0, value, Quality.GOOD, 0).said()).containsExactly("BAD RAISED 0");
        assertThat(rig.last().quality()).isEqualTo(Quality.UNREADABLE.code());
        assertThat(rig.conditions().held(0)).isNaN();
    }

    @Test
    void uncertainIsEvaluatedLikeGoodAndMarksTheTransition() {
        Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 0, 0, 0))).uncertain(0, 11);
        assertThat(rig.said()).containsExactly("H RAISED 0");
        assertThat(rig.last().quality()).isEqualTo(Quality.UNCERTAIN.code());
    }

    @Test
    void theLastGoodValueHoldsThroughBadSamples() {
        Rig rig = new Rig(Tags.tag(Tags.bad(0, 0))).good(0, 42).bad(1000);
        assertThat(rig.last().value()).isEqualTo(42);
        assertThat(rig.conditions().held(0)).isEqualTo(42);
    }

    @Test
    void beyondTheFailureBoundsASampleIsBad() {
        assertThat(withFailBounds().good(0, 110.1).said()).containsExactly("BAD RAISED 0");
        assertThat(withFailBounds().good(0, -10.1).said()).containsExactly("BAD RAISED 0");
    }

    @Test
    void atTheFailureBoundsItIsOutOfRangeAndEvaluated() {
        assertThat(withFailBounds().good(0, 110).said()).containsExactly("H RAISED 0", "RANGE RAISED 0");
        assertThat(withFailBounds().good(0, -10).said()).containsExactly("RANGE RAISED 0");
    }

    @Test
    void aFailureBoundThatWasNotGivenIsNeverPassed() {
        Tag.Range open = new Tag.Range(0, 100, Double.NaN, Double.NaN);
        Rig rig = new Rig(Tags.tag("G", open, 300_000, List.of(Tags.bad(0, 0))));
        assertThat(rig.good(0, 1e300).good(1000, -1e300).said()).isEmpty();
    }

    @Test
    void aBadStatusRaisesALimitThatSaysSo() {
        assertThat(detector(0).bad(0).said()).containsExactly("GAS_L1 RAISED 0", "BAD RAISED 0");
    }

    @Test
    void aValueBeyondAFailureBoundRaisesItToo() {
        Rig rig =
                new Rig(Tags.tag("G", FAILS_BEYOND, 300_000, List.of(Tags.raisedByBad(Condition.GAS_L1, 25, 0, 0, 0))));
        assertThat(rig.good(0, -25).said()).containsExactly("GAS_L1 RAISED 0");
    }

    @Test
    void anUnreadableNumberNeverRaisesALimit() {
        assertThat(detector(0).unreadable(0).said()).containsExactly("BAD RAISED 0");
    }

    @Test
    void silenceNeverRaisesALimit() {
        Rig rig = new Rig(Tags.tag(Tags.raisedByBad(Condition.GAS_L1, 25, 0, 0, 0), Tags.stale(5000)));
        assertThat(rig.good(0, 1).tick(60_000).said()).containsExactly("STALE RAISED 5000");
    }

    @Test
    void aLimitThatDoesNotSaySoIsNotRaisedByBad() {
        Rig rig = new Rig(Tags.tag(Tags.limit(Condition.GAS_L1, 25, 0, 0, 0)));
        assertThat(rig.bad(0).said()).isEmpty();
    }

    @Test
    void aBadStatusStartsTheOnDelayAndAGoodSampleCancelsIt() {
        assertThat(detector(5000).bad(0).tick(5000).said()).containsExactly("BAD RAISED 0", "GAS_L1 RAISED 5000");
        assertThat(detector(5000).bad(0).good(2000, 1).tick(9000).said())
                .containsExactly("BAD RAISED 0", "BAD CLEARED 2000");
    }

    @Test
    void whatABadStatusRaisedReturnsWithAGoodValue() {
        assertThat(detector(0).bad(0).good(1000, 1).said())
                .containsExactly("GAS_L1 RAISED 0", "BAD RAISED 0", "GAS_L1 CLEARED 1000", "BAD CLEARED 1000");
    }

    @Test
    void aBadStatusRaisesATripSwitchThatSaysSo() {
        assertThat(new Rig(Tags.tag(Tags.state(true, 0, 0, 1.0))).bad(0).said()).containsExactly("STATE RAISED 0");
        assertThat(new Rig(Tags.tag(Tags.state(false, 0, 0, 1.0))).bad(0).said())
                .isEmpty();
    }

    @Test
    void codesAreStableAndUnknownOnesAreRefused() {
        assertThat(List.of(Quality.GOOD, Quality.UNCERTAIN, Quality.BAD, Quality.UNREADABLE))
                .allSatisfy(
                        quality -> assertThat(Quality.ofCode(quality.code())).isEqualTo(quality))
                .extracting(Quality::code)
                .containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> Quality.ofCode(4)).hasMessage("expected a quality code 0..3, was 4");
        assertThatThrownBy(() -> Quality.ofCode(-1)).hasMessage("expected a quality code 0..3, was -1");
    }
}
