package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainTest {
    private static final long T0 = 1_000_000;
    private final Drain drain = new Drain(T0);

    @Test
    void isOverWhenTheLinkHasStoodForASecondAndNothingComes() {
        assertThat(drain.isOver(T0, true, 0)).isFalse();
        assertThat(drain.isOver(T0 + 500, true, 0)).isFalse();
        assertThat(drain.isOver(T0 + 1_000, true, 0)).isTrue();
    }

    @Test
    void goesOnWhileABacklogComes() {
        long arrived = 0;
        for (long t = T0; t < T0 + 10_000; t += Drain.LOOK_EVERY_MS) {
            arrived += 500;
            assertThat(drain.isOver(t, true, arrived)).isFalse();
        }
        assertThat(drain.isOver(T0 + 10_000, true, arrived + 499)).isTrue();
    }

    @Test
    void liveTrafficIsNoBacklog() {
        assertThat(drain.isOver(T0, true, 100)).isFalse();
        assertThat(drain.isOver(T0 + 500, true, 200)).isFalse();
        assertThat(drain.isOver(T0 + 1_000, true, 300)).isTrue();
    }

    @Test
    void beginsAnewWhereTheLinkBreaks() {
        assertThat(drain.isOver(T0, true, 0)).isFalse();
        assertThat(drain.isOver(T0 + 900, false, 0)).isFalse();
        assertThat(drain.isOver(T0 + 1_100, true, 0)).isFalse();
        assertThat(drain.isOver(T0 + 2_000, true, 0)).isFalse();
        assertThat(drain.isOver(T0 + 2_100, true, 0)).isTrue();
    }

    @Test
    void waitsForABrokerThatIsAwayNoLongerThanHalfAMinute() {
        assertThat(drain.isOver(T0 + 29_999, false, 0)).isFalse();
        assertThat(drain.isOver(T0 + 30_000, false, 0)).isTrue();
    }

    @Test
    void waitsForABacklogNoLongerThanHalfAMinute() {
        assertThat(drain.isOver(T0 + 29_500, true, 1_000_000)).isFalse();
        assertThat(drain.isOver(T0 + 30_000, true, 2_000_000)).isTrue();
    }
}
