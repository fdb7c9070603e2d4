package io.tocsin.ingest.series;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The durable records of the journal in order. Only {@link #lastSeq()} is called by other threads than the pump's. */
public interface TelemetrySource extends Closeable {
    /** The next call of {@link #next()} gives the first record whose sequence is above this one. */
    void seek(long seq) throws IOException;

    /** The next durable record, null where there is none yet. */
    @Nullable
    JournaledArrival next() throws IOException;

    /** Sequence of the newest durable record, 0 where there is none. */
    long lastSeq();
}
