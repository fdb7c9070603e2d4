package io.tocsin.simulator.telemetry;

import java.util.List;

/**
 * A source of messages that is stepped through its own time: the plant, or a recording. Not thread-safe.
 *
 * <p>Its own time may run faster than the stamps that it writes, see {@link TimeMap}.
 */
public interface Feed {
    /** Returned by {@link #nextTimeMs()} when nothing more will come. */
    long FINISHED = Long.MAX_VALUE;

    /** Who speaks; never changes. */
    List<FieldClient> clients();

    /** No message comes before this moment of the feed's own time; {@link #FINISHED} where none comes at all. */
    long nextTimeMs();

    /** Everything up to and including a moment of the feed's own time, in order. */
    List<Publication> advanceTo(long timeMs);
}
