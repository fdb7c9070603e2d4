package io.tocsin.server.live;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The wall clock at start plus the monotonic time since: a step of the host's clock does not move it. Counted in
 * nanoseconds, so that it does not lag a millisecond behind a gateway on the same host.
 *
 * <p>Thread-safe.
 */
public final class ShellClock implements LongSupplier {
    private final long startNanos = System.nanoTime();
    private final long startWallNanos = wallNanos(Instant.now());

    private static long wallNanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Epoch milliseconds; never falls. */
    @Override
    public long getAsLong() {
        return TimeUnit.NANOSECONDS.toMillis(startWallNanos + (System.nanoTime() - startNanos));
    }
}
