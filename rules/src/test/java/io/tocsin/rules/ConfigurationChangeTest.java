package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes on, what is looked at once, and what is carried over when the configuration changes. */
class ConfigurationChangeTest {
    private static ConditionSpec high(double limit, long onDelayMs, long offDelayMs) {
        return Tags.limit(Condition.H, limit, 0, onDelayMs, offDelayMs);
    }

    private static Rig of(ConditionSpec... specs) {
        return new Rig(Tags.tag(specs));
    }

    private static Rig change(Rig rig, ConditionSpec... specs) {
        return rig.changeTo(Tags.tag(specs));
    }

    @Test
    void theHeldValueIsLookedAtOnceUnderTheNewLimit() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 7).tick(5000), high(5, 0, 0));
        assertThat(rig.said()).containsExactly("H RAISED 5000");
        assertThat(rig.last().value()).isEqualTo(7);
    }

    @Test
    void aReturnSoCausedSaysSo() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 12).tick(5000), high(15, 0, 0));
        assertThat(rig.said()).containsExactly("H RAISED 0", "H CLEARED 5000");
        assertThat(rig.last().byConfiguration()).isTrue();
    }

    @Test
    void aDelayedReturnSoCausedSaysSoToo() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 12).tick(5000), high(15, 0, 3000));
        assertThat(rig.tick(8000).said()).containsExactly("H RAISED 0", "H CLEARED 8000");
        assertThat(rig.last().byConfiguration()).isTrue();
    }

    @Test
    void aReturnThatASampleBeganDoesNot() {
        Rig rig = change(of(high(10, 0, 3000)).good(0, 12).good(1000, 5), high(11, 0, 3000));
        assertThat(rig.tick(9000).said()).containsExactly("H RAISED 0", "H CLEARED 4000");
        assertThat(rig.last().byConfiguration()).isFalse();
    }

    @Test
    void aReturnCausedOnceIsForgottenWhenASampleBeginsTheNext() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 12).tick(5000), high(15, 0, 3000));
        rig.good(6000, 20).good(7000, 1).tick(20_000);
        assertThat(rig.said()).containsExactly("H RAISED 0", "H CLEARED 10000");
        assertThat(rig.last().byConfiguration()).isFalse();
    }

    @Test
    void happensAtTheTagsOwnPresent() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 7, 2000).tick(5000), high(5, 0, 0));
        assertThat(rig.said()).containsExactly("H RAISED 3000");
    }

    @Test
    void aStandingConditionGoesOnWithoutAWord() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 12), high(11, 0, 0));
        assertThat(rig.said()).containsExactly("H RAISED 0");
        assertThat(rig.good(1000, 10.5).said()).containsExactly("H RAISED 0", "H CLEARED 1000");
    }

    @Test
    void anUnchangedConditionIsNotLookedAtAgain() {
        Rig rig = of(high(10, 0, 3000), Tags.stale(2000))
                .good(0, 12)
                .good(1000, 5)
                .tick(3500);
        assertThat(rig.said()).containsExactly("H RAISED 0", "STALE RAISED 3000");
        rig.sample(0, 1000, 5, Quality.GOOD, 3600);
        change(rig, high(10, 0, 3000), Tags.stale(200_000)).tick(60_000);
        assertThat(rig.said()).containsExactly("H RAISED 0", "STALE RAISED 3000", "STALE CLEARED 3600");
    }

    @Test
    void anActiveConditionIsNotClearedByAChangeWhileItsInstrumentIsBad() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 12).bad(1000), high(15, 0, 0));
        assertThat(rig.said()).containsExactly("H RAISED 0");
        assertThat(rig.good(2000, 12).said()).containsExactly("H RAISED 0", "H CLEARED 2000");
    }

    @Test
    void norWhileItsTagIsStale() {
        Rig rig = change(of(high(10, 0, 0), Tags.stale(5000)).good(0, 12).tick(5000), high(15, 0, 0), Tags.stale(5000));
        assertThat(rig.said()).containsExactly("H RAISED 0", "STALE RAISED 5000");
    }

    @Test
    void butAChangeRaisesOnTheHeldValueOfABlindTag() {
        assertThat(change(of(high(10, 0, 0)).good(0, 7).bad(1000), high(5, 0, 0))
                        .said())
                .containsExactly("H RAISED 1000");
    }

    @Test
    void whatABadStatusRaisedStandsThroughAChange() {
        Rig rig = of(Tags.raisedByBad(Condition.GAS_L1, 25, 0, 0, 0)).good(0, 1).bad(1000);
        assertThat(change(rig, Tags.raisedByBad(Condition.GAS_L1, 20, 0, 0, 0)).said())
                .containsExactly("GAS_L1 RAISED 1000");
    }

    @Test
    void aNewBadConditionIsRaisedWhereTheNewestSampleIsBad() {
        assertThat(change(of(high(10, 0, 0)).good(0, 1).bad(1000).tick(5000), high(10, 0, 0), Tags.bad(0, 0))
                        .said())
                .containsExactly("BAD RAISED 5000");
        assertThat(change(of(high(10, 0, 0)).good(0, 1).tick(5000), Tags.bad(0, 0))
                        .said())
                .isEmpty();
    }

    @Test
    void aLongerOnDelayIsCountedFromTheOnset() {
        assertThat(change(of(high(10, 5000, 0)).good(0, 12), high(10, 8000, 0))
                        .tick(60_000)
                        .said())
                .containsExactly("H RAISED 8000");
    }

    @Test
    void aShorterOnDelayEndsNoEarlierThanTheChange() {
        Rig rig = change(of(high(10, 60_000, 0)).good(0, 12).tick(20_000), high(10, 5000, 0))
                .tick(20_000);
        assertThat(rig.said()).containsExactly("H RAISED 20000");
        assertThat(rig.last().onsetMs()).isZero();
    }

    @Test
    void aShorterOffDelayEndsNoEarlierThanTheChange() {
        Rig rig = of(high(10, 0, 60_000)).good(0, 12).good(1000, 5).tick(20_000);
        assertThat(change(rig, high(10, 0, 5000)).tick(20_000).said()).containsExactly("H RAISED 0", "H CLEARED 20000");
    }

    @Test
    void aPendingRaiseIsCancelledWhereTheHeldValueDoesNotMeetTheNewLimit() {
        assertThat(change(of(high(10, 5000, 0)).good(0, 12), high(13, 5000, 0))
                        .tick(60_000)
                        .said())
                .isEmpty();
    }

    @Test
    void aNewTimeoutOfSilenceEndsNoEarlierThanTheChange() {
        Rig rig = change(of(high(10, 0, 0)).good(0, 1).tick(90_000), high(10, 0, 0), Tags.stale(30_000));
        assertThat(rig.tick(90_000).said()).containsExactly("STALE RAISED 90000");
    }

    @Test
    void aShorterTimeoutOfSilenceCountsFromTheLastSignOfLife() {
        Rig rig = change(of(Tags.stale(60_000)).good(0, 1).tick(10_000), Tags.stale(30_000));
        assertThat(rig.tick(60_000).said()).containsExactly("STALE RAISED 30000");
    }

    @Test
    void aNewTagIsStaleOneTimeoutAfterTheChange() {
        Rig rig = of(high(10, 0, 0)).good(0, 1).tick(10_000);
        rig.changeTo(
                Tags.tag(high(10, 0, 0)), Tags.tag("NEW", null, 300_000, List.<ConditionSpec>of(Tags.stale(5000))));
        assertThat(rig.tick(14_999).said()).isEmpty();
        assertThat(rig.tick(15_000).said()).containsExactly("STALE RAISED 15000");
    }

    @Test
    void tagsAreFoundAgainByTheirIdWhateverTheirPlace() {
        Tag a = Tags.tag("A", null, 300_000, List.of(high(10, 5000, 0)));
        Tag b = Tags.tag("B", null, 300_000, List.of(high(10, 5000, 0)));
        Rig rig = new Rig(a, b).sample(1, 0, 12, Quality.GOOD, 0).changeTo(b, a).tick(5000);
        assertThat(rig.transitions()).extracting(Transition::tag).containsExactly("B");
        assertThat(rig.conditions().held(0)).isEqualTo(12);
    }

    @Test
    void aRemovedConditionSaysNothingMore() {
        assertThat(change(of(high(10, 5000, 0), Tags.bad(0, 0)).good(0, 12), Tags.bad(0, 0))
                        .tick(60_000)
                        .said())
                .isEmpty();
    }

    @Test
    void aRateGoesOnWithTheSamplesItKnows() {
        Rig rig = change(
                of(Tags.rate(Condition.ROC_UP, 9, 60_000, 0)).good(0, 0).good(30_000, 2),
                Tags.rate(Condition.ROC_UP, 3, 60_000, 0));
        assertThat(rig.good(60_000, 3).said()).containsExactly("ROC_UP RAISED 60000");
    }

    @Test
    void aRunThatIsOneUnderTheNewEpsilonGoesOn() {
        Rig rig = change(of(Tags.flat(10_000, 1)).good(0, 1).good(5000, 1.2), Tags.flat(10_000, 0.5));
        assertThat(rig.good(10_000, 1).said()).containsExactly("FLAT RAISED 10000");
    }

    @Test
    void aRunThatIsNoneUnderTheNewEpsilonBeginsAnew() {
        Rig rig = change(of(Tags.flat(10_000, 1)).good(0, 1).good(5000, 1.9), Tags.flat(10_000, 0.5));
        assertThat(rig.good(10_000, 1).good(19_999, 1).said()).isEmpty();
        assertThat(rig.good(20_000, 1).said()).containsExactly("FLAT RAISED 20000");
    }

    @Test
    void aStuckSignalStaysStuckThroughANewEpsilonUntilItMoves() {
        Rig rig = of(Tags.flat(10_000, 1)).good(0, 1).good(10_000, 1.9);
        change(rig, Tags.flat(10_000, 0.5)).good(11_000, 1.9);
        assertThat(rig.said()).containsExactly("FLAT RAISED 10000");
        assertThat(rig.good(12_000, 3).said()).containsExactly("FLAT RAISED 10000", "FLAT CLEARED 12000");
    }

    @Test
    void countersAndEngineTimeGoOn() {
        Rig rig = of(high(10, 0, 0))
                .good(1000, 1)
                .good(500, 1, 1500)
                .good(1000, 1, 2000)
                .history(0, 1, 3000);
        Conditions changed = change(rig, high(10, 0, 0)).conditions();
        assertThat(changed.late()).isEqualTo(1);
        assertThat(changed.repeats()).isEqualTo(1);
        assertThat(changed.historical()).isEqualTo(1);
        assertThat(changed.engineTimeMs()).isEqualTo(3000);
    }

    @Test
    void waitingForTheBacklogGoesOn() {
        Rig rig = change(of(high(10, 5000, 0)).good(0, 12).started(60_000), high(10, 5000, 0));
        assertThat(rig.tick(70_000).said()).isEmpty();
        assertThat(rig.drained(70_000).said()).containsExactly("H RAISED 5000");
    }
}
