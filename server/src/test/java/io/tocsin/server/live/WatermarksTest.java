package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.Address;
import io.tocsin.server.live.Watermarks.Word;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    private static final Address GATEWAY = new Address(Address.Kind.TELEMETRY, "E", "G");

    private final AtomicLong nanos = new AtomicLong(5);
    private final Watermarks watermarks = new Watermarks(nanos::get);

    @Test
    void saysTheNewestOfAGatewayOnceTheTurnHasEnded() {
        watermarks.durable(GATEWAY, "a", 3, false);
        watermarks.durable(GATEWAY, "a", 4, false);
        assertThat(watermarks.take()).isEmpty();

        watermarks.turnEnds();

        assertThat(watermarks.take()).containsExactly(new Word("E", "G", "a", 4));
        assertThat(watermarks.take()).isEmpty();
    }

    @Test
    void saysNoMoreThanOneASecondAndForgetsNothingBetween() {
        watermarks.durable(GATEWAY, "a", 3, false);
        watermarks.turnEnds();
        watermarks.take();
        watermarks.durable(GATEWAY, "a", 4, false);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        watermarks.turnEnds();
        assertThat(watermarks.take()).isEmpty();

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        watermarks.turnEnds();

        assertThat(watermarks.take()).containsExactly(new Word("E", "G", "a", 4));
    }

    @Test
    void answersABirthAtOnce() {
        watermarks.durable(GATEWAY, "a", 3, false);
        watermarks.turnEnds();
        watermarks.take();

        watermarks.durable(GATEWAY, "b", -1, true);
        watermarks.turnEnds();

        assertThat(watermarks.take()).containsExactly(new Word("E", "G", "b", -1));
    }

    @Test
    void aWordGivenBackYieldsToANewerOne() {
        watermarks.durable(GATEWAY, "a", 3, false);
        watermarks.turnEnds();
        Word old = watermarks.take().get(0);
        watermarks.back(old);
        assertThat(watermarks.take()).containsExactly(old);

        watermarks.durable(GATEWAY, "a", 9, true);
        watermarks.turnEnds();
        watermarks.back(old);

        assertThat(watermarks.take()).containsExactly(new Word("E", "G", "a", 9));
    }
}
