package io.tocsin.server;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Says when the machine has no time to spare: inputs wait for the engine, many or long. Then the series pause, for they
 * can be made up for and an alarm cannot.
 *
 * <p>One thread asks; {@link #isPaused} is for any.
 */
final class Overload {
    static final double PAUSE_ABOVE = 0.25;
    static final double RESUME_BELOW = 0.10;
    static final long PAUSE_ABOVE_MS = 500;
    static final long RESUME_BELOW_MS = 200;

    private final DoubleSupplier queuedShare;
    private final LongSupplier oldestWaitMs;
    private final LongSupplier nowMs;
    private volatile boolean paused;
    private volatile long sinceMs;

    /**
     * In calm.
     *
     * @param queuedShare how much of the room for waiting inputs is used, 0 to 1
     * @param oldestWaitMs how long the oldest of them waits
     */
    Overload(DoubleSupplier queuedShare, LongSupplier oldestWaitMs, LongSupplier nowMs) {
        this.queuedShare = queuedShare;
        this.oldestWaitMs = oldestWaitMs;
        this.nowMs = nowMs;
    }

    /** Looks, and says whether what can wait may go on. */
    boolean mayWork() {
        double share = queuedShare.getAsDouble();
        long waitMs = oldestWaitMs.getAsLong();
        boolean now = paused
                ? share >= RESUME_BELOW || waitMs >= RESUME_BELOW_MS
                : share > PAUSE_ABOVE || waitMs > PAUSE_ABOVE_MS;
        if (now != paused) {
            sinceMs = nowMs.getAsLong();
            paused = now;
        }
        return !now;
    }

    boolean isPaused() {
        return paused;
    }

    /** Since when it is as it is. */
    long sinceMs() {
        return sinceMs;
    }
}
