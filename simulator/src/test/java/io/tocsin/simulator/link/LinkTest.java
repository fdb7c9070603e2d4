package io.tocsin.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.simulator.telemetry.Publication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
    @Test
    void givesUpTheOldestWhenItIsFullAndCountsIt() {
        Outbox outbox = new Outbox(3, 2);
        List<Publication> all = messages(5);
        all.forEach(outbox::offer);

        assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(5, 0, 0, 0, 2, 3, 0, 0));
        assertThat(outbox.take()).isSameAs(all.get(2));
    }

    @Test
    void letsNoMoreUnderWayThanItsBound() {
        Outbox outbox = new Outbox(10, 2);
        List<Publication> all = messages(3);
        all.forEach(outbox::offer);
        outbox.take();
        outbox.take();

        assertThat(outbox.take()).isNull();
        outbox.acked(all.get(0));
        assertThat(outbox.take()).isSameAs(all.get(2));
    }

    @Test
    void repeatsWhatWasUnderWayFirstAndInOrder() {
        Outbox outbox = new Outbox(10, 3);
        List<Publication> all = messages(4);
        all.forEach(outbox::offer);
        outbox.take();
        outbox.take();
        outbox.take();
        outbox.acked(all.get(1));
        outbox.connectionLost();
        outbox.acked(all.get(0));

        assertThat(outbox.take()).isSameAs(all.get(0));
        assertThat(outbox.take()).isSameAs(all.get(2));
        assertThat(outbox.take()).isSameAs(all.get(3));
        assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(4, 6, 1, 2, 0, 3, 0, 0));
    }

    @Test
    void refusesABufferSmallerThanWhatMayBeUnderWay() {
        assertThatThrownBy(() -> new Outbox(2, 2)).hasMessage("expected a capacity above 2, was 2");
    }

    @Test
    void backsOffTwiceAsLongEachTimeUpToABound() {
        assertThat(Backoff.delayMs(0, 0)).isEqualTo(100);
        assertThat(Backoff.delayMs(0, 0.999)).isEqualTo(199);
        assertThat(Backoff.delayMs(3, 0)).isEqualTo(800);
        assertThat(Backoff.delayMs(1_000, 0)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"production\":true}; true",
                "{\"since\":[1,{\"production\":false}],\"production\":true}; true",
                "{\"production\":false}; false",
                "{\"note\":{\"production\":true}}; false",
                "{}; false",
                "''; false",
                "{\"production\":; true",
                "yes; true"
            })
    void readsTheMarkAndTakesAnUnreadableOneForMarked(String payload, boolean production) {
        assertThat(ProductionMark.saysProduction(payload.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(production);
    }

    @Test
    void tellsNobodyItsPassword() {
        assertThat(new BrokerAccess("tcp://h:1", "u", "secret").toString()).doesNotContain("secret");
    }

    private static List<Publication> messages(int count) {
        List<Publication> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new Publication(0, "t", new byte[] {'{', '}'}, i, 1));
        }
        return messages;
    }
}
