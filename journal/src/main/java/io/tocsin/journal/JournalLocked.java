package io.tocsin.journal;

import java.nio.file.Path;

/** Another process, or another journal of this process, holds the folder. */
public final class JournalLocked extends JournalException {
    private static final long serialVersionUID = 1L;

    public JournalLocked(Path folder, String holder) {
        super("expected a journal folder that nobody else writes, was held by " + holder + " folder=" + folder);
    }
}
