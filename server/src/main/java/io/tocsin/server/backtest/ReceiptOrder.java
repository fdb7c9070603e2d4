package io.tocsin.server.backtest;

import java.util.Arrays;

/**
 * Samples that wait until they were received: history files are in the order of their own times, and what was live then
 * came in the order of receipt. A binary heap in primitive arrays; samples received together keep their order.
 */
final class ReceiptOrder {
    /** Where samples go once it is their turn. */
    interface Turn {
        void sample(int tag, long timeMs, double value, int quality, long receivedMs);
    }

    private long[] receivedMs = new long[1024];
    private long[] arrival = new long[1024];
    private long[] timeMs = new long[1024];
    private double[] value = new double[1024];
    private int[] tag = new int[1024];
    private byte[] quality = new byte[1024];
    private int size;
    private long arrivals;

    void add(int tagIndex, long atMs, double v, int worth, long receivedAtMs) {
        if (size == tag.length) {
            grow();
        }
        int at = size;
        size++;
        tag[at] = tagIndex;
        timeMs[at] = atMs;
        value[at] = v;
        quality[at] = (byte) worth;
        receivedMs[at] = receivedAtMs;
        arrival[at] = arrivals;
        arrivals++;
        rise(at);
    }

    /** Lets go of all that was received at or before a time. */
    void release(long untilMs, Turn turn) {
        while (size > 0 && receivedMs[0] <= untilMs) {
            int tagIndex = tag[0];
            long atMs = timeMs[0];
            double v = value[0];
            int worth = quality[0];
            long receivedAtMs = receivedMs[0];
            size--;
            swap(0, size);
            sink();
            turn.sample(tagIndex, atMs, v, worth, receivedAtMs);
        }
    }

    private void rise(int start) {
        int at = start;
        while (at > 0 && isBefore(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        while (true) {
            int least = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                least = isBefore(child, least) ? child : least;
            }
            if (least == at) {
                return;
            }
            swap(at, least);
            at = least;
        }
    }

    private boolean isBefore(int a, int b) {
        return receivedMs[a] < receivedMs[b] || (receivedMs[a] == receivedMs[b] && arrival[a] < arrival[b]);
    }

    private void swap(int a, int b) {
        swap(receivedMs, a, b);
        swap(arrival, a, b);
        swap(timeMs, a, b);
        double v = value[a];
        value[a] = value[b];
        value[b] = v;
        int index = tag[a];
        tag[a] = tag[b];
        tag[b] = index;
        byte worth = quality[a];
        quality[a] = quality[b];
        quality[b] = worth;
    }

    private static void swap(long[] of, int a, int b) {
        long first = of[a];
        of[a] = of[b];
        of[b] = first;
    }

    private void grow() {
        int room = size * 2;
        receivedMs = Arrays.copyOf(receivedMs, room);
        arrival = Arrays.copyOf(arrival, room);
        timeMs = Arrays.copyOf(timeMs, room);
        value = Arrays.copyOf(value, room);
        tag = Arrays.copyOf(tag, room);
        quality = Arrays.copyOf(quality, room);
    }
}
