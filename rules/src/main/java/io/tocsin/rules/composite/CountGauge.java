package io.tocsin.rules.composite;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/** How often an expression became true within a window: a ring of the newest times, as many as are needed. */
final class CountGauge implements Gauge {
    private final Term of;
    private final long windowMs;
    /** The newest rises, the oldest of them at {@code head} once it is full. */
    private final long[] riseMs;

    private int head;
    private int size;
    private boolean stood;
    private boolean seen;

    CountGauge(Term of, int times, long windowMs) {
        this.of = of;
        this.windowMs = windowMs;
        riseMs = new long[times];
    }

    @Override
    public byte look(long atMs, int operand) {
        double now = of.now();
        if (Double.isNaN(now)) {
            forget(atMs);
            return UNKNOWN;
        }
        boolean stands = now != 0;
        // What stood already when it was first looked at has not become true under our eyes.
        if (stands && !stood && seen) {
            add(atMs);
        }
        stood = stands;
        seen = true;
        forget(atMs);
        return size == riseMs.length ? YES : NO;
    }

    /** What has left the window is forgotten whether it can be told or not: it must not ask for another look for ever. */
    private void forget(long atMs) {
        while (size > 0 && riseMs[head] <= atMs - windowMs) {
            head = (head + 1) % riseMs.length;
            size--;
        }
    }

    @Override
    public void blind(long atMs) {
        forget(atMs);
    }

    private void add(long atMs) {
        if (size == riseMs.length) {
            head = (head + 1) % riseMs.length;
            size--;
        }
        riseMs[(head + size) % riseMs.length] = atMs;
        size++;
    }

    @Override
    public long lookAgainMs() {
        return size == riseMs.length ? riseMs[head] + windowMs : NEVER;
    }

    @Override
    public double measure() {
        return size;
    }

    @Override
    public void shift(long movedMs) {
        for (int i = 0; i < size; i++) {
            riseMs[(head + i) % riseMs.length] += movedMs;
        }
    }

    @Override
    public void write(StateWriter out) {
        out.putBoolean(stood);
        out.putBoolean(seen);
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(riseMs[(head + i) % riseMs.length]);
        }
    }

    @Override
    public void read(StateReader in) {
        stood = in.takeBoolean();
        seen = in.takeBoolean();
        size = in.takeInt();
        for (int i = 0; i < size; i++) {
            riseMs[i] = in.takeLong();
        }
    }
}
