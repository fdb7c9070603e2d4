package io.tocsin.server.live;

import java.util.function.LongSupplier;

/**
 * Asks for a tick when the engine's next timer is due, and for one only. For the engine's thread.
 *
 * <p>In a drill the clock comes with the data, so nothing is ever asked for.
 */
final class Ticker {
    private final LongSupplier nowMs;
    private final Runnable ask;
    private final boolean silent;
    private long nextDueMs = Long.MAX_VALUE;
    private boolean asked;

    /**
     * For one engine.
     *
     * @param nowMs engine time
     * @param ask asks for a tick, which comes back as an input
     * @param silent true in a drill
     */
    Ticker(LongSupplier nowMs, Runnable ask, boolean silent) {
        this.nowMs = nowMs;
        this.ask = ask;
        this.silent = silent;
        asked = silent;
    }

    void nextDue(long engineMs) {
        nextDueMs = engineMs;
    }

    /** How long the engine may wait for inputs without missing a timer. */
    long waitMs(long longestMs) {
        if (asked) {
            return longestMs;
        }
        return Math.max(0, Math.min(longestMs, nextDueMs - nowMs.getAsLong()));
    }

    void askIfDue() {
        if (!asked && nextDueMs <= nowMs.getAsLong()) {
            asked = true;
            ask.run();
        }
    }

    void ticked() {
        asked = silent;
    }
}
