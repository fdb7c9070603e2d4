package io.tocsin.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final TopicMarks marks = TopicMarks.of("");
    private final InFlight inFlight =
            new InFlight(10, marks::acknowledged, answers::incrementAndGet, faults::incrementAndGet);
    private final List<Callback> sent = new ArrayList<>();

    private void send(long... seqs) {
        for (long seq : seqs) {
            sent.add(inFlight.sending(TopicKind.ALARM_EVENTS, seq));
        }
    }

    private void acknowledge(int... indexes) {
        for (int index : indexes) {
            sent.get(index).onCompletion(null, null);
        }
    }

    @Test
    void beginsWhereTheCursorStands() throws IOException {
        assertThat(inFlight.acknowledgedTo()).isEqualTo(10);
    }

    @Test
    void countsOnlyTheAcknowledgedPrefix() throws IOException {
        send(11, 12, 13);
        acknowledge(1, 2);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(10);
        acknowledge(0);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(13);
    }

    @Test
    void waitsForEveryRecordOfOneSequence() throws IOException {
        send(11, 12, 12);
        acknowledge(0, 1);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        acknowledge(2);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
    }

    @Test
    void takesTheLastSequenceAsWholeOnlyWhenTheSourceHasNoMore() throws IOException {
        send(11, 12);
        acknowledge(0, 1);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
        send(13);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
    }

    @Test
    void keepsTheFirstFaultAndStopsAtItsRecord() throws IOException {
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
    void isFullAtItsBoundUntilAnswersAreSeen() throws IOException {
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

    private static RecordMetadata at(long offset) {
        return new RecordMetadata(new TopicPartition("t", 0), offset, 0, 0, 0, 0);
    }

    @Test
    void notesHowFarTheTopicHasCome() throws IOException {
        send(11, 12);
        sent.get(0).onCompletion(at(5), null);
        sent.get(1).onCompletion(at(6), null);
        inFlight.acknowledgedTo();
        assertThat(marks.note()).isEqualTo("alarm.events.v1 - 0 0:7\n");
    }

    @Test
    void doesNotWaitForWhatKafkaHasAlready() throws IOException {
        inFlight.skipping(TopicKind.ALARM_STATE, 11);
        send(12);
        assertThat(inFlight.acknowledgedTo()).isEqualTo(11);
        acknowledge(0);
        inFlight.sourceIsDry();
        assertThat(inFlight.acknowledgedTo()).isEqualTo(12);
        assertThat(inFlight.isEmpty()).isTrue();
    }
}
