package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.Tag;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Engine time, order within a tag, history, lag, and the start of the engine. */
class TimeTest {
    private static Tag high(String id, long onDelayMs) {
        return Tags.tag(id, null, 300_000, List.of(Tags.limit(Condition.H, 10, 0, onDelayMs, 0)));
    }

    private static Rig rig(long onDelayMs) {
        return new Rig(high("T", onDelayMs));
    }

    @Nested
    class Order {
        @Test
        void aLateSampleMovesNothing() {
            Rig rig = rig(0).good(2000, 1).good(1000, 99, 2500);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.conditions().late()).isEqualTo(1);
            assertThat(rig.conditions().held(0)).isEqualTo(1);
        }

        @Test
        void aLateSampleCancelsNoDelay() {
            assertThat(rig(5000).good(2000, 11).good(1000, 1, 2500).tick(7000).said())
                    .containsExactly("H RAISED 7000");
        }

        @Test
        void aRedeliveredSampleIsLate() {
            Rig rig = rig(0).good(1000, 11).good(2000, 1).good(1000, 11, 3000);
            assertThat(rig.said()).containsExactly("H RAISED 1000", "H CLEARED 2000");
            assertThat(rig.conditions().late()).isEqualTo(1);
        }

        @Test
        void anotherValueUnderTheSameStampIsLate() {
            Rig rig = rig(0).good(1000, 1).good(1000, 99, 2000);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.conditions().late()).isEqualTo(1);
        }

        @Test
        void aRepeatIsCountedAsOneAndEvaluatedOnce() {
            Rig rig = rig(5000).good(1000, 11).good(1000, 11, 4000).tick(6000);
            assertThat(rig.said()).containsExactly("H RAISED 6000");
            assertThat(rig.conditions().repeats()).isEqualTo(1);
            assertThat(rig.conditions().late()).isZero();
        }

        @Test
        void aRepeatOfMinusZeroMayBeAZero() {
            Rig rig = rig(0).good(1000, -0.0).good(1000, 0.0, 2000);
            assertThat(rig.conditions().repeats()).isEqualTo(1);
        }

        @Test
        void tagsAreOrderedEachForItself() {
            Rig rig = new Rig(high("A", 0), high("B", 0));
            rig.sample(0, 5000, 1, Quality.GOOD, 5000).sample(1, 1000, 11, Quality.GOOD, 5000);
            assertThat(rig.transitions()).extracting(Transition::tag).containsExactly("B");
        }
    }

    @Nested
    class Backfill {
        @Test
        void flaggedHistoricalNeverRaises() {
            Rig rig = rig(0).good(1000, 1).history(2000, 99, 3000);
            assertThat(rig.said()).containsExactly("H MISSED 2000");
            assertThat(rig.conditions().historical()).isEqualTo(1);
            assertThat(rig.conditions().held(0)).isEqualTo(1);
        }

        @Test
        void flaggedHistoricalNeverReturns() {
            assertThat(rig(0).good(1000, 11).history(2000, 1, 3000).said()).containsExactly("H RAISED 1000");
        }

        @Test
        void flaggedHistoricalDoesNotMakeLiveSamplesLate() {
            assertThat(rig(0).good(1000, 1)
                            .history(9000, 1, 9000)
                            .good(5000, 11, 9000)
                            .said())
                    .containsExactly("H RAISED 5000");
        }

        @Test
        void aSampleOlderThanMaxAgeOnArrivalIsHistory() {
            Rig rig = rig(0).good(0, 99, 300_001);
            assertThat(rig.said()).containsExactly("H MISSED 0");
            assertThat(rig.conditions().historical()).isEqualTo(1);
        }

        @Test
        void aSampleOfExactlyMaxAgeIsLive() {
            assertThat(rig(0).good(0, 99, 300_000).said()).containsExactly("H RAISED 0");
        }

        @Test
        void historyBeyondALimitIsMissedOnceAndAtTheTimeItWouldHaveRung() {
            Rig rig = rig(5000).good(100_000, 1);
            rig.history(1000, 11, 100_001).history(4000, 12, 100_002).history(7000, 13, 100_003);
            rig.history(8000, 13, 100_004);
            assertThat(rig.said()).containsExactly("H MISSED 6000");
            assertThat(rig.last().onsetMs()).isEqualTo(1000);
            assertThat(rig.last().value()).isEqualTo(13);
        }

        @Test
        void historyBeyondALimitForLessThanTheDelayIsNotMissed() {
            Rig rig = rig(5000)
                    .history(1000, 11, 100_001)
                    .history(5999, 9, 100_002)
                    .history(9000, 11, 100_003);
            assertThat(rig.said()).isEmpty();
        }

        @Test
        void theReturnInHistoryProvesWhatWasBeyondBeforeIt() {
            Rig rig = rig(5000).history(1000, 11, 100_001).history(7000, 9, 100_002);
            assertThat(rig.said()).containsExactly("H MISSED 6000");
        }

        @Test
        void anotherBackfillThatBeginsEarlierStartsFromNothing() {
            Rig rig =
                    rig(0).history(5000, 11, 100_001).history(1000, 11, 100_002).history(2000, 12, 100_003);
            assertThat(rig.said()).containsExactly("H MISSED 5000", "H MISSED 1000");
        }

        @Test
        void badHistorySaysNothing() {
            Rig rig = rig(0).history(1000, Double.NaN, 100_001);
            assertThat(rig.said()).isEmpty();
        }

        @Test
        void historyMovesEngineTimeAllTheSame() {
            assertThat(rig(5000).good(1000, 11).history(0, 1, 6000).said()).containsExactly("H RAISED 6000");
        }
    }

    @Nested
    class ClockSet {
        private static final long HOUR = 3_600_000;

        @Test
        void firesNothingAndVoidsNoDelay() {
            Rig rig = rig(5000).good(1000, 11);
            rig.conditions().clockAdjusted(HOUR);
            rig.tick(HOUR + 5999);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.tick(HOUR + 6000).said()).containsExactly("H RAISED " + (HOUR + 6000));
        }

        @Test
        void freezesNoDelayWhenItGoesBack() {
            Rig rig = rig(5000).good(HOUR + 1000, 11);
            rig.conditions().clockAdjusted(-HOUR);
            assertThat(rig.tick(6000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void blindsNoTagThatIsStampedByOurClock() {
            Rig rig = rig(0).good(HOUR + 1000, 1);
            rig.conditions().clockAdjusted(-HOUR);
            assertThat(rig.good(2000, 11).said()).containsExactly("H RAISED 2000");
        }

        @Test
        void leavesTheStampsOfASourceThatKeepsItsOwnTime() {
            // 20 s behind us; our clock is put forward by 30 s, so now it is 50 s behind.
            Rig rig = rig(5000).good(1000, 11, 21_000);
            rig.conditions().clockAdjusted(30_000);
            rig.good(3000, 12, 53_000).tick(55_999);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.tick(56_000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void doesNotCountAsSilence() {
            Rig rig = new Rig(Tags.tag(Tags.stale(5000))).good(1000, 1);
            rig.conditions().clockAdjusted(24 * HOUR);
            rig.tick(24 * HOUR + 5999);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.tick(24 * HOUR + 6000).said()).containsExactly("STALE RAISED " + (24 * HOUR + 6000));
        }
    }

    @Nested
    class Lag {
        @Test
        void aSlowClockDoesNotVoidADelay() {
            Rig rig = rig(5000).good(1000, 11, 21_000).tick(25_999);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.tick(26_000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void aSampleFromASlowClockCancelsInTime() {
            assertThat(rig(5000)
                            .good(1000, 11, 21_000)
                            .good(5999, 1, 25_999)
                            .tick(60_000)
                            .said())
                    .isEmpty();
        }

        @Test
        void aNewerSampleOfTheTagFiresItWhateverTheLag() {
            assertThat(rig(5000).good(1000, 11, 21_000).good(6000, 1, 21_001).said())
                    .containsExactly("H RAISED 6000", "H CLEARED 6000");
        }

        @Test
        void theLagIsThatOfTheNewestLiveSample() {
            Rig rig = rig(5000).good(1000, 11, 21_000).good(2000, 11, 21_000);
            assertThat(rig.tick(24_999).said()).isEmpty();
            assertThat(rig.tick(25_000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void lateSamplesHistoryAndRepeatsDoNotChangeIt() {
            Rig rig = rig(5000)
                    .good(1000, 11)
                    .good(500, 1, 3000)
                    .history(2000, 1, 3000)
                    .good(1000, 11, 3500);
            assertThat(rig.tick(5999).said()).isEmpty();
            assertThat(rig.tick(6000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void itIsNeverBelowZero() {
            Rig rig = rig(5000).good(1000, 11, 400);
            assertThat(rig.tick(5999).said()).isEmpty();
            assertThat(rig.tick(6000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void anotherTagsLagIsItsOwn() {
            Rig rig = new Rig(high("A", 5000), high("B", 5000));
            rig.sample(0, 0, 11, Quality.GOOD, 10_000).sample(1, 10_000, 11, Quality.GOOD, 10_000);
            assertThat(rig.tick(15_000).transitions())
                    .extracting(Transition::tag, Transition::timeMs)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("A", 5000L),
                            org.assertj.core.groups.Tuple.tuple("B", 15_000L));
        }
    }

    @Nested
    class Timers {
        @Test
        void raisedAndClearedCanCarryOneTime() {
            assertThat(rig(5000).good(1000, 11).good(6000, 1).said())
                    .containsExactly("H RAISED 6000", "H CLEARED 6000");
        }

        @Test
        void fireInTheOrderInWhichTheyAreDueHoweverLateTheTick() {
            Rig rig = new Rig(high("A", 9000), high("B", 3000), high("C", 6000));
            for (int tag = 0; tag < 3; tag++) {
                rig.sample(tag, 0, 11, Quality.GOOD, 0);
            }
            assertThat(rig.tick(60_000).transitions())
                    .extracting(Transition::tag)
                    .containsExactly("B", "C", "A");
        }

        @Test
        void dueAtOneInstantFireInTheOrderOfTags() {
            Rig rig = new Rig(high("A", 3000), high("B", 4000), high("C", 5000));
            rig.sample(2, 0, 11, Quality.GOOD, 0);
            rig.sample(1, 1000, 11, Quality.GOOD, 1000);
            rig.sample(0, 2000, 11, Quality.GOOD, 2000);
            assertThat(rig.tick(60_000).transitions())
                    .extracting(Transition::tag)
                    .containsExactly("A", "B", "C");
        }

        @Test
        void ofOneTagDueAtOneInstantFireInTheOrderOfConditions() {
            Rig rig = new Rig(Tags.tag(
                    Tags.limit(Condition.HH, 10, 0, 5000, 0),
                    Tags.limit(Condition.H, 10, 0, 5000, 0),
                    Tags.stale(5000)));
            assertThat(rig.good(0, 11).tick(60_000).said())
                    .containsExactly("HH RAISED 5000", "H RAISED 5000", "STALE RAISED 5000");
        }

        @Test
        void ofOtherTagsFireBeforeASampleThatMovesEngineTime() {
            Rig rig = new Rig(high("A", 0), high("B", 3000));
            rig.sample(1, 0, 11, Quality.GOOD, 0).sample(0, 4000, 11, Quality.GOOD, 4000);
            assertThat(rig.transitions()).extracting(Transition::tag).containsExactly("B", "A");
        }

        @Test
        void nextDueSaysWhenATickIsNeeded() {
            Rig rig = rig(5000);
            assertThat(rig.conditions().nextDueMs()).isEqualTo(Long.MAX_VALUE);
            rig.good(1000, 11, 3000);
            assertThat(rig.conditions().nextDueMs()).isEqualTo(8000);
            rig.good(2000, 1, 3000);
            assertThat(rig.conditions().nextDueMs()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void nextDueFollowsTheSignsOfLife() {
            Rig rig = new Rig(Tags.tag(Tags.stale(5000))).good(0, 1).good(2000, 1);
            assertThat(rig.conditions().nextDueMs()).isEqualTo(7000);
            assertThat(rig.tick(7000).conditions().nextDueMs()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void aTickInThePastChangesNothing() {
            Rig rig = rig(5000).good(1000, 11).tick(5000).tick(2000);
            assertThat(rig.conditions().engineTimeMs()).isEqualTo(5000);
            assertThat(rig.said()).isEmpty();
        }

        @Test
        void withoutAnyTagNothingIsDue() {
            Rig rig = new Rig().tick(1000);
            assertThat(rig.conditions().nextDueMs()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void aMaximumOfTimeBeforeTheFirstInputIsUnknown() {
            assertThat(rig(0).conditions().engineTimeMs()).isEqualTo(Long.MIN_VALUE);
        }
    }

    @Nested
    class Start {
        private Rig stale() {
            return new Rig(Tags.tag(Tags.limit(Condition.H, 10, 0, 5000, 0), Tags.stale(20_000)));
        }

        @Test
        void downtimeDoesNotCountAsSilence() {
            Rig rig = stale().good(0, 1).started(1_000_000).drained(1_000_000);
            assertThat(rig.tick(1_019_999).said()).isEmpty();
            assertThat(rig.tick(1_020_000).said()).containsExactly("STALE RAISED 1020000");
        }

        @Test
        void staleFromBeforeStaysUntilASignOfLife() {
            Rig rig = stale().good(0, 1).tick(20_000).started(1_000_000).drained(1_000_001);
            assertThat(rig.isActive(Condition.STALE)).isTrue();
            assertThat(rig.good(1_000_002, 1).said()).containsExactly("STALE RAISED 20000", "STALE CLEARED 1000002");
        }

        @Test
        void noTimerFiresByEngineTimeUntilDrained() {
            Rig rig = stale().good(0, 11).started(10_000).tick(15_000);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.conditions().nextDueMs()).isEqualTo(Long.MAX_VALUE);
            assertThat(rig.drained(15_000).said()).containsExactly("H RAISED 5000");
        }

        @Test
        void whatWaitedAtTheBrokerSpeaksFirst() {
            assertThat(stale().good(0, 11)
                            .started(10_000)
                            .good(4000, 1, 10_001)
                            .drained(10_002)
                            .said())
                    .isEmpty();
        }

        @Test
        void aNewerSampleProvesThatATimersTimeHasPassed() {
            assertThat(stale().good(0, 11).started(10_000).good(6000, 1, 10_001).said())
                    .containsExactly("H RAISED 5000", "H CLEARED 6000");
        }

        @Test
        void silenceWhileWaitingCounts() {
            Rig rig = stale().good(0, 1).started(100_000).tick(125_000);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.drained(130_000).said()).containsExactly("STALE RAISED 120000");
        }
    }
}
