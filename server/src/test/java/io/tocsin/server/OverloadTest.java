package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverloadTest {
    private double share;
    private long waitMs;
    private long nowMs = 1_000;
    private final Overload overload = new Overload(() -> share, () -> waitMs, () -> nowMs);

    private boolean mayWork(double queuedShare, long oldestWaitMs) {
        share = queuedShare;
        waitMs = oldestWaitMs;
        nowMs++;
        boolean may = overload.mayWork();
        assertThat(overload.isPaused()).isEqualTo(!may);
        return may;
    }

    @Test
    void pausesWhereManyWaitAndGoesOnWhereFewDo() {
        assertThat(mayWork(0.25, 0)).isTrue();
        assertThat(mayWork(0.26, 0)).isFalse();
        assertThat(mayWork(0.11, 0)).isFalse();
        assertThat(mayWork(0.10, 0)).isFalse();
        assertThat(mayWork(0.09, 0)).isTrue();
        assertThat(mayWork(0.20, 0)).isTrue();
    }

    @Test
    void pausesWhereOneWaitsLong() {
        assertThat(mayWork(0, 500)).isTrue();
        assertThat(mayWork(0, 501)).isFalse();
        assertThat(mayWork(0, 200)).isFalse();
        assertThat(mayWork(0, 199)).isTrue();
    }

    @Test
    void saysSinceWhen() {
        mayWork(0.5, 0);
        mayWork(0.5, 0);
        assertThat(overload.sinceMs()).isEqualTo(1_001);
        mayWork(0, 0);
        assertThat(overload.sinceMs()).isEqualTo(1_003);
    }
}
