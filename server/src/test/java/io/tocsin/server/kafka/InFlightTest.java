package io.tocsin.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final InFlight inFlight = new InFlight(10, answers::incrementAndGet, faults::incrementAndGet);
    private final List<Callback> sent = new ArrayList<>();

    private void send(long... seqs) {
        for (long seq : seqs) {
            sent.add(inFlight.sending(seq));
        }
    }

    private void acknowledge(int... indexes) {
        for (int index : indexes) {
            sent.get(index).onCompletion(null, null);
        }
    }

    @Test
    void beginsWhereTheCursorStands() {
        assertThat(inFlight.acknowledgedTo()).isEqualTo(10);
    }

    @Test
    void countsOnlyTheAcknowledgedPrefix() {
        send(11, 12, 13);
        acknowledge(1, 2);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(10);
        acknowledge(0);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(13);
    }

    @Test
    void waitsForEveryRecordOfOneSequence() {
        send(11, 12, 12);
        acknowledge(0, 1);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        acknowledge(2);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
    }

    @Test
    void takesTheLastSequenceAsWholeOnlyWhenTheSourceHasNoMore() {
        send(11, 12);
        acknowledge(0, 1);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
        send(13);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
    }

    @Test
    void keepsTheFirstFaultAndStopsAtItsRecord() {
        send(11, 12, 13);
        acknowledge(0);
        sent.get(1).onCompletion(null, new IOException("first"));
        sent.get(2).onCompletion(null, new IOException("second"));
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        assertThatThrownBy(inFlight::throwFault).hasMessage("first");
        assertThat(faults).hasValue(1);
    }

    @Test
    void tellsThePumpOfEveryAnswer() {
        send(11, 12);
        acknowledge(0);
        sent.get(1).onCompletion(null, new IOException("away"));
        assertThat(answers).hasValue(2);
    }

    @Test
    void isFullAtItsBoundUntilAnswersAreSeen() {
        for (int i = 0; i < InFlight.RECORDS_MAX; i++) {
            assertThat(inFlight.full()).isFalse();
            send(11 + i);
        }
        assertThat(inFlight.full()).isTrue();
        acknowledge(0);
        inFlight.acknowledgedTo();
        assertThat(inFlight.full()).isFalse();
        assertThatCode(inFlight::throwFault).doesNotThrowAnyException();
    }
}
