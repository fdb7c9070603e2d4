package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.alarms.kpi.Kpis.Count;
import io.tocsin.alarms.kpi.Kpis.Flood;
import io.tocsin.alarms.kpi.Kpis.Slot;
import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.alarms.kpi.Target.Verdict;
import io.tocsin.config.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KpiCounterTest {
    private static final String H = "T-101.LEVEL:H";
    private static final long SLOT = Kpis.SLOT_MS;
    private static final long DAY = 86_400_000;

    private final KpiCounter counter = new KpiCounter();

    /** So many alarms of different names, all at the start of a slot. */
    private KpiCounter burst(long slot, int count) {
        for (int i = 0; i < count; i++) {
            counter.raised("T-" + slot + "-" + i + ":H", null, slot * SLOT);
        }
        return counter;
    }

    @Test
    void slotsAreThoseOfTheClockWithTheFirstAndTheLastLine() {
        counter.raised(H, null, Instant.parse("2024-05-01T08:09:59.999Z").toEpochMilli());
        counter.cleared(H, Instant.parse("2024-05-01T08:30:00Z").toEpochMilli());
        Kpis kpis = counter.ofLog();
        assertThat(Instant.ofEpochMilli(kpis.span().fromMs())).isEqualTo("2024-05-01T08:00:00Z");
        assertThat(Instant.ofEpochMilli(kpis.span().toMs())).isEqualTo("2024-05-01T08:40:00Z");
        assertThat(kpis.load().slots()).isEqualTo(4);
        assertThat(kpis.load().averagePerSlot()).isEqualTo(0.25);
        assertThat(kpis.load().busy()).containsExactly(new Slot(kpis.span().fromMs(), 1));
    }

    @Test
    void aSpanOfDataHasSlotsWithoutLinesToo() {
        counter.raised(H, null, 5 * SLOT);
        assertThat(counter.ofSpan(0, 10 * SLOT - 1).load().slots()).isEqualTo(10);
        assertThat(counter.ofSpan(0, 10 * SLOT).load().slots()).isEqualTo(11);
        assertThat(new KpiCounter().ofSpan(0, SLOT).load().averagePerSlot()).isZero();
    }

    @Test
    void refusesALineOutsideTheSpan() {
        counter.raised(H, null, 5 * SLOT);
        assertThatThrownBy(() -> counter.ofSpan(0, 4 * SLOT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> counter.ofSpan(6 * SLOT, 7 * SLOT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesALineThatStepsBack() {
        counter.raised(H, null, 1_000);
        assertThatThrownBy(() -> counter.cleared(H, 999))
                .hasMessage("expected lines in order of time, was 999 after 1000");
    }

    @Test
    void aFloodNeedsMoreThanTenAndEndsBelowFive() {
        burst(1, 10);
        burst(2, 11);
        burst(3, 5);
        burst(4, 4);
        burst(5, 11);
        burst(9, 1);
        Kpis kpis = counter.ofLog();
        assertThat(kpis.load().floods()).containsExactly(new Flood(2 * SLOT, 4 * SLOT), new Flood(5 * SLOT, 6 * SLOT));
        assertThat(kpis.load().floodShare()).isEqualTo(3 / 9.0);
        assertThat(kpis.load().peak()).isEqualTo(11);
        assertThat(kpis.load().slotsOver10()).isEqualTo(2);
        assertThat(kpis.load().slotsOver10Share()).isEqualTo(2 / 9.0);
    }

    @Test
    void aFloodThatStillRunsEndsWithTheLastSlot() {
        burst(1, 12);
        burst(2, 7);
        assertThat(counter.ofLog().load().floods()).containsExactly(new Flood(SLOT, 3 * SLOT));
        assertThat(counter.ofSpan(0, 9 * SLOT).load().floods()).containsExactly(new Flood(SLOT, 3 * SLOT));
    }

    @Test
    void theThirdWithinAMinuteIsChattering() {
        counter.raised(H, null, 0);
        counter.raised(H, null, 30_000);
        counter.raised(H, null, 60_000);
        counter.raised(H, null, 90_001);
        counter.raised(H, null, 90_002);
        assertThat(counter.ofLog().chattering()).containsExactly(Map.entry(H, 2L));
    }

    @Test
    void twoQuickOnesAreNoChattering() {
        counter.raised(H, null, 0);
        counter.raised(H, null, 1);
        assertThat(counter.ofLog().chattering()).isEmpty();
    }

    @Test
    void fleetingIsShortAndAlone() {
        counter.raised("a", null, 0);
        counter.raised("b", null, 0);
        counter.raised("c", null, 0);
        counter.cleared("a", 9_999);
        counter.cleared("b", 9_999);
        counter.cleared("c", 10_000);
        counter.raised("b", null, 69_999);
        assertThat(counter.ofLog().fleeting()).containsExactly(Map.entry("a", 1L));
        counter.raised("a", null, 70_000);
        assertThat(counter.ofLog().fleeting()).containsExactly(Map.entry("a", 1L));
    }

    @Test
    void aSecondRaiseCountsAndTheAlarmStandsSinceTheFirst() {
        counter.raised(H, null, 1_000);
        counter.raised(H, null, 2_000);
        assertThat(counter.ofLog().load().annunciations()).isEqualTo(2);
        assertThat(counter.ofLog().standing()).containsExactly(new Kpis.Standing(H, 1_000));
        counter.cleared(H, 3_000);
        assertThat(counter.ofLog().standing()).isEmpty();
        counter.cleared(H, 4_000);
        assertThat(counter.ofLog().aside().unmatchedClears()).isEqualTo(1);
    }

    @Test
    void overADayAtTheEndIsLongStanding() {
        counter.raised("long", null, 0);
        counter.raised("short", null, 1);
        assertThat(counter.ofSpan(0, DAY).longStanding()).isEmpty();
        assertThat(counter.ofSpan(0, DAY + 1).longStanding()).containsExactly(new Kpis.Standing("long", 0));
        assertThat(counter.ofSpan(0, DAY + 1).standing()).hasSize(2);
    }

    @Test
    void topHasTenWithTiesByName() {
        for (String alarm : List.of("l", "k", "j", "i", "h", "g", "f", "e", "d", "c", "b", "b")) {
            counter.raised(alarm, null, 0);
        }
        Kpis.Top top = counter.ofLog().top();
        assertThat(top.alarms()).hasSize(10).startsWith(new Count("b", 2), new Count("c", 1));
        assertThat(top.alarms()).endsWith(new Count("k", 1));
        assertThat(top.share()).isEqualTo(11 / 12.0);
    }

    @Test
    void theMixLeavesThoseWithoutAPriorityAside() {
        counter.raised("a", Priority.LOW, 0);
        counter.raised("b", Priority.LOW, 0);
        counter.raised("c", Priority.CRITICAL, 0);
        counter.raised("d", Priority.HIGH, 0);
        counter.raised("e", null, 0);
        Kpis.Mix mix = counter.ofLog().mix();
        assertThat(mix.without()).isEqualTo(1);
        assertThat(mix.lowShare()).isEqualTo(0.5);
        assertThat(mix.mediumShare()).isZero();
        assertThat(mix.highShare()).isEqualTo(0.5);
    }

    @Test
    @DisplayName("Time to acknowledge runs from the first unacknowledged raise")
    void theTimeToAcknowledgeRunsFromTheFirstThatHadNone() {
        counter.raised(H, Priority.HIGH, 1_000);
        counter.cleared(H, 2_000);
        counter.raised(H, Priority.LOW, 3_000);
        counter.acknowledged(H, 11_000);
        counter.acknowledged(H, 12_000);
        counter.raised(H, Priority.LOW, 13_000);
        assertThat(counter.ofLog().acknowledgements())
                .containsExactly(
                        new Acknowledgement(Priority.HIGH, 1, 0, 10_000, 10_000),
                        new Acknowledgement(Priority.LOW, 0, 1, -1, -1));
        assertThat(counter.ofLog().aside().unmatchedAcknowledgements()).isEqualTo(1);
    }

    @Test
    void percentilesAreOfTheNearestRank() {
        for (int i = 1; i <= 40; i++) {
            counter.raised("T-" + i, null, 0);
        }
        for (int i = 1; i <= 40; i++) {
            counter.acknowledged("T-" + i, i);
        }
        assertThat(counter.ofLog().acknowledgements()).containsExactly(new Acknowledgement(null, 40, 0, 20, 38));
    }

    @Test
    void theSuppressedAreNotCountedAndNeitherIsWhatFollows() {
        counter.line(new LogLine(H, Kind.RAISED, 0, Priority.HIGH, Audience.NOBODY));
        counter.acknowledged(H, 1);
        counter.cleared(H, 2);
        Kpis kpis = counter.ofLog();
        assertThat(kpis.aside()).isEqualTo(new Kpis.Aside(1, 0, 0, 0));
        assertThat(kpis.load().annunciations()).isZero();
        assertThat(kpis.load().slots()).isEqualTo(1);
        assertThat(kpis.standing()).isEmpty();
    }

    @Test
    void aSuppressedReturnEndsWhatWasAnnunciated() {
        counter.raised(H, null, 0);
        counter.line(new LogLine(H, Kind.CLEARED, 20_000, null, Audience.NOBODY));
        assertThat(counter.ofLog().standing()).isEmpty();
        counter.line(new LogLine(H, Kind.CLEARED, 20_001, null, Audience.NOBODY));
        assertThat(counter.ofLog().aside().unmatchedClears()).isZero();
    }

    @Test
    void drillsTakeNoPartWhateverTheirTime() {
        counter.raised(H, null, 10 * SLOT);
        counter.line(new LogLine(H, Kind.RAISED, 0, null, Audience.DRILL));
        counter.line(new LogLine(H, Kind.CLEARED, 1, null, Audience.DRILL));
        assertThat(counter.ofLog().load().slots()).isEqualTo(1);
        assertThat(counter.ofLog().standing()).hasSize(1);
        assertThat(counter.ofLog().aside().drills()).isEqualTo(1);
    }

    @Test
    void anEmptyLogHasNoSlotAndNoFigure() {
        Kpis kpis = counter.ofLog();
        assertThat(kpis.load().slots()).isZero();
        assertThat(kpis.load().averagePerSlot()).isNaN();
        assertThat(kpis.top().alarms()).isEmpty();
        assertThat(Target.AVERAGE_PER_SLOT.verdict(kpis)).isEqualTo(Verdict.NONE);
        assertThat(Target.TOP.verdict(kpis)).isEqualTo(Verdict.NONE);
    }

    @Test
    void theAverageIsFineUpToOneAndBearableUpToTwo() {
        assertThat(Target.AVERAGE_PER_SLOT.verdict(burst(0, 10).ofSpan(0, 10 * SLOT - 1)))
                .isEqualTo(Verdict.MET);
        assertThat(Target.AVERAGE_PER_SLOT.verdict(counter.ofSpan(0, 9 * SLOT - 1)))
                .isEqualTo(Verdict.BORDERLINE);
        assertThat(Target.AVERAGE_PER_SLOT.verdict(counter.ofSpan(0, 5 * SLOT - 1)))
                .isEqualTo(Verdict.BORDERLINE);
        assertThat(Target.AVERAGE_PER_SLOT.verdict(counter.ofSpan(0, 5 * SLOT - 2 * SLOT)))
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void targetsAreMetAtTheirBoundsAsWritten() {
        Kpis ten = burst(0, 10).ofSpan(0, 100 * SLOT - 1);
        assertThat(Target.PEAK.verdict(ten)).isEqualTo(Verdict.MET);
        assertThat(Target.SLOTS_OVER_10.verdict(ten)).isEqualTo(Verdict.MET);
        assertThat(Target.STANDING.verdict(ten)).isEqualTo(Verdict.MISSED);
        assertThat(Target.LONG_STANDING.verdict(ten)).isEqualTo(Verdict.MET);
        assertThat(Target.TOP.verdict(ten)).isEqualTo(Verdict.MISSED);
        counter.raised("one more", null, 1);
        Kpis eleven = counter.ofSpan(0, 100 * SLOT - 1);
        assertThat(Target.PEAK.verdict(eleven)).isEqualTo(Verdict.MISSED);
        assertThat(Target.SLOTS_OVER_10.verdict(eleven)).isEqualTo(Verdict.MISSED);
        assertThat(Target.FLOODS.verdict(eleven)).isEqualTo(Verdict.MISSED);
        assertThat(Target.FLOODS.verdict(counter.ofSpan(0, 100 * SLOT))).isEqualTo(Verdict.MET);
        assertThat(Target.CHATTERING.verdict(eleven)).isEqualTo(Verdict.MET);
        assertThat(Target.FLEETING.verdict(eleven)).isEqualTo(Verdict.MET);
    }
}
