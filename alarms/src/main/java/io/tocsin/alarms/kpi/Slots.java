package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.Kpis.Flood;
import io.tocsin.alarms.kpi.Kpis.Load;
import io.tocsin.alarms.kpi.Kpis.Slot;
import io.tocsin.alarms.kpi.Kpis.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Annunciations by slot; empty slots take no memory. */
final class Slots {
    /** More than so many in ten minutes begin a flood, of slots and of the sliding window alike. */
    static final long FLOOD_ABOVE = 10;
    /** Fewer than so many end it. */
    static final long CALM_BELOW = 5;

    private final TreeMap<Long, Long> counts = new TreeMap<>();

    void add(long timeMs) {
        counts.merge(of(timeMs), 1L, Long::sum);
    }

    void clear() {
        counts.clear();
    }

    /** Slots that hold both times and all between. */
    static Span span(long fromMs, long endMs) {
        return new Span(of(fromMs) * Kpis.SLOT_MS, (of(endMs) + 1) * Kpis.SLOT_MS, endMs);
    }

    private static long of(long timeMs) {
        return Math.floorDiv(timeMs, Kpis.SLOT_MS);
    }

    Load load(Span span) {
        long annunciations = counts.values().stream().mapToLong(Long::longValue).sum();
        long peak = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long over10 =
                counts.values().stream().filter(count -> count > FLOOD_ABOVE).count();
        return new Load(annunciations, span.slots(), peak, over10, floods(), busy());
    }

    private List<Slot> busy() {
        return counts.entrySet().stream()
                .map(slot -> new Slot(slot.getKey() * Kpis.SLOT_MS, slot.getValue()))
                .toList();
    }

    /** A slot that is not there is one with fewer than five. */
    private List<Flood> floods() {
        List<Flood> floods = new ArrayList<>();
        long start = Long.MIN_VALUE;
        long next = Long.MIN_VALUE;
        for (Map.Entry<Long, Long> slot : counts.entrySet()) {
            boolean isFlood = start != Long.MIN_VALUE;
            if (isFlood && (slot.getKey() > next || slot.getValue() < CALM_BELOW)) {
                floods.add(flood(start, next));
                start = Long.MIN_VALUE;
                isFlood = false;
            }
            if (!isFlood && slot.getValue() > FLOOD_ABOVE) {
                start = slot.getKey();
            }
            next = slot.getKey() + 1;
        }
        if (start != Long.MIN_VALUE) {
            floods.add(flood(start, next));
        }
        return floods;
    }

    private static Flood flood(long fromSlot, long toSlot) {
        return new Flood(fromSlot * Kpis.SLOT_MS, toSlot * Kpis.SLOT_MS);
    }
}
