package io.tocsin.ingest;

import java.util.Arrays;

/** The samples of the message at hand, in message order; the arrays grow to the largest message and are kept. */
final class Batch {
    /** Stands for a sample without a time of its own. */
    static final long UNSTAMPED = Long.MIN_VALUE;

    private static final int FIRST_CAPACITY = 256;

    private int[] tags = new int[FIRST_CAPACITY];
    private long[] stamps = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private byte[] qualities = new byte[FIRST_CAPACITY];
    private boolean[] historical = new boolean[FIRST_CAPACITY];
    private int size;
    private long newestMs;

    void clear() {
        size = 0;
        newestMs = UNSTAMPED;
    }

    void add(Sample sample, double value, int quality) {
        if (size == tags.length) {
            grow();
        }
        tags[size] = sample.tag;
        stamps[size] = sample.stampMs;
        values[size] = value;
        qualities[size] = (byte) quality;
        historical[size] = sample.historical;
        newestMs = Math.max(newestMs, sample.stampMs);
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        tags = Arrays.copyOf(tags, capacity);
        stamps = Arrays.copyOf(stamps, capacity);
        values = Arrays.copyOf(values, capacity);
        qualities = Arrays.copyOf(qualities, capacity);
        historical = Arrays.copyOf(historical, capacity);
    }

    int size() {
        return size;
    }

    int tag(int i) {
        return tags[i];
    }

    long stampMs(int i) {
        return stamps[i];
    }

    double value(int i) {
        return values[i];
    }

    int quality(int i) {
        return qualities[i];
    }

    boolean isHistorical(int i) {
        return historical[i];
    }

    /** The newest stamp among the samples, or {@link #UNSTAMPED}. */
    long newestMs() {
        return newestMs;
    }

    /** The newest stamp among the live samples, where one without takes the message's; or {@link #UNSTAMPED}. */
    long newestLiveMs(long messageMs) {
        long newest = UNSTAMPED;
        for (int i = 0; i < size; i++) {
            if (!historical[i]) {
                newest = Math.max(newest, stamps[i] == UNSTAMPED ? messageMs : stamps[i]);
            }
        }
        return newest;
    }
}
