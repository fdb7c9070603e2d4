package io.tocsin.server.incidents;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms go up to the next tier when nobody acknowledges, read from what was recorded: one that people were told of,
 * that nothing keeps them from, and that stays unacknowledged for as long as its class allows.
 */
final class Escalations {
    private final Site site;
    private final Map<String, Long> dueMs = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int seen;

    Escalations(Site site) {
        this.site = site;
    }

    /** What is not as the rules say; none where all is well. */
    List<String> faults(Recording recording, long endMs) {
        recording.events().forEach(this::take);
        dueMs.forEach((alarm, at) -> {
            if (at <= endMs) {
                faults.add("expected " + alarm + " to go up at " + Fact.at(at) + ", was never");
            }
        });
        return faults;
    }

    /** How many were seen. */
    int seen() {
        return seen;
    }

    private void take(AlarmEvent event) {
        String alarm = event.definition().id();
        long withinMs = event.definition().alarmClass().acknowledgeWithinMs();
        Long due = dueMs.get(alarm);
        if (due != null && due < event.recordedTimeMs()) {
            faults.add("expected " + alarm + " to go up at " + Fact.at(due) + ", was not by "
                    + Fact.at(event.recordedTimeMs()));
        }
        boolean waits =
                event.state().isUnacknowledged() && event.told().suppression().isEmpty() && next(event) != null;
        if (event.type() == AlarmEvent.Type.ESCALATED && "UNACKNOWLEDGED".equals(event.cause())) {
            seen++;
            if (due == null || due != event.timeMs()) {
                faults.add("expected " + alarm + " not to go up at " + Fact.at(event.timeMs()) + ", was");
            }
            dueMs.remove(alarm);
        }
        if (!waits) {
            dueMs.remove(alarm);
        } else if (withinMs > 0) {
            dueMs.putIfAbsent(alarm, event.recordedTimeMs() + withinMs);
        }
    }

    private @Nullable String next(AlarmEvent event) {
        String position = event.told().position();
        return position == null
                ? null
                : site.annunciation()
                        .position(position)
                        .map(Position::escalatesTo)
                        .orElse(null);
    }
}
