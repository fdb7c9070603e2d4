package io.tocsin.server;

import io.tocsin.journal.Cursor;
import io.tocsin.server.kafka.PumpCursor;
import io.tocsin.server.targets.TargetCursor;
import java.io.IOException;

/** A pump's or a target's position, and what it noted with it, in a file of its own. */
record DurableCursor(Cursor file) implements PumpCursor, TargetCursor {
    @Override
    public long position() {
        return file.position();
    }

    @Override
    public String note() {
        return file.note();
    }

    @Override
    public void moveTo(long seq, String note) throws IOException {
        file.moveTo(seq, note);
    }
}
