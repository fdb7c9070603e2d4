package io.tocsin.server.picture;

import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.kpi.Floods;
import io.tocsin.config.Priority;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people are bothered with now: a value that does not change. In a drill nothing is counted.
 *
 * @param positions how each stands, in the order of the site, last what nobody in particular is responsible for
 * @param floods those that are remembered, oldest first; one that lasts has no end
 * @param standing active alarms that nothing keeps from people, by priority, worst first
 * @param unacknowledged alarms that wait for an acknowledgement and that nothing keeps from people
 * @param oldestUnacknowledgedMs how long the oldest of them has waited; 0 where there is none
 * @param unhandled occurrences that somebody still has to handle
 * @param suppressed alarms by what keeps them from people; one alarm may have several
 * @param shelved ids of the alarms that are put aside
 * @param drills annunciations of a drill, which are in no figure
 */
public record Load(
        long nowMs,
        Map<String, Floods.Now> positions,
        List<Floods.Episode> floods,
        Map<Priority, Long> standing,
        long unacknowledged,
        long oldestUnacknowledgedMs,
        long unhandled,
        List<String> chattering,
        List<String> longStanding,
        Map<Suppression, Long> suppressed,
        List<String> shelved,
        long drills) {
    public Load {
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
        floods = List.copyOf(floods);
        standing = Collections.unmodifiableMap(new EnumMap<>(standing));
        chattering = List.copyOf(chattering);
        longStanding = List.copyOf(longStanding);
        suppressed = Collections.unmodifiableMap(new EnumMap<>(suppressed));
        shelved = List.copyOf(shelved);
    }

    public long standingTotal() {
        return standing.values().stream().mapToLong(Long::longValue).sum();
    }
}
