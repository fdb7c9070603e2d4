package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import org.junit.jupiter.api.Test;

/** Silence, by receive time. */
class StaleTest {
    private static Rig rig() {
        return new Rig(Tags.tag(Tags.limit(Condition.H, 10, 0, 0, 0), Tags.stale(5000)));
    }

    @Test
    void isRaisedOneTimeoutAfterTheLastSample() {
        assertThat(rig().good(0, 1).good(1000, 2).tick(5999).said()).isEmpty();
        assertThat(rig().good(0, 1).good(1000, 2).tick(6000).said()).containsExactly("STALE RAISED 6000");
    }

    @Test
    void countsByReceiveTime() {
        assertThat(rig().good(0, 1, 3000).tick(8000).said()).containsExactly("STALE RAISED 8000");
    }

    @Test
    void isRaisedOnceHoweverLongTheSilence() {
        assertThat(rig().good(0, 1).tick(6000).tick(60_000).tick(600_000).said())
                .containsExactly("STALE RAISED 5000");
    }

    @Test
    void returnsWithTheNextSampleAtItsReceipt() {
        assertThat(rig().good(0, 1).tick(6000).good(7000, 2, 7500).said())
                .containsExactly("STALE RAISED 5000", "STALE CLEARED 7500");
    }

    @Test
    void returnsWithTheValueOfTheSampleThatEndedIt() {
        assertThat(rig().good(0, 1).tick(6000).good(7000, 2).last().value()).isEqualTo(2);
    }

    @Test
    void returnsWithABadSampleToo() {
        assertThat(rig().good(0, 1).tick(6000).bad(7000).said())
                .containsExactly("STALE RAISED 5000", "STALE CLEARED 7000");
    }

    @Test
    void aBadSampleIsASignOfLife() {
        assertThat(rig().good(0, 1).bad(4000).tick(8999).said()).isEmpty();
    }

    @Test
    void aRepeatIsASignOfLife() {
        Rig rig = rig().good(0, 1).good(0, 1, 4000).tick(8999);
        assertThat(rig.said()).isEmpty();
        assertThat(rig.tick(9000).good(0, 1, 12_000).said())
                .containsExactly("STALE RAISED 9000", "STALE CLEARED 12000");
        assertThat(rig.conditions().repeats()).isEqualTo(2);
    }

    @Test
    void aRepeatIsASignOfLifeHoweverOldItsStamp() {
        Rig rig = rig().good(0, 1);
        for (long now = 4000; now <= 1_000_000; now += 4000) {
            rig.good(0, 1, now);
        }
        assertThat(rig.said()).isEmpty();
        assertThat(rig.conditions().historical()).isZero();
    }

    @Test
    void aRepeatOfABadSampleIsASignOfLife() {
        assertThat(rig().unreadable(0)
                        .sample(0, 0, Double.NaN, Quality.UNREADABLE, 4000)
                        .tick(8999)
                        .said())
                .isEmpty();
    }

    @Test
    void anotherValueUnderTheNewestStampIsNone() {
        Rig rig = rig().good(0, 1).good(0, 2, 4000).tick(5000);
        assertThat(rig.said()).containsExactly("STALE RAISED 5000");
        assertThat(rig.conditions().held(0)).isEqualTo(1);
        assertThat(rig.conditions().late()).isEqualTo(1);
    }

    @Test
    void aLateSampleIsNone() {
        assertThat(rig().good(1000, 1).good(500, 1, 4000).tick(6000).said()).containsExactly("STALE RAISED 6000");
    }

    @Test
    void aHistoricalSampleIsNone() {
        assertThat(rig().good(1000, 1).history(2000, 1, 4000).tick(6000).said()).containsExactly("STALE RAISED 6000");
        assertThat(rig().good(1000, 1).tick(6000).history(7000, 1, 7000).said()).containsExactly("STALE RAISED 6000");
    }

    @Test
    void aSampleAtTheVeryInstantComesAfterTheRaise() {
        assertThat(rig().good(0, 1).good(5000, 2).said()).containsExactly("STALE RAISED 5000", "STALE CLEARED 5000");
    }

    @Test
    void aTagNeverHeardFromIsStaleOneTimeoutAfterTheStart() {
        Rig rig = rig().started(1000).drained(1000).tick(6000);
        assertThat(rig.said()).containsExactly("STALE RAISED 6000");
        assertThat(rig.last().value()).isNaN();
    }

    @Test
    void inABacktestTheCountBeginsWithTheFirstSample() {
        Rig rig = new Rig(
                Tags.tag("A", null, 300_000, java.util.List.of(Tags.stale(5000))),
                Tags.tag("B", null, 300_000, java.util.List.of(Tags.stale(5000))));
        rig.sample(0, 0, 1, Quality.GOOD, 0).tick(60_000);
        assertThat(rig.transitions()).extracting(Transition::tag).containsExactly("A");
    }

    @Test
    void aSampleThatEndsTheSilenceIsLookedAtFirst() {
        assertThat(rig().good(0, 1).tick(6000).good(7000, 11).said())
                .containsExactly("STALE RAISED 5000", "H RAISED 7000", "STALE CLEARED 7000");
    }
}
