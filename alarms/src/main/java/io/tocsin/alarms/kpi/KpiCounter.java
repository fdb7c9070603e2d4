package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.Kpis.Aside;
import io.tocsin.alarms.kpi.Kpis.Count;
import io.tocsin.alarms.kpi.Kpis.Span;
import io.tocsin.alarms.kpi.Kpis.Standing;
import io.tocsin.alarms.kpi.Kpis.Top;
import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of an alarm log as they come, in order of time; lines of one time in the order of the log.
 *
 * <p>Memory grows with alarms, with slots that are not empty, and with different times to acknowledge, not with lines.
 * Asking for the figures changes nothing: more lines may follow. Not thread-safe.
 */
public final class KpiCounter {
    private static final int TOP = 10;

    private final TreeMap<String, Track> tracks = new TreeMap<>();
    private final Slots slots = new Slots();
    private final Priorities priorities = new Priorities();
    private boolean empty = true;
    private long firstMs;
    private long lastMs;
    private long suppressed;
    private long drills;
    private long unmatchedClears;
    private long unmatchedAcknowledgements;

    /** An alarm was annunciated; one that stands already counts once more. */
    public void raised(String alarm, @Nullable Priority priority, long timeMs) {
        line(new LogLine(alarm, Kind.RAISED, timeMs, priority, Audience.PERSON));
    }

    public void cleared(String alarm, long timeMs) {
        line(LogLine.of(alarm, Kind.CLEARED, timeMs));
    }

    public void acknowledged(String alarm, long timeMs) {
        line(LogLine.of(alarm, Kind.ACKNOWLEDGED, timeMs));
    }

    /** @throws IllegalStateException if the line lies before the one before it; drills keep no order with the rest */
    public void line(LogLine line) {
        if (line.audience() == Audience.DRILL) {
            drills += line.isAnnunciation() ? 1 : 0;
            return;
        }
        moveTo(line.timeMs());
        switch (line.kind()) {
            case RAISED, ANNUNCIATED -> raised(line);
            case CLEARED -> cleared(line);
            case ACKNOWLEDGED -> acknowledged(line);
            case GROUPED -> track(line).appears(line.priority(), line.timeMs());
            case GONE -> track(line).gone();
            case OTHER -> {}
        }
    }

    /** What came so far was before: it is in no figure, but what stands and what waits goes on. */
    public void begin() {
        tracks.values().forEach(Track::begin);
        slots.clear();
        priorities.clear();
        empty = true;
        suppressed = 0;
        drills = 0;
        unmatchedClears = 0;
        unmatchedAcknowledgements = 0;
    }

    /** True where the next return or acknowledgement of the alarm answers something. */
    boolean expects(String alarm) {
        Track track = tracks.get(alarm);
        return track != null && (track.isStanding() || track.isWaiting() || track.isHidden());
    }

    private void moveTo(long timeMs) {
        if (!empty && timeMs < lastMs) {
            throw new IllegalStateException("expected lines in order of time, was " + timeMs + " after " + lastMs);
        }
        firstMs = empty ? timeMs : firstMs;
        lastMs = timeMs;
        empty = false;
    }

    private void raised(LogLine line) {
        Track track = track(line);
        if (line.audience() == Audience.NOBODY) {
            suppressed++;
            track.hidden();
            return;
        }
        if (line.kind() == Kind.RAISED) {
            track.raised(line.priority(), line.timeMs());
        } else {
            track.annunciated(line.priority(), line.timeMs());
        }
        slots.add(line.timeMs());
        priorities.annunciated(line.priority());
    }

    /** A suppressed return ends what was annunciated all the same: the alarm does not stand any more. */
    private void cleared(LogLine line) {
        Track track = track(line);
        if (track.isStanding()) {
            track.cleared(line.timeMs());
        } else if (isForSomebody(line, track)) {
            unmatchedClears++;
        }
    }

    private void acknowledged(LogLine line) {
        Track track = track(line);
        if (track.isWaiting()) {
            priorities.acknowledged(track.waitingPriority(), track.acknowledged(line.timeMs()));
        } else if (isForSomebody(line, track)) {
            unmatchedAcknowledgements++;
        }
    }

    private static boolean isForSomebody(LogLine line, Track track) {
        return line.audience() == Audience.PERSON && !track.isHidden();
    }

    private Track track(LogLine line) {
        return tracks.computeIfAbsent(line.alarm(), alarm -> new Track());
    }

    /** The figures of a log: from the slot of its first line to that of its last, both included. */
    public Kpis ofLog() {
        return figures(empty ? Span.NONE : Slots.span(firstMs, lastMs));
    }

    /**
     * The figures of a whole span of time, however much of it is without a line.
     *
     * @param fromMs first moment, included
     * @param toMs last moment, included: what stands then is standing
     * @throws IllegalStateException if a line lies outside
     */
    public Kpis ofSpan(long fromMs, long toMs) {
        if (fromMs > toMs || (!empty && (firstMs < fromMs || lastMs > toMs))) {
            throw new IllegalStateException("expected lines from " + firstMs + " to " + lastMs
                    + " within the span, was " + fromMs + " to " + toMs);
        }
        return figures(Slots.span(fromMs, toMs));
    }

    private Kpis figures(Span span) {
        Kpis.Load load = slots.load(span);
        return new Kpis(
                span,
                load,
                top(load.annunciations()),
                counts(Track::chattering),
                counts(Track::fleeting),
                standing(),
                priorities.mix(),
                priorities.acknowledgements(tracks.values()),
                new Aside(suppressed, drills, unmatchedClears, unmatchedAcknowledgements));
    }

    private Top top(long annunciations) {
        List<Count> first = counts(Track::annunciations).entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::count).reversed())
                .limit(TOP)
                .toList();
        long together = first.stream().mapToLong(Count::count).sum();
        return new Top(first, (double) together / annunciations);
    }

    /** In order of names, without zeros. */
    private Map<String, Long> counts(ToLongFunction<Track> figure) {
        Map<String, Long> counts = new TreeMap<>();
        tracks.forEach((alarm, track) -> {
            long count = figure.applyAsLong(track);
            if (count > 0) {
                counts.put(alarm, count);
            }
        });
        return counts;
    }

    private List<Standing> standing() {
        return tracks.entrySet().stream()
                .filter(entry -> entry.getValue().isStanding())
                .map(entry -> new Standing(entry.getKey(), entry.getValue().sinceMs()))
                .sorted(Comparator.comparingLong(Standing::sinceMs))
                .toList();
    }
}
