package io.tocsin.server;

/**
 * Decides when what waited at the broker has been taken in: the link stands for a second, and no half second brings
 * what only a backlog brings; or half a minute is over. Pure; looked at every half second.
 */
final class Drain {
    static final long LOOK_EVERY_MS = 500;
    private static final long SETTLE_MS = 1_000;
    private static final long PATIENCE_MS = 30_000;
    /** A broker hands out a backlog at thousands a second; what comes slower than this is live. */
    private static final long BACKLOG_PER_LOOK = 500;

    private final long startedMs;
    private long connectedMs = -1;
    private long arrivedBefore;

    Drain(long startedMs) {
        this.startedMs = startedMs;
    }

    /** @param arrived messages that came in so far */
    boolean isOver(long nowMs, boolean connected, long arrived) {
        long since = arrived - arrivedBefore;
        arrivedBefore = arrived;
        if (!connected) {
            connectedMs = -1;
        } else if (connectedMs < 0) {
            connectedMs = nowMs;
        }
        boolean settled = connected && nowMs - connectedMs >= SETTLE_MS && since < BACKLOG_PER_LOOK;
        return settled || nowMs - startedMs >= PATIENCE_MS;
    }
}
