package io.tocsin.server.kafka;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What the pump remembers of each topic beside its position in the log: which topic it was, and how far it had come. A
 * topic that was made anew, or ends before what it had said yes to, has lost records.
 *
 * <p>As text, a line for each topic: its suffix, its id, the sequence up to which it has everything, and for each
 * partition the offset behind the newest acknowledged record. For the pump's thread.
 */
final class TopicMarks {
    /** The topics that the log is told to. */
    static final Set<TopicKind> KEPT = Collections.unmodifiableSet(
            EnumSet.complementOf(EnumSet.of(TopicKind.ALARM_COMMANDS, TopicKind.HEARTBEAT)));

    /** The topic must be told what stands before it is told more. */
    private static final long OWED = -1;

    private static final String UNKNOWN = "-";

    private static final class Mark {
        private String id;
        private long settled;
        private final Map<Integer, Long> behind = new TreeMap<>();

        Mark(String id, long settled) {
            this.id = id;
            this.settled = settled;
        }
    }

    private final Map<TopicKind, Mark> marks = new EnumMap<>(TopicKind.class);

    /** As {@link #note()} wrote it; what another program wrote is left out. An empty note knows no topic. */
    static TopicMarks of(String note) {
        TopicMarks marks = new TopicMarks();
        note.lines().map(line -> line.split(" ", -1)).forEach(marks::take);
        return marks;
    }

    private void take(String[] words) {
        for (TopicKind kind : KEPT) {
            if (kind.suffix().equals(words[0])) {
                Mark mark = new Mark(words[1], Long.parseLong(words[2]));
                for (int i = 3; i < words.length; i++) {
                    String[] one = words[i].split(":", -1);
                    mark.behind.put(Integer.valueOf(one[0]), Long.valueOf(one[1]));
                }
                marks.put(kind, mark);
            }
        }
    }

    String note() {
        StringBuilder note = new StringBuilder();
        marks.forEach((kind, mark) -> {
            note.append(kind.suffix()).append(' ').append(mark.id).append(' ').append(mark.settled);
            mark.behind.forEach((partition, offset) ->
                    note.append(' ').append(partition).append(':').append(offset));
            note.append('\n');
        });
        return note.toString();
    }

    /**
     * The topics that lost records.
     *
     * @param created those that were missing just now
     * @param position everything up to here was acknowledged once
     */
    Set<TopicKind> lost(Map<TopicKind, TopicSeen> seen, Set<TopicKind> created, long position) {
        Set<TopicKind> lost = EnumSet.noneOf(TopicKind.class);
        seen.forEach((kind, topic) -> {
            Mark mark = marks.get(kind);
            if (mark == null ? position > 0 && created.contains(kind) : isLost(mark, topic)) {
                lost.add(kind);
            }
        });
        return lost;
    }

    private static boolean isLost(Mark mark, TopicSeen topic) {
        return mark.behind.entrySet().stream()
                .anyMatch(e -> e.getValue() > 0
                        && (!mark.id.equals(topic.id()) || topic.ends().getOrDefault(e.getKey(), 0L) < e.getValue()));
    }

    /**
     * Goes on with the topics as they are now.
     *
     * @param lost get everything again; {@link TopicKind#ALARM_STATE} what stands
     * @param position up to here the others have everything
     */
    void goOn(Map<TopicKind, TopicSeen> seen, Set<TopicKind> lost, long position) {
        seen.forEach((kind, topic) -> {
            Mark before = marks.get(kind);
            long settled = before == null ? 0 : before.settled;
            if (lost.contains(kind)) {
                settled = kind == TopicKind.ALARM_STATE ? OWED : 0;
            } else if (!lost.isEmpty() && settled != OWED) {
                settled = Math.max(settled, position);
            }
            Mark mark = new Mark(topic.id(), settled);
            mark.behind.putAll(topic.ends());
            marks.put(kind, mark);
        });
    }

    /** True where the state topic must be told what stands first. */
    boolean owesStates() {
        Mark mark = marks.get(TopicKind.ALARM_STATE);
        return mark != null && mark.settled == OWED;
    }

    /** The state topic has what stood at this place in the log. */
    void statesToldAsOf(long seq) {
        mark(TopicKind.ALARM_STATE).settled = seq;
    }

    /** True where the topic has this record, or what makes up for it. */
    boolean isSettled(TopicKind kind, long seq) {
        return seq <= mark(kind).settled;
    }

    /** @throws IOException the topic's end went back: it lost records, and will be found to have when it is met again */
    void acknowledged(TopicKind kind, RecordMetadata metadata) throws IOException {
        if (!metadata.hasOffset()) {
            return;
        }
        Mark mark = mark(kind);
        long behind = mark.behind.getOrDefault(metadata.partition(), 0L);
        if (metadata.offset() < behind) {
            mark.id = UNKNOWN;
            throw new IOException("expected " + metadata.topic() + " to go on at offset " + behind + ", was "
                    + metadata.offset() + ": it has lost records");
        }
        mark.behind.put(metadata.partition(), metadata.offset() + 1);
    }

    private Mark mark(TopicKind kind) {
        return marks.computeIfAbsent(kind, none -> new Mark(UNKNOWN, 0));
    }
}
