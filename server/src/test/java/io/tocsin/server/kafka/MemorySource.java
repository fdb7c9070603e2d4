package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event log in memory. */
final class MemorySource implements EventSource, StateSource {
    private final List<EventRecord> log = new ArrayList<>();
    private final Map<String, EventRecord> standing = new TreeMap<>();
    private int next;
    private long newest;

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

    /** What stands of an alarm since this transition. */
    static EventRecord state(long seq, String alarm) {
        EventRecord event = transition(seq, alarm);
        return new EventRecord(
                seq, TopicKind.ALARM_STATE, event.key(), event.id(), "io.tocsin.alarm.state", seq, event.value(), null);
    }

    static EventRecord tombstone(long seq, String alarm) {
        byte[] key = alarm.getBytes(UTF_8);
        return new EventRecord(seq, TopicKind.ALARM_STATE, key, "r-" + seq, "io.tocsin.alarm.removed", seq, null, null);
    }

    synchronized void add(EventRecord event) {
        log.add(event);
        newest = event.seq();
        if (event.kind() == TopicKind.ALARM_STATE) {
            standing.put(new String(event.key(), UTF_8), event);
        }
    }

    /** By alarm, the number of its newest state. */
    synchronized Map<String, Long> standing() {
        Map<String, Long> numbers = new TreeMap<>();
        standing.forEach((key, state) -> {
            if (state.value() != null) {
                numbers.put(key, state.seq());
            }
        });
        return numbers;
    }

    /** The log holds no more what is older than this. */
    synchronized void forgetBelow(long seq) {
        log.removeIf(event -> event.seq() < seq);
    }

    @Override
    public synchronized Present present(Set<String> told) {
        Map<String, EventRecord> all = new TreeMap<>(standing);
        all.values().removeIf(event -> event.value() == null);
        for (String key : told) {
            all.putIfAbsent(key, tombstone(lastSeq(), key));
        }
        return new Snapshot(lastSeq(), all.values().iterator());
    }

    private record Snapshot(long seq, Iterator<EventRecord> left) implements Present {
        @Override
        public @Nullable EventRecord next() {
            return left.hasNext() ? left.next() : null;
        }

        @Override
        public void close() {}
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
    public synchronized long firstSeq() {
        return log.isEmpty() ? newest + 1 : log.get(0).seq();
    }

    @Override
    public synchronized long lastSeq() {
        return newest;
    }
}
