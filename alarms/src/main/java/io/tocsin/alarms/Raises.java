package io.tocsin.alarms;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/** The raises of one alarm: how many one acknowledgement answers, and ids that no two of them share. */
final class Raises {
    private long latestMs = Long.MIN_VALUE;
    private int notLater;
    private long raisedMs = -1;
    private int count;
    private long firstMs = -1;

    /** The newest; -1 where there was none. */
    long raisedMs() {
        return raisedMs;
    }

    /** So many are answered by one acknowledgement. */
    int count() {
        return count;
    }

    /** The first of those. */
    long firstMs() {
        return firstMs;
    }

    /**
     * Another one, and the end of its id: a raise that is not later than all before it might share its time with one of them.
     *
     * @param ofTheSameLine true where nobody acknowledged the ones before
     */
    String add(long timeMs, boolean ofTheSameLine) {
        raisedMs = timeMs;
        count = ofTheSameLine ? count + 1 : 1;
        firstMs = ofTheSameLine ? firstMs : timeMs;
        if (timeMs > latestMs) {
            latestMs = timeMs;
            return String.valueOf(timeMs);
        }
        notLater++;
        return timeMs + "+" + notLater;
    }

    /** Those before the newest were answered. */
    void answered() {
        count = 1;
        firstMs = raisedMs;
    }

    void write(StateWriter out) {
        out.putLong(latestMs);
        out.putInt(notLater);
        out.putLong(raisedMs);
        out.putInt(count);
        out.putLong(firstMs);
    }

    void read(StateReader in) {
        latestMs = in.takeLong();
        notLater = in.takeInt();
        raisedMs = in.takeLong();
        count = in.takeInt();
        firstMs = in.takeLong();
    }
}
