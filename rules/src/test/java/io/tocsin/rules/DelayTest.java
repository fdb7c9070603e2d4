package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On-delay and off-delay: exact instants, with or without samples, and what cancels them. */
class DelayTest {
    private static final long STALE_MS = 60_000;

    /** Limit 10, deadband 2, on-delay 5 s, off-delay 3 s. */
    private static Rig rig() {
        return new Rig(Tags.tag(Tags.limit(Condition.H, 10, 2, 5000, 3000), Tags.stale(STALE_MS)));
    }

    /** The same, raised at 0. */
    private static Rig raised() {
        return new Rig(Tags.tag(Tags.limit(Condition.H, 10, 2, 0, 3000), Tags.bad(0, 0), Tags.stale(STALE_MS)))
                .good(0, 11);
    }

    @Nested
    class OnDelay {
        @Test
        void raisesAtExactlyTheOnsetPlusTheDelayWithoutAnySample() {
            Rig rig = rig().good(1000, 11).tick(5999);
            assertThat(rig.said()).isEmpty();
            assertThat(rig.tick(6000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void raisesAtThatInstantHoweverLateTheTickComes() {
            assertThat(rig().good(1000, 11).tick(50_000).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void raisesAtThatInstantWhenANewerSampleComesFirst() {
            assertThat(rig().good(1000, 11).good(9000, 12).said()).containsExactly("H RAISED 6000");
        }

        @Test
        void saysTheOnsetAndTheValueHeldAtThatInstant() {
            Transition raised =
                    rig().good(1000, 11).good(4000, 12).good(9000, 13).last();
            assertThat(raised.onsetMs()).isEqualTo(1000);
            assertThat(raised.value()).isEqualTo(12);
        }

        @Test
        void samplesThatMeetTheRaiseConditionDoNotProlongIt() {
            assertThat(rig().good(1000, 11)
                            .good(3000, 11)
                            .good(5000, 10)
                            .tick(6000)
                            .said())
                    .containsExactly("H RAISED 6000");
        }

        @Test
        void aSampleBelowTheLimitCancelsIt() {
            assertThat(rig().good(1000, 11).good(3000, 5).tick(20_000).said()).isEmpty();
        }

        @Test
        void theDeadbandPlaysNoPartWhilePending() {
            assertThat(rig().good(1000, 11).good(3000, 9.99).tick(20_000).said())
                    .isEmpty();
        }

        @Test
        void theNextStartCountsAnew() {
            Rig rig = rig().good(1000, 11).good(3000, 9).good(4000, 11).tick(20_000);
            assertThat(rig.said()).containsExactly("H RAISED 9000");
            assertThat(rig.last().onsetMs()).isEqualTo(4000);
        }

        @Test
        void aSampleAtTheVeryInstantComesAfterTheRaise() {
            Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 0, 5000, 0)));
            assertThat(rig.good(1000, 11).good(6000, 5).said()).containsExactly("H RAISED 6000", "H CLEARED 6000");
        }

        @Test
        void goesOnThroughBadSamplesOnTheHeldValue() {
            Rig rig = rig().good(1000, 11).bad(2000).unreadable(3000).tick(6000);
            assertThat(rig.said()).containsExactly("H RAISED 6000");
            assertThat(rig.last().value()).isEqualTo(11);
        }

        @Test
        void goesOnThroughSilenceAndStale() {
            Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 2, 5000, 0), Tags.stale(2000)));
            assertThat(rig.good(1000, 11).tick(6000).said()).containsExactly("STALE RAISED 3000", "H RAISED 6000");
        }

