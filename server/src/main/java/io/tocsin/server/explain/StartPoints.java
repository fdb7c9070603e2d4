package io.tocsin.server.explain;

import io.tocsin.journal.JournalException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where replays may begin, as far as is held. For any thread. */
@FunctionalInterface
public interface StartPoints {
    /** The beginning of the journal and nothing else. */
    StartPoints BEGINNING = () -> List.of(StartPoint.BEGINNING);

    /** In any order. */
    List<StartPoint> held() throws JournalException;

    /**
     * Where none that is held lies early enough: the newest place before this time, or else the oldest of all, from which
     * a replay can begin without knowing how things stood then. Null where there is none.
     */
    default @Nullable StartPoint uncertain(long wantedMs) throws JournalException {
        return null;
    }
}
