package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.config.Priority;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How long alarms of one priority waited; as large as there are different times. */
final class Waits {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long count;

    void add(long waitedMs) {
        counts.merge(waitedMs, 1L, Long::sum);
        count++;
    }

    Acknowledgement of(@Nullable Priority priority, long waiting) {
        return new Acknowledgement(priority, count, waiting, nearestRank(50), nearestRank(95));
    }

    /** The smallest time that at least so many percent did not exceed: one that was measured, nothing between two. */
    private long nearestRank(int percent) {
        long rank = (count * percent + 99) / 100;
        long seen = 0;
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        return -1;
    }
}
