package io.tocsin.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheMaximum() {
        Backoff backoff = new Backoff(500, 30_000, () -> 0.0);
        assertThat(LongStream.generate(backoff::nextMs).limit(9))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void drawsFromTheUpperHalf() {
        Backoff backoff = new Backoff(1_000, 1_000, () -> 0.5);
        assertThat(backoff.nextMs()).isEqualTo(750);
        assertThat(new Backoff(1_000, 1_000, () -> Math.nextDown(1.0)).nextMs()).isBetween(500L, 501L);
    }

    @Test
    void beginsAtTheMinimumAfterASoundConnection() {
        Backoff backoff = new Backoff(500, 30_000, () -> 0.0);
        backoff.nextMs();
        backoff.nextMs();
        backoff.reset();
        assertThat(backoff.nextMs()).isEqualTo(500);
    }

    @Test
    void doesNotOverflow() {
        Backoff backoff = new Backoff(1, Long.MAX_VALUE, () -> 0.0);
        assertThat(LongStream.generate(backoff::nextMs).limit(70).min()).hasValue(1);
    }

    @Test
    void refusesWhatIsNoWait() {
        assertThatThrownBy(() -> new Backoff(0, 1, () -> 0.0)).hasMessageContaining("was 0 and 1");
        assertThatThrownBy(() -> new Backoff(2, 1, () -> 0.0)).hasMessageContaining("was 2 and 1");
    }
}
