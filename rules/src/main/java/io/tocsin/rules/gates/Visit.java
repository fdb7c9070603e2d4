package io.tocsin.rules.gates;

import io.tocsin.config.VehicleClass;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
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

    void write(StateWriter out) {
        out.putText(vehicleClass.name());
        out.putText(gate);
        out.putLong(sinceMs);
        out.putLong(notBeforeMs);
        out.putOptional(enterprise);
        out.putLong(order);
        out.putLong(entryMs);
        out.putLong(soonMs);
        out.putLong(overstayMs);
        out.putBoolean(soonDone);
        out.putInt(timers.size());
        for (Timers.Timer timer : timers) {
            out.putLong(timer.dueMs());
            out.putLong(timer.deadlineMs());
            out.putBoolean(timer.soon());
        }
    }

    /** Its timers stand in {@link #timers} and are armed nowhere yet. */
    static Visit read(Track track, StateReader in) {
        Arrival arrival = new Arrival(VehicleClass.valueOf(in.takeText()), in.takeText(), in.takeLong(), in.takeLong());
        Visit visit = new Visit(track, arrival, in.takeOptional(), in.takeLong());
        visit.entryMs = in.takeLong();
        visit.soonMs = in.takeLong();
        visit.overstayMs = in.takeLong();
        visit.soonDone = in.takeBoolean();
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            visit.timers.add(new Timers.Timer(in.takeLong(), in.takeLong(), in.takeBoolean(), visit));
        }
        return visit;
    }

    /** How it came in. */
    record Arrival(VehicleClass vehicleClass, String gate, long timeMs, long notBeforeMs) {}
}
