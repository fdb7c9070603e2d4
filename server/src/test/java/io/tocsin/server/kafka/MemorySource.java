package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event log in memory. */
final class MemorySource implements EventSource {
    private final List<EventRecord> log = new ArrayList<>();
    private int next;

    /** A transition of an alarm, its number in the value and the id. */
    static EventRecord transition(long seq, String alarm) {
        byte[] value = ("{\"n\":" + seq + ",\"alarmId\":\"" + alarm + "\"}").getBytes(UTF_8);
        return new EventRecord(
                seq,
                TopicKind.ALARM_EVENTS,
                alarm.getBytes(UTF_8),
                "e-" + seq,
                "io.tocsin.alarm.raised",
                seq,
                value,
                null);
    }

    synchronized void add(EventRecord event) {
        log.add(event);
    }

    @Override
    public synchronized void seek(long seq) {
        next = 0;
        while (next < log.size() && log.get(next).seq() <= seq) {
            next++;
        }
    }

    @Override
    public synchronized @Nullable EventRecord next() {
        return next < log.size() ? log.get(next++) : null;
    }

    @Override
    public synchronized long lastSeq() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).seq();
    }
}
