package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final String H = "T-101.LEVEL:H";
    private static final String POST = "control-room";
    private static final long DAY = 86_400_000;

    private final Tally tally = new Tally();

    private void line(Kind kind, long timeMs) {
        line(kind, timeMs, Audience.PERSON);
    }

    private void line(Kind kind, long timeMs, Audience audience) {
        tally.line(new LogLine(H, kind, timeMs, Priority.HIGH, audience, POST), timeMs);
    }

    @Test
    @DisplayName("Chattering: an alarm whose first and third of three annunciations lie at most 60 s apart")
    void chattersWhereTheFirstAndTheThirdLieAtMostAMinuteApart() {
        line(Kind.RAISED, 0);
        line(Kind.RAISED, 30_000);
        line(Kind.RAISED, 60_001);
        assertThat(tally.chattering(60_001)).isEmpty();
        line(Kind.RAISED, 90_000);
        assertThat(tally.chattering(90_000)).containsExactly(H);
    }

    @Test
    void isShownAsChatteringForTenMinutesBehindTheThird() {
        line(Kind.RAISED, 0);
        line(Kind.RAISED, 1_000);
        line(Kind.RAISED, 2_000);
        assertThat(tally.chattering(601_999)).containsExactly(H);
        assertThat(tally.chattering(602_000)).isEmpty();
    }

    @Test
    @DisplayName("Fleeting: active under 10 s and not again within 60 s")
    void isFleetingWhereItIsShortAndDoesNotComeAgain() {
        KpiCounter counter = new KpiCounter();
        counter.raised(H, null, 0);
        counter.cleared(H, 9_999);
        counter.raised(H, null, 69_999);
        counter.cleared(H, 69_999 + 10_000);
        assertThat(counter.ofLog().fleeting()).isEmpty();
        counter.raised(H, null, 200_000);
        counter.cleared(H, 209_999);
        counter.raised(H, null, 270_000);
        assertThat(counter.ofLog().fleeting()).containsEntry(H, 1L);
    }

    @Test
    void whatWasActiveBeforeAnybodyWasToldIsNotFleeting() {
        KpiCounter counter = new KpiCounter();
        counter.line(new LogLine(H, Kind.RAISED, 0, null, Audience.NOBODY));
        counter.line(LogLine.of(H, Kind.ANNUNCIATED, 500_000));
        counter.cleared(H, 501_000);
        assertThat(counter.ofLog().fleeting()).isEmpty();
        assertThat(counter.ofLog().load().annunciations()).isOne();
    }

    @Test
    @DisplayName("LONG_STANDING: annunciated over 24 h, and still standing")
    void isLongStandingOverADayAfterItWasAnnunciated() {
        line(Kind.RAISED, 0);
        line(Kind.ANNUNCIATED, 23 * 3_600_000);
        assertThat(tally.longStanding(DAY)).isEmpty();
        assertThat(tally.longStanding(DAY + 1)).containsExactly(H);
        line(Kind.CLEARED, DAY + 2);
        assertThat(tally.longStanding(DAY + 3)).isEmpty();
    }

    @Test
    void whatNobodyWasToldOfIsNotLongStandingUntilSomebodyIs() {
        line(Kind.RAISED, 0, Audience.NOBODY);
        assertThat(tally.longStanding(2 * DAY)).isEmpty();
        line(Kind.ANNUNCIATED, 2 * DAY);
        assertThat(tally.longStanding(3 * DAY)).isEmpty();
        assertThat(tally.longStanding(3 * DAY + 1)).containsExactly(H);
    }

    @Test
    void whatComesBackWithOthersStandsAndWaitsAndIsNotCounted() {
        line(Kind.GROUPED, 0);
        assertThat(tally.longStanding(DAY + 1)).containsExactly(H);
        assertThat(tally.waitingSinceMs(H)).isZero();
        assertThat(tally.annunciations(POST, Priority.HIGH)).isZero();
        assertThat(tally.floods().at(POST, 0).annunciations()).isZero();
    }

    @Test
    @DisplayName("Drills and suppressed alarms are not counted, and said so")
    void aDrillAndWhatIsSuppressedAreNotCounted() {
        line(Kind.RAISED, 0, Audience.NOBODY);
        line(Kind.RAISED, 1, Audience.DRILL);
        assertThat(tally.annunciations(POST, Priority.HIGH)).isZero();
        assertThat(tally.floods().at(POST, 1).annunciations()).isZero();
        assertThat(tally.drills()).isOne();
    }

    @Test
    void countsByPositionAndPriorityFromTheStart() {
        line(Kind.RAISED, 0);
        tally.begin();
        line(Kind.RAISED, 1);
        assertThat(tally.annunciations(POST, Priority.HIGH)).isOne();
        assertThat(tally.annunciations(POST, Priority.LOW)).isZero();
        assertThat(tally.annunciations("other", Priority.HIGH)).isZero();
        assertThat(tally.floods().at(POST, 1).annunciations()).isEqualTo(2);
    }

    @Test
    void waitsUntilItIsAcknowledgedOrOver() {
        line(Kind.RAISED, 5);
        line(Kind.RAISED, 9);
        assertThat(tally.waitingSinceMs(H)).isEqualTo(5);
        line(Kind.ACKNOWLEDGED, 10);
        assertThat(tally.waitingSinceMs(H)).isEqualTo(-1);
        line(Kind.RAISED, 20);
        tally.over(H);
        assertThat(tally.waitingSinceMs(H)).isEqualTo(-1);
    }

    @Test
    void whatLeftIsForgotten() {
        line(Kind.RAISED, 0);
        tally.forget(H);
        assertThat(tally.longStanding(2 * DAY)).isEmpty();
    }
}
