package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.events.RecordSchema;
import io.tocsin.server.kafka.EventRecord;
import io.tocsin.server.kafka.StateSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedStatesTest {
    private static final String VERSION = "0123456789ab";

    @TempDir
    private Path folder;

    private final Map<String, AlarmStatus> board = new TreeMap<>();
    private final EventJson json = new EventJson(false);
    private Journal journal;
    private EventLog log;
    private LoggedStates states;
    private long nowMs = 1_000;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder, new Journal.Options(0, 4 << 10, 2 << 10));
        log = new EventLog(journal, false);
        log.configured(VERSION + "cdef");
        LoggedStates.Board asked =
                new LoggedStates.Board(() -> List.copyOf(board.values()), () -> VERSION, () -> nowMs);
        states = new LoggedStates(new Log(), asked, false);
    }

    @AfterEach
    void close() throws Exception {
        log.endRecovery();
        journal.close();
    }

    private final class Log implements LoggedStates.Events {
        @Override
        public long firstSeq() {
            return journal.firstSeq();
        }

        @Override
        public long durableSeq() {
            return journal.durableSeq();
        }

        @Override
        public JournalReader reader(long fromSeq) throws JournalException {
            return journal.reader(fromSeq);
        }
    }

    private void changes(String alarm) throws Exception {
        AlarmStatus status = status(alarm);
        board.put(alarm, status);
        AlarmEvent event = new AlarmEvent(
                status.eventId(),
                status.occurrenceId(),
                AlarmEvent.Type.RAISED,
                nowMs,
                nowMs,
                status.state(),
                status.definition(),
                2,
                0,
                nowMs,
                null,
                null,
                AlarmEvent.Told.NOTHING,
                List.of());
        log.event(event, status);
        log.force();
    }

    private AlarmStatus standing(String alarm) {
        return Objects.requireNonNull(board.get(alarm), alarm);
    }

    private void leaves(String alarm) throws Exception {
        Definition definition = status(alarm).definition();
        board.remove(alarm);
        log.removed(definition, nowMs);
        log.force();
    }

    private AlarmStatus status(String alarm) {
        nowMs++;
        Definition definition = new Definition(
                alarm,
                "PROCESS",
                "T",
                "H",
                1,
                "m",
                null,
                null,
                Priority.HIGH,
                AlarmClass.PROCESS,
                null,
                List.of(),
                Text.of(alarm),
                null);
        String id = "s~" + alarm + "~" + nowMs;
        return new AlarmStatus(
                definition,
                AlarmState.UNACK_ACTIVE,
                id + ".1",
                id,
                1,
                nowMs,
                nowMs,
                nowMs,
                -1,
                -1,
                null,
                2,
                0,
                nowMs,
                AlarmStatus.People.NONE);
    }

    private List<EventRecord> present(String... told) throws Exception {
        List<EventRecord> all = new ArrayList<>();
        try (StateSource.Present present = states.present(Set.of(told))) {
            assertThat(present.seq()).isEqualTo(journal.durableSeq());
            for (EventRecord next = present.next(); next != null; next = present.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<String> ids(List<EventRecord> records) {
        return records.stream()
                .map(record -> record.value() == null ? "no " + new String(record.key(), UTF_8) : record.id())
                .toList();
    }

    @Test
    void saysTheNewestOfEachAlarmAsItWasSaidBefore() throws Exception {
        changes("a");
        changes("b");
        changes("a");
        List<EventRecord> present = present();
        assertThat(ids(present))
                .containsExactly(standing("b").eventId(), standing("a").eventId());
        assertThat(present.get(1).value()).isEqualTo(json.status(standing("a"), VERSION));
        assertThat(RecordSchema.STATE.errors(json.status(standing("a"), VERSION)))
                .isEmpty();
    }

    @Test
    void buriesOnlyWhatTheTopicStillHas() throws Exception {
        changes("a");
        changes("b");
        leaves("a");
        leaves("b");
        assertThat(ids(present("a", "ghost"))).containsExactly("no a", "no ghost");
        assertThat(present("a").get(0).id()).startsWith("a~removed~");
    }

    @Test
    void anAlarmThatCameBackIsNotBuried() throws Exception {
        changes("a");
        leaves("a");
        changes("a");
        assertThat(ids(present("a"))).containsExactly(standing("a").eventId());
    }

    @Test
    void asksTheEngineWhereTheLogReachesBackNoMore() throws Exception {
        changes("old");
        for (int i = 0; i < 30; i++) {
            changes("busy");
        }
        assertThat(journal.deleteBelow(40)).isGreaterThan(2);
        List<EventRecord> present = present("old", "busy");
        assertThat(ids(present))
                .containsExactly(standing("busy").eventId(), standing("old").eventId());
        assertThat(present.get(1).value()).isEqualTo(json.status(standing("old"), VERSION));
    }

    /** The engine is ahead of what is durable: that comes by the log. */
    @Test
    void saysNothingThatIsNotDurableYet() throws Exception {
        changes("a");
        AlarmStatus durable = standing("a");
        board.put("a", status("a"));
        board.put("new", status("new"));
        assertThat(ids(present())).containsExactly(durable.eventId());
    }

    @Test
    void anEmptyLogSaysNothing() throws Exception {
        board.put("new", status("new"));
        assertThat(present()).isEmpty();
    }
}
