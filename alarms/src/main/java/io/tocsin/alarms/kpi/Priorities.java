package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.alarms.kpi.Kpis.Mix;
import io.tocsin.config.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is counted by priority; a log may have none. */
final class Priorities {
    private final Map<Priority, OfOne> known = new EnumMap<>(Priority.class);
    private final OfOne without = new OfOne();

    private static final class OfOne {
        private Waits waits = new Waits();
        private long annunciations;

        private void clear() {
            waits = new Waits();
            annunciations = 0;
        }
    }

    Priorities() {
        for (Priority priority : Priority.values()) {
            known.put(priority, new OfOne());
        }
    }

    void clear() {
        known.values().forEach(OfOne::clear);
        without.clear();
    }

    void annunciated(@Nullable Priority priority) {
        of(priority).annunciations++;
    }

    void acknowledged(@Nullable Priority priority, long waitedMs) {
        of(priority).waits.add(waitedMs);
    }

    private OfOne of(@Nullable Priority priority) {
        return priority == null ? without : known.getOrDefault(priority, without);
    }

    Mix mix() {
        Map<Priority, Long> counts = new EnumMap<>(Priority.class);
        known.forEach((priority, tally) -> counts.put(priority, tally.annunciations));
        return new Mix(counts, without.annunciations);
    }

    List<Acknowledgement> acknowledgements(Collection<Track> tracks) {
        List<Acknowledgement> all = new ArrayList<>();
        known.forEach((priority, tally) -> all.add(tally.waits.of(priority, waiting(tracks, priority))));
        all.add(without.waits.of(null, waiting(tracks, null)));
        all.removeIf(each -> each.count() == 0 && each.waiting() == 0);
        return all;
    }

    private static long waiting(Collection<Track> tracks, @Nullable Priority priority) {
        return tracks.stream()
                .filter(track -> track.isWaiting() && track.waitingPriority() == priority)
                .count();
    }
}
