package io.tocsin.alarms.kpi;

import io.tocsin.config.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long people take to answer something: an alarm until it is acknowledged, an occurrence until it is handled. Not
 * thread-safe.
 */
public final class Promptness {
    private record Open(Priority priority, long sinceMs, long withinMs) {}

    /**
     * How long it took, of one priority.
     *
     * @param waiting not answered at the end
     * @param p50Ms nearest rank; -1 where there was no answer
     * @param p95Ms nearest rank; -1 where there was no answer
     * @param due answered, or still waiting longer than it may; without those that may take any time
     * @param inTime answered no later than they had to be
     */
    public record Prompt(Priority priority, long count, long waiting, long p50Ms, long p95Ms, long due, long inTime) {
        /** 0 to 1; NaN where nothing was due. */
        public double inTimeShare() {
            return (double) inTime / due;
        }
    }

    private static final class OfOne {
        private Waits waits = new Waits();
        private long due;
        private long inTime;
    }

    private final TreeMap<String, Open> open = new TreeMap<>();
    private final Map<Priority, OfOne> answered = new EnumMap<>(Priority.class);

    /**
     * Somebody is asked; what waits already goes on waiting.
     *
     * @param withinMs how long it may take; 0 = any time
     */
    public void asked(String what, Priority priority, long withinMs, long timeMs) {
        open.putIfAbsent(what, new Open(priority, timeMs, withinMs));
    }

    /** It was answered; what does not wait changes nothing. */
    public void answered(String what, long timeMs) {
        Open was = open.remove(what);
        if (was != null) {
            OfOne of = answered.computeIfAbsent(was.priority(), none -> new OfOne());
            long waitedMs = timeMs - was.sinceMs();
            of.waits.add(waitedMs);
            of.due += was.withinMs() > 0 ? 1 : 0;
            of.inTime += was.withinMs() > 0 && waitedMs <= was.withinMs() ? 1 : 0;
        }
    }

    /** Nobody has to answer it any more. */
    public void gone(String what) {
        open.remove(what);
    }

    /** What came so far was before: it is in no figure, but what waits goes on. */
    public void begin() {
        answered.clear();
    }

    /** The worst priority first; those of which nothing was asked are left out. */
    public List<Prompt> until(long endMs) {
        List<Prompt> all = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            OfOne of = answered.getOrDefault(priority, new OfOne());
            List<Open> waiting = open.values().stream()
                    .filter(each -> each.priority() == priority)
                    .toList();
            long late = waiting.stream()
                    .filter(each -> each.withinMs() > 0 && endMs - each.sinceMs() > each.withinMs())
                    .count();
            Kpis.Acknowledgement times = of.waits.of(priority, waiting.size());
            if (times.count() > 0 || times.waiting() > 0) {
                all.add(new Prompt(
                        priority,
                        times.count(),
                        times.waiting(),
                        times.p50Ms(),
                        times.p95Ms(),
                        of.due + late,
                        of.inTime));
            }
        }
        return all;
    }
}
