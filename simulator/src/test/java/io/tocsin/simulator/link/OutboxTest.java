package io.tocsin.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulator.telemetry.Publication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gateway keeps after the broker has taken it, until the engine has it too. */
class OutboxTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(Held.PATIENCE_S);

    private final Outbox outbox = new Outbox(6, 4);
    private long nowNs = 77;

    @BeforeEach
    void connect() {
        outbox.connected(nowNs);
    }

    @Test
    void keepsWhatTheBrokerHasUntilTheEngineHasIt() {
        publish(0, 3);
        assertThat(outbox.counts().held()).isEqualTo(3);

        outbox.durable(1, nowNs);
        assertThat(outbox.counts().held()).isEqualTo(1);

        outbox.durable(2, nowNs);
        assertThat(outbox.counts().held()).isZero();
    }

    @Test
    void keepsNothingThatHasNoNumber() {
        Publication passage = new Publication(0, "t", new byte[] {'{', '}'}, 0, 0);
        outbox.offer(passage);
        outbox.take();
        outbox.acked(passage);

        assertThat(outbox.counts().held()).isZero();
    }

    @Test
    void repeatsInOrderWhereTheEngineSpeaksAndItsMarkStands() {
        publish(0, 3);
        outbox.durable(0, nowNs);
        outbox.offer(message(3));
        assertThat(outbox.repeatStalled(nowNs + PATIENCE_NS - 1)).isFalse();

        assertThat(outbox.repeatStalled(nowNs + PATIENCE_NS)).isTrue();

        assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(4, 3, 1, 2, 0, 3, 0, 0));
        assertThat(List.of(taken(), taken(), taken())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void waitsForAnEngineThatIsSilentOnThisConnection() {
        publish(0, 3);
        assertThat(outbox.repeatStalled(nowNs + 100 * PATIENCE_NS)).isFalse();
        assertThat(outbox.isDone()).isTrue();

        outbox.durable(0, nowNs);
        assertThat(outbox.isDone()).isFalse();
        outbox.connectionLost();
        outbox.connected(nowNs);
        assertThat(outbox.repeatStalled(nowNs + 100 * PATIENCE_NS)).isFalse();
    }

    @Test
    void waitsTwiceAsLongForTheNextRepeatAndAsLongAsAtFirstOnceTheMarkMoves() {
        publish(0, 3);
        outbox.durable(-1, nowNs);
        stall(PATIENCE_NS);
        outbox.durable(-1, nowNs);
        assertThat(outbox.repeatStalled(nowNs + PATIENCE_NS)).isFalse();
        stall(2 * PATIENCE_NS);

        outbox.durable(0, nowNs);

        assertThat(outbox.repeatStalled(nowNs + PATIENCE_NS)).isTrue();
    }

    private void stall(long forNs) {
        nowNs += forNs;
        assertThat(outbox.repeatStalled(nowNs)).isTrue();
        while (outbox.counts().buffered() > 0) {
            Publication again = outbox.take();
            if (again != null) {
                outbox.acked(again);
            }
        }
    }

    @Test
    void doesNotSendWhatIsDurableAlready() {
        publish(0, 2);
        outbox.durable(-1, nowNs);
        outbox.repeatStalled(nowNs + PATIENCE_NS);

        outbox.durable(1, nowNs);

        assertThat(outbox.take()).isNull();
        assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(2, 2, 2, 2, 0, 0, 0, 0));
    }

    @Test
    void forgetsTheOldestWhereTooMuchIsHeldAndSaysFromWhereItStillSends() {
        publish(0, 8);

        assertThat(outbox.counts().held()).isEqualTo(6);
        assertThat(outbox.counts().forgotten()).isEqualTo(2);
        assertThat(outbox.lowestSeq()).isEqualTo(2);
    }

    @Test
    void holdsNoMoreBytesThanItsBound() {
        byte[] large = new byte[(int) (Held.BYTES_MAX / 2)];
        for (int seq = 0; seq < 3; seq++) {
            Publication message = new Publication(0, "t", large, 0, 1).numbered(seq);
            outbox.offer(message);
            outbox.take();
            outbox.acked(message);
        }

        assertThat(outbox.counts().held()).isEqualTo(2);
        assertThat(outbox.counts().forgotten()).isEqualTo(1);
    }

    @Test
    void knowsTheLowestOfAllThatIsStillHere() {
        assertThat(outbox.lowestSeq()).isEqualTo(Publication.NO_SEQ);
        outbox.offer(message(5));
        assertThat(outbox.lowestSeq()).isEqualTo(5);
        outbox.take();
        assertThat(outbox.lowestSeq()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "{\"session\":\"a\",\"upToSeq\":7,\"ts\":9}; 7",
                "{\"more\":{\"upToSeq\":8},\"upToSeq\":-1,\"session\":\"a\"}; -1",
                "{\"session\":5,\"upToSeq\":7}; none",
                "{\"session\":\"a\"}; none",
                "{\"session\":\"a\",\"upToSeq\":99999999999999999999}; none",
                "[]; none",
                "''; none"
            })
    void readsTheEnginesWord(String payload, @Nullable Long upToSeq) {
        Watermark word = Watermark.parse(payload.getBytes(StandardCharsets.UTF_8));

        assertThat(word == null ? null : word.upToSeq()).isEqualTo(upToSeq);
    }

    private void publish(int from, int to) {
        List<Publication> all = new ArrayList<>();
        for (int seq = from; seq < to; seq++) {
            Publication message = message(seq);
            outbox.offer(message);
            outbox.take();
            outbox.acked(message);
            all.add(message);
        }
        assertThat(all).hasSize(to - from);
    }

    private long taken() {
        Publication next = outbox.take();
        return next == null ? Publication.NO_SEQ : next.seq();
    }

    private static Publication message(long seq) {
        return new Publication(0, "t", new byte[] {'{', '}'}, 0, 1).numbered(seq);
    }
}
