package io.tocsin.journal;

import java.nio.file.Path;

/** A cursor file holds something else than what was written. It is left untouched. */
public final class CursorCorrupted extends JournalException {
    private static final long serialVersionUID = 1L;

    CursorCorrupted(Path folder, String file, String expectedAndWas) {
        super(expectedAndWas + " cursor=" + file + " folder=" + folder);
    }
}
