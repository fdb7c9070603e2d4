package io.tocsin.journal;

import java.io.IOException;

/** Why a journal, a cursor or snapshots cannot go on. The message is one line, fit for an operator. */
public abstract sealed class JournalException extends IOException
        permits JournalLocked, JournalCorrupted, JournalTooNew, JournalFailed, RecordsMissing, CursorCorrupted {

    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, IOException cause) {
        super(message, cause);
    }
}
