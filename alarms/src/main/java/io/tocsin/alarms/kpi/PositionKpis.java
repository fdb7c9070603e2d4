package io.tocsin.alarms.kpi;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one log for each position: an annunciation counts where the alarm was then; its return and its
 * acknowledgement go wherever it stands or waits, for it may have gone up a tier meanwhile. Not thread-safe.
 */
public final class PositionKpis {
    /** Stands for what nobody in particular is responsible for. */
    public static final String NOBODY = "";

    private final TreeMap<String, KpiCounter> counters = new TreeMap<>();

    /** @throws IllegalStateException if the line lies before the one before it */
    public void line(LogLine line) {
        switch (line.kind()) {
            case CLEARED, ACKNOWLEDGED, GONE -> answer(line);
            case RAISED, ANNUNCIATED, GROUPED, OTHER -> of(line.position()).line(line);
        }
    }

    private void answer(LogLine line) {
        List<KpiCounter> asked = counters.values().stream()
                .filter(counter -> counter.expects(line.alarm()))
                .toList();
        if (asked.isEmpty()) {
            of(line.position()).line(line);
        } else {
            asked.forEach(counter -> counter.line(line));
        }
    }

    private KpiCounter of(@Nullable String position) {
        return counters.computeIfAbsent(position == null ? NOBODY : position, none -> new KpiCounter());
    }

    /** What came so far was before. */
    public void begin() {
        counters.values().forEach(KpiCounter::begin);
    }

    /** By position, in order of their ids. */
    public Map<String, Kpis> ofSpan(long fromMs, long toMs) {
        Map<String, Kpis> all = new TreeMap<>();
        counters.forEach((position, counter) -> all.put(position, counter.ofSpan(fromMs, toMs)));
        return Collections.unmodifiableMap(all);
    }
}
