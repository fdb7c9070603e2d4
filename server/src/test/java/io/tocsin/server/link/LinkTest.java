package io.tocsin.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkTest {
    @Test
    void backsOffTwiceAsLongUpToABound() {
        BackOff backOff = new BackOff();
        assertThat(backOff.nextMs(0)).isEqualTo(BackOff.FIRST_MS / 2);
        assertThat(backOff.nextMs(0)).isEqualTo(BackOff.FIRST_MS);
        for (int i = 0; i < 20; i++) {
            backOff.nextMs(0);
        }
        assertThat(backOff.nextMs(0.999_999)).isBetween(BackOff.MAX_MS - 1, BackOff.MAX_MS);
        backOff.reset();
        assertThat(backOff.nextMs(0)).isEqualTo(BackOff.FIRST_MS / 2);
    }

    @Test
    void tellsSinceWhenItBacksOff() {
        LinkStatus status = new LinkStatus(LinkState.CLOSED, 1, null, 0)
                .into(LinkState.CONNECTING, 2)
                .into(LinkState.CONNECTING, 3);
        assertThat(status.sinceMs()).isEqualTo(2);
        LinkStatus failed = status.failed("away", 4).failed("still away", 5);
        assertThat(failed).isEqualTo(new LinkStatus(LinkState.BACKING_OFF, 4, "still away", 5));
        assertThat(failed.into(LinkState.CONNECTED, 6))
                .isEqualTo(new LinkStatus(LinkState.CONNECTED, 6, "still away", 5));
    }
}