        @Test
        void aBadSampleDoesNotRestartIt() {
            assertThat(rig().good(1000, 11).bad(2000).good(3000, 11).tick(6000).said())
                    .containsExactly("H RAISED 6000");
        }
    }

    @Nested
    class OffDelay {
        @Test
        void clearsAtExactlyTheReturnPlusTheDelayWithoutAnySample() {
            Rig rig = raised().good(1000, 7).tick(3999);
            assertThat(rig.said()).containsExactly("H RAISED 0");
            assertThat(rig.tick(4000).said()).containsExactly("H RAISED 0", "H CLEARED 4000");
        }

        @Test
        void clearsAtThatInstantWhenANewerSampleComesFirst() {
            assertThat(raised().good(1000, 7).good(9000, 6).said()).containsExactly("H RAISED 0", "H CLEARED 4000");
        }

        @Test
        void aSampleOverTheLimitCancelsIt() {
            assertThat(raised().good(1000, 7).good(2000, 11).tick(20_000).said())
                    .containsExactly("H RAISED 0");
        }

        @Test
        void aSampleMerelyInsideTheDeadbandCancelsIt() {
            assertThat(raised().good(1000, 7).good(2000, 8).tick(20_000).said()).containsExactly("H RAISED 0");
        }

        @Test
        void theNextReturnCountsAnew() {
            assertThat(raised().good(1000, 7)
                            .good(2000, 9)
                            .good(3000, 7)
                            .tick(20_000)
                            .said())
                    .containsExactly("H RAISED 0", "H CLEARED 6000");
        }

        @Test
        void silenceBeforeStaleCounts() {
            assertThat(raised().good(1000, 7).tick(59_999).said()).containsExactly("H RAISED 0", "H CLEARED 4000");
        }

        @Test
        void clearedAndRaisedCanCarryOneTime() {
            assertThat(raised().good(1000, 7).good(4000, 12).said())
                    .containsExactly("H RAISED 0", "H CLEARED 4000", "H RAISED 4000");
        }
    }

    @Nested
    class Blind {
        @Test
        void aBadSampleStopsARunningOffDelay() {
            Rig rig = raised().good(1000, 7).bad(2000).tick(20_000);
            assertThat(rig.said()).containsExactly("H RAISED 0", "BAD RAISED 2000");
            assertThat(rig.isActive(Condition.H)).isTrue();
        }

        @Test
        void anUnreadableSampleStopsItToo() {
            assertThat(raised().good(1000, 7).unreadable(2000).tick(20_000).said())
                    .containsExactly("H RAISED 0", "BAD RAISED 2000");
        }

        @Test
        void theNextGoodReturnStartsItAnew() {
            assertThat(raised().good(1000, 7)
                            .bad(2000)
                            .good(3500, 7)
                            .tick(20_000)
                            .said())
                    .containsExactly("H RAISED 0", "BAD RAISED 2000", "BAD CLEARED 3500", "H CLEARED 6500");
        }

        @Test
        void anOffDelayThatWasOverBeforeTheBadSampleHasCleared() {
            assertThat(raised().good(1000, 7).bad(4000).said())
                    .containsExactly("H RAISED 0", "H CLEARED 4000", "BAD RAISED 4000");
        }

        @Test
        void staleStopsARunningOffDelay() {
            Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 2, 0, 30_000), Tags.stale(20_000)));
            rig.good(0, 11).good(1000, 7).tick(100_000);
            assertThat(rig.said()).containsExactly("H RAISED 0", "STALE RAISED 21000");
            assertThat(rig.good(100_000, 7).tick(125_000).said())
                    .containsExactly("H RAISED 0", "STALE RAISED 21000", "STALE CLEARED 100000", "STALE RAISED 120000");
        }

        @Test
        void anOffDelayDueAtTheVeryInstantOfStaleFiresFirst() {
            Rig rig = new Rig(Tags.tag(Tags.limit(Condition.H, 10, 2, 0, 20_000), Tags.stale(20_000)));
            assertThat(rig.good(0, 11).good(1000, 7).tick(100_000).said())
                    .containsExactly("H RAISED 0", "H CLEARED 21000", "STALE RAISED 21000");
        }

        @Test
        void aBadSampleNeitherRaisesNorReturnsALimit() {
            assertThat(raised().bad(1000).tick(20_000).said()).containsExactly("H RAISED 0", "BAD RAISED 1000");
            assertThat(rig().bad(1000).tick(20_000).said()).isEmpty();
        }

        @Test
        void theOffDelayOfBadItselfEndsWithTheNextBadSample() {
            Rig rig = new Rig(Tags.tag(Tags.bad(0, 3000)));
            assertThat(rig.bad(0)
                            .good(1000, 1)
                            .bad(2000)
                            .good(3000, 1)
                            .tick(20_000)
                            .said())
                    .containsExactly("BAD RAISED 0", "BAD CLEARED 6000");
        }

        @Test
        void theOnDelayOfBadIsCancelledByAGoodSample() {
            Rig rig = new Rig(Tags.tag(Tags.bad(3000, 0)));
            assertThat(rig.bad(0).good(1000, 1).bad(2000).tick(20_000).said()).containsExactly("BAD RAISED 5000");
        }
    }
}
