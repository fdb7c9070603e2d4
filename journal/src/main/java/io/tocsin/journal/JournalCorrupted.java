package io.tocsin.journal;

import java.nio.file.Path;

/**
 * Bytes that were once durable are no longer what was written, or are gone. The file is left untouched where it is, so
 * every later attempt is refused as well until somebody decides what to do.
 */
public final class JournalCorrupted extends JournalException {
    private static final long serialVersionUID = 1L;

    private final String segment;
    private final long offset;
    private final long seq;

    JournalCorrupted(Path folder, Place place, String expectedAndWas) {
        super(expectedAndWas + " segment=" + place.segment + " offset=" + place.offset + " seq=" + place.seq
                + " folder=" + folder);
        this.segment = place.segment;
        this.offset = place.offset;
        this.seq = place.seq;
    }

    /** Name of the damaged or missing file. */
    public String segment() {
        return segment;
    }

    /** Where in the file the damage begins. */
    public long offset() {
        return offset;
    }

    /** The record that was expected there. */
    public long seq() {
        return seq;
    }

    record Place(String segment, long offset, long seq) {}
}
