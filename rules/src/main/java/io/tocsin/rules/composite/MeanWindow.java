package io.tocsin.rules.composite;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/**
 * The newest stretch of a value, as means over equal spans of time: so many numbers however fast samples come, and most
 * of the noise is gone. A span in which nothing came is left out.
 */
final class MeanWindow {
    private final long spanMs;
    private final long[] span;
    private final double[] mean;
    private int head;
    private int size;
    private long openSpan = Long.MIN_VALUE;
    private double sum;
    private int count;
    private long offsetMs;

    /** @param spans into how many parts the window is cut */
    MeanWindow(long windowMs, int spans) {
        spanMs = Math.max(1, windowMs / spans);
        span = new long[spans];
        mean = new double[spans];
    }

    /** Takes a sample; true where it closed a span, so that there is something new to look at. */
    boolean add(long atMs, double value) {
        long now = Math.floorDiv(atMs - offsetMs, spanMs);
        boolean closes = count > 0 && now > openSpan;
        if (closes) {
            close();
        }
        openSpan = Math.max(openSpan, now);
        sum += value;
        count++;
        while (size > 0 && span[head] < openSpan - span.length) {
            head = (head + 1) % span.length;
            size--;
        }
        return closes;
    }

    private void close() {
        if (size == span.length) {
            head = (head + 1) % span.length;
            size--;
        }
        int at = (head + size) % span.length;
        span[at] = openSpan;
        mean[at] = sum / count;
        size++;
        sum = 0;
        count = 0;
    }

    void clear() {
        head = 0;
        size = 0;
        sum = 0;
        count = 0;
        openSpan = Long.MIN_VALUE;
    }

    int size() {
        return size;
    }

    /** Whether it reaches back over the whole window, but for one span. */
    boolean isFull() {
        return size > 1 && span[(head + size - 1) % span.length] - span[head] >= span.length - 2L;
    }

    /** The middle of the i-th span, the oldest first. */
    long timeMs(int i) {
        return span[(head + i) % span.length] * spanMs + spanMs / 2 + offsetMs;
    }

    double mean(int i) {
        return mean[(head + i) % span.length];
    }

    void shift(long movedMs) {
        offsetMs += movedMs;
    }

    void write(StateWriter out) {
        out.putLong(offsetMs);
        out.putLong(openSpan);
        out.putDouble(sum);
        out.putInt(count);
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(span[(head + i) % span.length]);
            out.putDouble(mean(i));
        }
    }

    void read(StateReader in) {
        offsetMs = in.takeLong();
        openSpan = in.takeLong();
        sum = in.takeDouble();
        count = in.takeInt();
        size = in.takeInt();
        for (int i = 0; i < size; i++) {
            span[i] = in.takeLong();
            mean[i] = in.takeDouble();
        }
    }
}
