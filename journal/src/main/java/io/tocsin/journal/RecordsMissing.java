package io.tocsin.journal;

import java.nio.file.Path;

/**
 * A reader was asked for a record that the journal does not hold: deleted by retention when {@code wanted < oldest}, and
 * otherwise a sign that the end of the journal was lost or that the cursor belongs to another one.
 */
public final class RecordsMissing extends JournalException {
    private static final long serialVersionUID = 1L;

    private final long wanted;
    private final long oldest;

    RecordsMissing(Path folder, long wanted, long oldest, long newest) {
        super("expected a seq from " + oldest + " to " + (newest + 1) + ", was " + wanted + " folder=" + folder);
        this.wanted = wanted;
        this.oldest = oldest;
    }

    /** The record that was asked for. */
    public long wanted() {
        return wanted;
    }

    /** The oldest record still held. */
    public long oldest() {
        return oldest;
    }
}
