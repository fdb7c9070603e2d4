package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.alarms.kpi.Promptness;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Annunciation;
import io.tocsin.server.past.History;
import io.tocsin.server.past.PastTelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a span of the alarm history: those of any alarm log, the same for each position, and how promptly people
 * answered. Not thread-safe.
 */
public final class SpanFigures implements History.Listener {
    private final @Nullable String position;
    private final Map<String, AlarmClass> classes = new LinkedHashMap<>();
    private final KpiCounter all = new KpiCounter();
    private final PositionKpis positions = new PositionKpis();
    private final Promptness acknowledged = new Promptness();
    private final Promptness handled = new Promptness();
    /** What is to be handled of an alarm: when it leaves the configuration, nobody can any more. */
    private final Map<String, List<String>> occurrences = new LinkedHashMap<>();

    /**
     * @param rules which classes there are, and how long people may take
     * @param position whose promptness alone; null = everybody's
     */
    public SpanFigures(Annunciation rules, @Nullable String position) {
        this.position = position;
        Annunciation.standard().forEach(each -> classes.put(each.id(), each));
        rules.classes().forEach(each -> classes.put(each.id(), each));
    }

    @Override
    public void event(PastTelling event) {
        LogLine line = event.line();
        all.line(line);
        positions.line(line);
        if (line.audience() != Audience.DRILL) {
            promptness(event);
        }
    }

    private void promptness(PastTelling event) {
        LogLine line = event.line();
        switch (line.kind()) {
            case RAISED, ANNUNCIATED, GROUPED -> asked(event);
            case ACKNOWLEDGED -> acknowledged.answered(line.alarm(), line.timeMs());
            case GONE -> gone(line.alarm());
            case CLEARED, OTHER -> {}
        }
        switch (event.type()) {
            case "HANDLED", "FALSE_ALARM", "CLOSED" -> handled.answered(event.occurrence(), line.timeMs());
            default -> {}
        }
    }

    private void asked(PastTelling event) {
        LogLine line = event.line();
        boolean his = position == null || position.equals(line.position());
        if (line.audience() != Audience.PERSON || line.priority() == null || !his) {
            return;
        }
        AlarmClass alarmClass = event.alarmClass() == null ? null : classes.get(event.alarmClass());
        long withinMs = alarmClass == null ? 0 : alarmClass.acknowledgeWithinMs();
        acknowledged.asked(line.alarm(), line.priority(), withinMs, line.timeMs());
        List<String> known = occurrences.computeIfAbsent(line.alarm(), none -> new ArrayList<>());
        if (alarmClass != null && alarmClass.handled() && !known.contains(event.occurrence())) {
            known.add(event.occurrence());
            handled.asked(event.occurrence(), line.priority(), alarmClass.handleWithinMs(), line.timeMs());
        }
    }

    private void gone(String alarm) {
        acknowledged.gone(alarm);
        occurrences.getOrDefault(alarm, List.of()).forEach(handled::gone);
    }

    @Override
    public void begin() {
        all.begin();
        positions.begin();
        acknowledged.begin();
        handled.begin();
    }

    /**
     * All of it.
     *
     * @param kpis of the position that was asked for, else of all together
     * @param positions by position, in order of their ids; under {@link PositionKpis#NOBODY} what is nobody's
     */
    public record Report(
            Kpis kpis,
            Map<String, Kpis> positions,
            List<Promptness.Prompt> acknowledged,
            List<Promptness.Prompt> handled) {}

    /**
     * @param fromMs first moment
     * @param endMs last moment, included
     */
    public Report report(long fromMs, long endMs) {
        Map<String, Kpis> each = positions.ofSpan(fromMs, endMs);
        Kpis none = new KpiCounter().ofSpan(fromMs, endMs);
        Kpis kpis = position == null ? all.ofSpan(fromMs, endMs) : each.getOrDefault(position, none);
        return new Report(kpis, each, acknowledged.until(endMs), handled.until(endMs));
    }
}
