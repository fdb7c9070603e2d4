package io.tocsin.server.past;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alarm history as it is searched. Every method blocks until the file has answered; any thread. */
public interface History {
    /**
     * Some of what was searched for.
     *
     * @param next where the next page begins; null where there is none
     * @param behind records of the event log that are not in the history yet
     */
    record Page(List<PastOccurrence> occurrences, Search.@Nullable After next, long behind) {
        public Page {
            occurrences = List.copyOf(occurrences);
        }
    }

    /**
     * One occurrence with all that happened to it.
     *
     * @param events JSON as it stands in the event log, oldest first
     * @param replies what became of commands that named it, likewise
     */
    record Whole(PastOccurrence occurrence, List<byte[]> events, List<byte[]> replies) {
        public Whole {
            events = List.copyOf(events);
            replies = List.copyOf(replies);
        }
    }

    Page search(Search search) throws HistoryUnavailable;

    Optional<Whole> occurrence(String id) throws HistoryUnavailable;

    /** True where the history has anything of this. */
    boolean knows(Filter filter, String value) throws HistoryUnavailable;

    /**
     * The span that figures are asked of.
     *
     * @param fromMs first moment, included
     * @param toMs last moment, not included
     * @param enterprise whose alarms; null = all
     */
    record Span(long fromMs, long toMs, @Nullable String enterprise) {}

    /** Whoever makes figures of what happened. */
    interface Listener {
        /** An event, in order of time. */
        void event(PastTelling event);

        /** The span begins: what came so far was before it, and matters only for what went on into it. */
        void begin();
    }

    /**
     * Tells every event of a span, in order of time, and of those before it what stood, waited or may still count.
     *
     * @return records of the event log that are not in the history yet
     */
    long tell(Span span, Listener to) throws HistoryUnavailable;
}
