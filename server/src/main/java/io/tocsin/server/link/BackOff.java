package io.tocsin.server.link;

/** How long to wait before the next try: twice as long each time up to a bound, and never in step with others. */
final class BackOff {
    static final long FIRST_MS = 200;
    static final long MAX_MS = 10_000;
    private long nextMs = FIRST_MS;

    /**
     * The next wait.
     *
     * @param random in [0, 1)
     */
    long nextMs(double random) {
        long ms = nextMs;
        nextMs = Math.min(MAX_MS, ms * 2);
        return ms / 2 + (long) (random * (ms / 2.0));
    }

    void reset() {
        nextMs = FIRST_MS;
    }
}
