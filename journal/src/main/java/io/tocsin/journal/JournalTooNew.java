package io.tocsin.journal;

import java.nio.file.Path;

/** The journal was written by a newer version of the program: going back is refused rather than guessed at. */
public final class JournalTooNew extends JournalException {
    private static final long serialVersionUID = 1L;

    JournalTooNew(Path folder, String file, int version) {
        super("expected format " + SegmentHeader.VERSION + " or older, was " + version + " of a newer program file="
                + file + " folder=" + folder);
    }
}
