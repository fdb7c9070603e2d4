package io.tocsin.server;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.kafka.EventRecord;
import io.tocsin.server.kafka.StateSource;
import io.tocsin.server.kafka.TopicKind;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands of every alarm: the newest state of each in the event log, as the bytes that were sent before. Only of an
 * alarm whose newest state is older than all that the log still holds, the engine itself is asked.
 *
 * @param drill true where a drill engine speaks
 */
record LoggedStates(Events log, Board board, boolean drill) implements StateSource {
    private static final int VERSION_DIGITS = 12;

    /** The event log. */
    interface Events {
        long firstSeq();

        long durableSeq();

        JournalReader reader(long fromSeq) throws JournalException;
    }

    /**
     * What the engine itself says.
     *
     * @param version of the configuration in force
     * @param nowMs epoch milliseconds
     */
    record Board(Supplier<List<AlarmStatus>> alarms, Supplier<String> version, LongSupplier nowMs) {}

    static LoggedStates of(LiveEngine engine, boolean drill) {
        Board board = new Board(engine::alarms, () -> version(engine.values()), engine::nowMs);
        return new LoggedStates(new EngineEvents(engine), board, drill);
    }

    private static String version(@Nullable Values values) {
        return values == null ? "" : values.site().hash().substring(0, VERSION_DIGITS);
    }

    @Override
    public Present present(Set<String> told) throws IOException {
        long seq = log.durableSeq();
        // After the place in the log was taken: what is not in the log up to there is older than it, or newer.
        List<AlarmStatus> alarms = board.alarms().get();
        Newest newest = Newest.upTo(seq, log, told);
        Set<String> open = new HashSet<>(told);
        open.removeAll(newest.bySeq().keySet());
        Queue<EventRecord> beyondTheLog = new ArrayDeque<>();
        for (AlarmStatus status : alarms) {
            String alarm = status.definition().id();
            if (!newest.bySeq().containsKey(alarm) && status.recordedTimeMs() < newest.timeMs()) {
                beyondTheLog.add(state(status));
                open.remove(alarm);
            }
        }
        open.stream().sorted().map(this::removed).forEach(beyondTheLog::add);
        return new Standing(seq, log.reader(log.firstSeq()), newest, beyondTheLog);
    }

    private EventRecord state(AlarmStatus status) {
        return new EventRecord(
                0,
                TopicKind.ALARM_STATE,
                status.definition().id().getBytes(StandardCharsets.UTF_8),
                status.eventId(),
                EventNames.STATE,
                status.recordedTimeMs(),
                new EventJson(drill).status(status, board.version().get()),
                null);
    }

    private EventRecord removed(String alarm) {
        long nowMs = board.nowMs().getAsLong();
        return new EventRecord(
                0,
                TopicKind.ALARM_STATE,
                alarm.getBytes(StandardCharsets.UTF_8),
                alarm + "~removed~" + nowMs,
                EventNames.REMOVED,
                nowMs,
                null,
                null);
    }

    private static boolean isState(LoggedEvent.Kind kind) {
        return kind == LoggedEvent.Kind.STATE || kind == LoggedEvent.Kind.REMOVED;
    }

    /**
     * Where in the log the newest word on each alarm is; only sequences, for the words may be many.
     *
     * @param timeMs our receipt of the newest input that the log up to there knows
     */
    private record Newest(Map<String, Long> bySeq, long timeMs) {
        static Newest upTo(long seq, Events log, Set<String> told) throws IOException {
            Map<String, Long> bySeq = new HashMap<>();
            long timeMs = Long.MIN_VALUE;
            try (JournalReader reader = log.reader(log.firstSeq())) {
                while (reader.next() && reader.record().seq() <= seq) {
                    timeMs = reader.record().receiveTimeMs();
                    note(reader.record().seq(), LoggedEvent.of(reader.record()), told, bySeq);
                }
            }
            return new Newest(bySeq, timeMs);
        }

        /** A tombstone matters only where there is something to be buried. */
        private static void note(long seq, LoggedEvent event, Set<String> told, Map<String, Long> bySeq) {
            if (event.kind() == LoggedEvent.Kind.REMOVED && !told.contains(event.key())) {
                bySeq.remove(event.key());
            } else if (isState(event.kind())) {
                bySeq.put(event.key(), seq);
            }
        }
    }

    private record EngineEvents(LiveEngine engine) implements Events {
        @Override
        public long firstSeq() {
            return engine.oldestEvent();
        }

        @Override
        public long durableSeq() {
            return engine.durableEvents();
        }

        @Override
        public JournalReader reader(long fromSeq) throws JournalException {
            return engine.eventsFrom(fromSeq);
        }
    }

    private record Standing(long seq, JournalReader log, Newest newest, Queue<EventRecord> beyondTheLog)
            implements Present {
        @Override
        public @Nullable EventRecord next() throws IOException {
            while (log.next() && log.record().seq() <= seq) {
                long at = log.record().seq();
                LoggedEvent event = LoggedEvent.of(log.record());
                Long wanted = newest.bySeq().get(event.key());
                if (wanted != null && wanted == at) {
                    return EventLogSource.record(at, event);
                }
            }
            return beyondTheLog.poll();
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
