package io.tocsin.ingest.series;

import java.io.IOException;

/** Where points end up that the store never takes. Called by the pump's thread alone. */
public interface DeadLetters {
    /** @param line as it was refused, without its line feed */
    void add(String line, String reason) throws IOException;

    /** Returns once everything added is on disk. */
    void force() throws IOException;
}
