package io.tocsin.server.live;

import java.util.function.LongSupplier;

/**
 * Asks for a tick when the engine's next timer is due, and for one only. For the engine's thread.
 *
 * <p>In a drill the clock comes with the data, so nothing is ever asked for.
 */
final class Ticker {
    private final LongSupplier clock;
    private final InputJournal journal;
    private final boolean silent;
    private long nextDueMs = Long.MAX_VALUE;
    private boolean asked;

    /** @param silent true in a drill */
    Ticker(LongSupplier clock, InputJournal journal, boolean silent) {
        this.clock = clock;
        this.journal = journal;
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
        return Math.max(0, Math.min(longestMs, nextDueMs - clock.getAsLong()));
    }

    void askIfDue() {
        long nowMs = clock.getAsLong();
        if (!asked && nextDueMs <= nowMs) {
            asked = true;
            journal.submit(InputType.TICK, nowMs, new byte[0], () -> {});
        }
    }

    void ticked() {
        asked = silent;
    }
}
