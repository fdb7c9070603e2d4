package io.tocsin.server.explain;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.events.LoggedEvent.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the event log holds of one occurrence, or of one tag: found by ids, so that only what is wanted is parsed.
 *
 * @param events of the alarm or the tag, oldest first
 * @param replies to commands for the same, oldest first
 * @param oldestSeq 0 where the log is empty
 * @param oldestMs our receipt of what brought the oldest record about; -1 where the log is empty
 */
record LoggedEvents(List<Logged> events, List<LoggedFields> replies, long oldestSeq, long oldestMs) {
    /** @param configHash of the configuration in force, in its short form */
    record Logged(LoggedEvent event, long configHash, LoggedFields fields) {}

    /** What is wanted. */
    private interface Wanted {
        boolean takes(LoggedEvent event);
    }

    static LoggedEvents ofOccurrence(Path folder, String occurrence, long upToSeq) throws JournalException {
        return read(
                folder,
                upToSeq,
                event -> event.kind() == Kind.REPLY
                        ? occurrence.contains("~" + event.key() + "~")
                        : event.kind() == Kind.EVENT && occurrence(event).equals(occurrence));
    }

    static LoggedEvents ofTag(Path folder, String tag, long upToSeq) throws JournalException {
        return read(
                folder,
                upToSeq,
                event -> event.kind() == Kind.EVENT && event.key().startsWith(tag + ":"));
    }

    /** The ids of all occurrences, for finding the one that was meant. */
    static Set<String> occurrences(Path folder, long upToSeq) throws JournalException {
        Set<String> ids = new LinkedHashSet<>();
        read(folder, upToSeq, event -> {
            if (event.kind() == Kind.EVENT) {
                ids.add(occurrence(event));
            }
            return false;
        });
        return ids;
    }

    /** An event's id is its occurrence's with the number of the transition behind it. */
    private static String occurrence(LoggedEvent event) {
        int dot = event.id().lastIndexOf('.');
        return dot < 0 ? event.id() : event.id().substring(0, dot);
    }

    private static LoggedEvents read(Path folder, long upToSeq, Wanted wanted) throws JournalException {
        List<Logged> events = new ArrayList<>();
        List<LoggedFields> replies = new ArrayList<>();
        long oldestSeq = 0;
        long oldestMs = -1;
        try (JournalReader reader = Journal.read(folder, 1)) {
            while (reader.next() && reader.record().seq() <= upToSeq) {
                if (oldestSeq == 0) {
                    oldestSeq = reader.record().seq();
                    oldestMs = reader.record().receiveTimeMs();
                }
                LoggedEvent event = LoggedEvent.of(reader.record());
                if (wanted.takes(event)) {
                    LoggedFields fields = LoggedFields.of(event.value());
                    if (event.kind() == Kind.REPLY) {
                        replies.add(fields);
                    } else {
                        events.add(new Logged(event, reader.record().configHash(), fields));
                    }
                }
            }
        }
        return new LoggedEvents(events, replies, oldestSeq, oldestMs);
    }
}
