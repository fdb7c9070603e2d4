package io.tocsin.ingest;

/**
 * An allowance that fills up evenly and holds no more than a burst of it. Counts in thousandths of a token, which at a
 * rate in tokens a second is one rate a millisecond: exact over any time. Not thread-safe.
 */
final class TokenBucket {
    private static final long THOUSAND = 1_000;
    /** Far from overflow, and more than anybody uses up. */
    private static final long CREDIT_MAX = Long.MAX_VALUE / 4;

    private final long perS;
    private final long capacity;
    private long level;
    private long credit;
    private long atMs;

    /**
     * A full bucket.
     *
     * @param perS 0 = without end
     */
    TokenBucket(long perS, long burstMs, long nowMs) {
        this.perS = perS;
        capacity = perS * burstMs;
        level = capacity;
        atMs = nowMs;
    }

    /** Time goes on; one that falls is taken for none. */
    void pass(long nowMs) {
        long passedMs = nowMs - atMs;
        if (passedMs <= 0 || perS == 0) {
            return;
        }
        atMs = nowMs;
        long room = capacity - level;
        level += passedMs > room / perS ? room : passedMs * perS;
    }

    /** Adds what so much time is worth, above all that the bucket holds. */
    void credit(long ms) {
        if (perS > 0) {
            long worth = ms > CREDIT_MAX / perS ? CREDIT_MAX : ms * perS;
            credit = Math.min(CREDIT_MAX, credit + worth);
        }
    }

    /** True where there is so much; what is larger than the whole bucket needs a full one, and leaves it in debt. */
    boolean has(long tokens) {
        return perS == 0 || level + credit >= Math.min(tokens * THOUSAND, capacity);
    }

    /** Takes so much, the credit last. */
    void take(long tokens) {
        if (perS == 0) {
            return;
        }
        long cost = tokens * THOUSAND;
        long held = Math.min(Math.max(level, 0), cost);
        long lent = Math.min(credit, cost - held);
        credit -= lent;
        level -= cost - lent;
    }
}
