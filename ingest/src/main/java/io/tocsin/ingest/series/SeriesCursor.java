package io.tocsin.ingest.series;

import java.io.IOException;

/** How far the pump has come, kept where it outlives the process. Called by the pump's thread alone once it runs. */
public interface SeriesCursor {
    /**
     * A position of the journal and what became of the points up to it.
     *
     * @param seq every point up to and including this record was stored or dead-lettered; 0 at first
     * @param stored points that the store took
     * @param dead points that it never took
     */
    record Position(long seq, long stored, long dead) {}

    Position position();

    /** Durable on return. */
    void moveTo(Position position) throws IOException;
}
