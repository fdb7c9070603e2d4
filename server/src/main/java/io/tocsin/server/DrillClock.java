package io.tocsin.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The clock of a drill: it comes with the data, on the connection that brings them. Thread-safe; never falls. */
final class DrillClock implements LongSupplier {
    static final String TOPIC = "tocsin/drill/clock";

    private final AtomicLong nowMs = new AtomicLong();

    /** Epoch milliseconds of the data; 0 before the first word of it. */
    @Override
    public long getAsLong() {
        return nowMs.get();
    }

    void set(long dataMs) {
        nowMs.accumulateAndGet(dataMs, Math::max);
    }
}
