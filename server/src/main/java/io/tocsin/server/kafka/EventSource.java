package io.tocsin.server.kafka;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An ordered log of events as the pump follows it. Only {@link #lastSeq()} is called by other threads than the pump's.
 */
public interface EventSource {
    /** The next call of {@link #next()} gives the first record whose sequence is above this one. */
    void seek(long seq) throws IOException;

    /**
     * The next durable record, null where there is none yet. Records that share a sequence are there together: null is
     * never said between them.
     */
    @Nullable
    EventRecord next() throws IOException;

    /** Sequence of the oldest record that is still held; of the next one where there is none. */
    long firstSeq();

    /** Sequence of the newest durable record, 0 where there is none. */
    long lastSeq();
}
