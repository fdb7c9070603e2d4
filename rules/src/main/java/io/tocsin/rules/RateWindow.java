package io.tocsin.rules;

import java.util.Arrays;

/**
 * The good samples that a rate of change may still need: a ring that grows to what the window holds and then stays.
 * One per rate condition; samples come with rising times.
 */
final class RateWindow {
    private final long windowMs;
    private long[] timeMs = new long[16];
    private double[] value = new double[16];
    private int head;
    private int size;

    RateWindow(long windowMs) {
        this.windowMs = windowMs;
    }

    /**
     * Takes a good sample and says how fast the value moved up to it.
     *
     * @return change per minute against the newest sample at least one window older; NaN where there is none, or where
     *     it is more than two windows old
     */
    double rateAt(long atMs, double v) {
        while (size > 1 && timeMs[index(1)] <= atMs - windowMs) {
            head = index(1);
            size--;
        }
        double rate = Double.NaN;
        if (size > 0) {
            long elapsedMs = atMs - timeMs[head];
            if (elapsedMs >= windowMs && elapsedMs <= 2 * windowMs) {
                rate = (v - value[head]) / (elapsedMs / 60_000.0);
            }
        }
        add(atMs, v);
        return rate;
    }

    RateWindow copyFor(long newWindowMs) {
        RateWindow copy = new RateWindow(newWindowMs);
        copy.timeMs = timeMs.clone();
        copy.value = value.clone();
        copy.head = head;
        copy.size = size;
        return copy;
    }

    void shift(long movedMs) {
        for (int i = 0; i < size; i++) {
            timeMs[index(i)] += movedMs;
        }
    }

    void write(StateWriter out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(timeMs[index(i)]);
            out.putDouble(value[index(i)]);
        }
    }

    void read(StateReader in) {
        int stored = in.takeInt();
        for (int i = 0; i < stored; i++) {
            add(in.takeLong(), in.takeDouble());
        }
    }

    private int index(int i) {
        return (head + i) & (timeMs.length - 1);
    }

    private void add(long atMs, double v) {
        if (size == timeMs.length) {
            grow();
        }
        int at = index(size);
        timeMs[at] = atMs;
        value[at] = v;
        size++;
    }

    private void grow() {
        long[] times = Arrays.copyOf(timeMs, size * 2);
        double[] values = Arrays.copyOf(value, size * 2);
        for (int i = 0; i < size; i++) {
            times[i] = timeMs[index(i)];
            values[i] = value[index(i)];
        }
        timeMs = times;
        value = values;
        head = 0;
    }
}
