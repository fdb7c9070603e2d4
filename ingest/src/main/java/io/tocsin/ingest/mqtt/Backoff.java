package io.tocsin.ingest.mqtt;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: doubling from a minimum to a maximum, each wait drawn from its upper half so
 * that many clients of one broker do not come back at once. Pure but for its random source; not thread-safe.
 */
final class Backoff {
    private final long minMs;
    private final long maxMs;
    private final DoubleSupplier random;
    private long ceilingMs;

    /** @param random numbers in [0, 1) */
    Backoff(long minMs, long maxMs, DoubleSupplier random) {
        if (minMs <= 0 || maxMs < minMs) {
            throw new IllegalArgumentException("expected 0 < minMs <= maxMs, was " + minMs + " and " + maxMs);
        }
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.random = random;
        ceilingMs = minMs;
    }

    /** The wait before the next attempt; longer each time, until {@link #reset()}. */
    long nextMs() {
        long ceiling = ceilingMs;
        ceilingMs = ceiling > maxMs / 2 ? maxMs : ceiling * 2;
        return ceiling - (long) (ceiling * 0.5 * random.getAsDouble());
    }

    /** The last connection was a sound one: begin at the minimum again. */
    void reset() {
        ceilingMs = minMs;
    }
}
