package io.tocsin.rules.gates;

import io.tocsin.config.VehicleClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stay in the park, from the way in to the way out. */
final class Visit {
    /** Stands for an alarm that is not raised. */
    static final long CLOSED = Long.MIN_VALUE;

    final Track track;
    final VehicleClass vehicleClass;
    final String gate;
    final @Nullable String enterprise;
    final long sinceMs;
    /** No timer of it fires earlier: what was long on its way may have its way out close behind it. */
    final long notBeforeMs;
    /** Of all visits, in the order in which they were heard of. */
    final long order;

    long entryMs = CLOSED;
    long soonMs = CLOSED;
    long overstayMs = CLOSED;
    boolean soonDone;
    final List<Timers.Timer> timers = new ArrayList<>(2);

    Visit(Track track, Arrival arrival, @Nullable String enterprise, long order) {
        this.track = track;
        vehicleClass = arrival.vehicleClass();
        gate = arrival.gate();
        sinceMs = arrival.timeMs();
        notBeforeMs = arrival.notBeforeMs();
        this.enterprise = enterprise;
        this.order = order;
    }

    /** How it came in. */
    record Arrival(VehicleClass vehicleClass, String gate, long timeMs, long notBeforeMs) {}
}
