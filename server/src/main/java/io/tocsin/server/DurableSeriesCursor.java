package io.tocsin.server;

import io.tocsin.ingest.series.SeriesCursor;
import io.tocsin.journal.Cursor;
import io.tocsin.journal.JournalException;

/** The series pump's position in a file of its own; its counts stand in the note: {@code stored dead}. */
record DurableSeriesCursor(Cursor file) implements SeriesCursor {
    @Override
    public Position position() {
        String[] counts =
                file.note().isEmpty() ? new String[] {"0", "0"} : file.note().split(" ", 2);
        return new Position(file.position(), Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    @Override
    public void moveTo(Position position) throws JournalException {
        file.moveTo(position.seq(), position.stored() + " " + position.dead());
    }
}
