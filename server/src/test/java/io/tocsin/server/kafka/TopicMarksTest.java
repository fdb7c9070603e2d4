package io.tocsin.server.kafka;

import static io.tocsin.server.kafka.TopicKind.ALARM_EVENTS;
import static io.tocsin.server.kafka.TopicKind.ALARM_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicMarksTest {
    private static final Set<TopicKind> NONE = Set.of();

    private final TopicMarks marks = TopicMarks.of("alarm.events.v1 e1 0 0:10 1:0\nalarm.state.v1 s1 0 0:5\n");

    private static Map<TopicKind, TopicSeen> seen(String events, long end, String states, long statesEnd) {
        return Map.of(
                ALARM_EVENTS,
                new TopicSeen(events, Map.of(0, end, 1, 0L)),
                ALARM_STATE,
                new TopicSeen(states, Map.of(0, statesEnd)));
    }

    @Test
    void losesNothingWhereTheTopicsAreTheSameAndAsLongOrLonger() {
        assertThat(marks.lost(seen("e1", 10, "s1", 7), NONE, 99)).isEmpty();
    }

    @Test
    void aNewIdOrAnEarlierEndIsALoss() {
        assertThat(marks.lost(seen("e2", 10, "s1", 5), NONE, 99)).containsExactly(ALARM_EVENTS);
        assertThat(marks.lost(seen("e1", 9, "s1", 5), NONE, 99)).containsExactly(ALARM_EVENTS);
        assertThat(marks.lost(seen("e1", 10, "s1", 4), NONE, 99)).containsExactly(ALARM_STATE);
        Map<TopicKind, TopicSeen> fewer = Map.of(ALARM_EVENTS, new TopicSeen("e1", Map.of()));
        assertThat(marks.lost(fewer, NONE, 99)).containsExactly(ALARM_EVENTS);
    }

    @Test
    void aTopicThatNeverHadARecordCannotLoseOne() {
        TopicMarks empty = TopicMarks.of("alarm.events.v1 e1 0 0:0\n");
        assertThat(empty.lost(seen("e2", 0, "s1", 0), NONE, 99)).isEmpty();
    }

    @Test
    void withoutANoteATopicIsLostOnlyWhereItWasMissing() {
        TopicMarks blank = TopicMarks.of("");
        assertThat(blank.lost(seen("e1", 3, "s1", 3), NONE, 99)).isEmpty();
        assertThat(blank.lost(seen("e1", 0, "s1", 0), Set.of(ALARM_EVENTS, ALARM_STATE), 0))
                .isEmpty();
        assertThat(blank.lost(seen("e1", 0, "s1", 0), Set.of(ALARM_EVENTS), 99)).containsExactly(ALARM_EVENTS);
    }

    @Test
    void theOthersAreNotSentAgainAndTheStatesAreOwed() {
        marks.goOn(seen("e1", 10, "s2", 0), Set.of(ALARM_STATE), 40);
        assertThat(marks.owesStates()).isTrue();
        assertThat(marks.isSettled(ALARM_EVENTS, 40)).isTrue();
        assertThat(marks.isSettled(ALARM_EVENTS, 41)).isFalse();
        marks.statesToldAsOf(44);
        assertThat(marks.owesStates()).isFalse();
        assertThat(marks.isSettled(ALARM_STATE, 44)).isTrue();
        assertThat(marks.note()).isEqualTo("alarm.events.v1 e1 40 0:10 1:0\nalarm.state.v1 s2 44 0:0\n");
    }

    @Test
    void whatIsOwedStaysOwedOverARestartAndOverAnotherLoss() {
        marks.goOn(seen("e1", 10, "s2", 0), Set.of(ALARM_STATE), 40);
        TopicMarks again = TopicMarks.of(marks.note());
        assertThat(again.owesStates()).isTrue();
        again.goOn(seen("e2", 0, "s2", 0), Set.of(ALARM_EVENTS), 40);
        assertThat(again.owesStates()).isTrue();
        assertThat(again.isSettled(ALARM_EVENTS, 1)).isFalse();
    }

    @Test
    void anEndThatGoesBackIsFoundAtTheNextAnswerAndAgainAtTheNextMeeting() throws IOException {
        marks.acknowledged(ALARM_STATE, at(5));
        assertThatThrownBy(() -> marks.acknowledged(ALARM_STATE, at(3)))
                .isInstanceOf(IOException.class)
                .hasMessage("expected states to go on at offset 6, was 3: it has lost records");
        TopicMarks again = TopicMarks.of(marks.note());
        assertThat(again.lost(seen("e1", 10, "s1", 99), NONE, 99)).containsExactly(ALARM_STATE);
    }

    @Test
    void anAnswerWithoutAnOffsetSaysNothing() throws IOException {
        marks.acknowledged(ALARM_STATE, at(-1));
        assertThat(marks.note()).contains("s1 0 0:5");
    }

    @Test
    void leavesOutWhatAnotherProgramNoted() {
        assertThat(TopicMarks.of("something else\nalarm.state.v1 s1 7 0:5\n\n").note())
                .isEqualTo("alarm.state.v1 s1 7 0:5\n");
    }

    private static RecordMetadata at(long offset) {
        return new RecordMetadata(new TopicPartition("states", 0), offset, 0, 0, 0, 0);
    }
}
