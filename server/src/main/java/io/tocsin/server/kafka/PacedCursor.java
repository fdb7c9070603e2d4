package io.tocsin.server.kafka;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A cursor that is not made durable for every record: after so many or so long, or at once when asked. */
final class PacedCursor {
    static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    static final long PACE_SEQS = 500;

    private final PumpCursor cursor;
    private volatile long position;
    private String note;
    private long movedNs;
    private boolean moved;

    PacedCursor(PumpCursor cursor) {
        this.cursor = cursor;
        this.position = cursor.position();
        this.note = cursor.note();
    }

    /** As kept; any thread may ask. */
    long position() {
        return position;
    }

    /** As kept. For the pump's thread. */
    String note() {
        return note;
    }

    /** Moves at once, forward or back. */
    void put(long seq, String newNote) throws IOException {
        if (seq != position || !newNote.equals(note)) {
            cursor.moveTo(seq, newNote);
            position = seq;
            note = newNote;
        }
    }

    /** Moves forward if that is due; whether the cursor moved now. */
    boolean moveTo(long seq, Supplier<String> newNote, boolean atOnce, long nowNs) throws IOException {
        boolean due = atOnce || !moved || seq - position >= PACE_SEQS || nowNs - movedNs >= PACE_NS;
        if (seq <= position || !due) {
            return false;
        }
        put(seq, newNote.get());
        movedNs = nowNs;
        moved = true;
        return true;
    }
}
