package io.tocsin.server.backtest;

/**
 * One time that an alarm was active.
 *
 * @param onsetMs when the raise condition was first met
 * @param clearedMs {@link #STANDING} where it stands at the end of the data
 */
record Occurrence(long onsetMs, long raisedMs, long clearedMs) {
    static final long STANDING = Long.MAX_VALUE;

    boolean isStanding() {
        return clearedMs == STANDING;
    }

    boolean overlaps(Occurrence other) {
        return onsetMs <= other.clearedMs && other.onsetMs <= clearedMs;
    }

    boolean sameAs(Occurrence other) {
        return raisedMs == other.raisedMs && clearedMs == other.clearedMs;
    }
}
