package io.tocsin.server.explain;

import io.tocsin.journal.JournalException;
import java.util.List;

/** Where replays may begin, as far as is held. For any thread. */
@FunctionalInterface
public interface StartPoints {
    /** The beginning of the journal and nothing else. */
    StartPoints BEGINNING = () -> List.of(StartPoint.BEGINNING);

    /** In any order. */
    List<StartPoint> held() throws JournalException;
}
