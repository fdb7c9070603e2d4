package io.tocsin.server;

import io.tocsin.journal.Cursor;
import io.tocsin.server.kafka.PumpCursor;
import java.io.IOException;

/** A pump's position in a file of its own. */
record DurableCursor(Cursor file) implements PumpCursor {
    @Override
    public long position() {
        return file.position();
    }

    @Override
    public void moveTo(long seq) throws IOException {
        file.moveTo(seq, file.note());
    }
}
