package io.tocsin.server;

/** How long we could not be reached, all times together. The link's thread writes, any thread reads. */
final class Absence {
    /**
     * What is known.
     *
     * @param endedMs of absences that are over
     * @param sinceMs begin of the one that lasts, or {@link #HERE}
     */
    private record Sum(long endedMs, long sinceMs) {}

    private static final long HERE = Long.MAX_VALUE;

    private volatile Sum sum;

    /** Away, and since when. */
    Absence(long sinceMs) {
        sum = new Sum(0, sinceMs);
    }

    /** The link is there, or not, from now on. */
    void link(boolean connected, long nowMs) {
        Sum before = sum;
        boolean here = before.sinceMs == HERE;
        if (connected && !here) {
            sum = new Sum(totalMs(nowMs), HERE);
        } else if (!connected && here) {
            sum = new Sum(before.endedMs, nowMs);
        }
    }

    /** Never less than it was at an earlier time. */
    long totalMs(long nowMs) {
        Sum now = sum;
        return now.sinceMs == HERE ? now.endedMs : now.endedMs + Math.max(0, nowMs - now.sinceMs);
    }
}
