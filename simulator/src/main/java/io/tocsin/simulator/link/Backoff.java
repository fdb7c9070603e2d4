package io.tocsin.simulator.link;

/** How long to wait before the next attempt: doubling, bounded, and spread so that many do not come at once. */
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long LONGEST_MS = 10_000;

    private Backoff() {}

    /**
     * @param attempts failed so far, from 0
     * @param spread in [0, 1)
     */
    static long delayMs(int attempts, double spread) {
        long doubled = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempts, 16));
        return (long) (doubled * (0.5 + spread / 2));
    }
}
