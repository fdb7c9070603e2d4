package io.tocsin.server.live;

import java.util.function.LongSupplier;

/**
 * The wall clock at start plus the monotonic time since: a step of the host's clock does not move it.
 *
 * <p>Thread-safe.
 */
public final class ShellClock implements LongSupplier {
    private final long startWallMs = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    /** Epoch milliseconds; never falls. */
    @Override
    public long getAsLong() {
        return startWallMs + (System.nanoTime() - startNanos) / 1_000_000;
    }
}
