package io.tocsin.server.kafka;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A cursor that is not made durable for every record: after so many or so long, or at once when asked. */
final class PacedCursor {
    static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    static final long PACE_SEQS = 500;

    private final PumpCursor cursor;
    private volatile long position;
    private long movedNs;
    private boolean moved;

    PacedCursor(PumpCursor cursor) {
        this.cursor = cursor;
        this.position = cursor.position();
    }

    /** As kept; any thread may ask. */
    long position() {
        return position;
    }

    /** Whether the cursor moved now. */
    boolean moveTo(long seq, boolean atOnce, long nowNs) throws IOException {
        boolean due = atOnce || !moved || seq - position >= PACE_SEQS || nowNs - movedNs >= PACE_NS;
        if (seq <= position || !due) {
            return false;
        }
        cursor.moveTo(seq);
        position = seq;
        movedNs = nowNs;
        moved = true;
        return true;
    }
}
