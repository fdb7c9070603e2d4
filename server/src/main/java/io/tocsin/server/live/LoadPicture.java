package io.tocsin.server.live;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.Suppressed;
import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.kpi.FirstOut;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.server.picture.Load;
import io.tocsin.server.picture.Marks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people are bothered with at one moment: the load of the event stream, and how each alarm stands. One thread. */
final class LoadPicture {
    private final AlarmLoad load;
    private final List<AlarmStatus> alarms;
    private final Site site;
    private final long nowMs;
    private final boolean drill;

    /**
     * @param alarms all of them
     * @param drill true where nothing is counted
     */
    LoadPicture(AlarmLoad load, List<AlarmStatus> alarms, Site site, long nowMs, boolean drill) {
        this.load = load;
        this.alarms = drill ? List.of() : alarms;
        this.site = site;
        this.nowMs = nowMs;
        this.drill = drill;
    }

    Load load() {
        List<AlarmStatus> waiting = alarms.stream()
                .filter(alarm -> alarm.state().isUnacknowledged() && !isSilent(alarm))
                .toList();
        return new Load(
                nowMs,
                load.positions(site, nowMs),
                load.floods(nowMs),
                standing(),
                waiting.size(),
                waiting.stream().mapToLong(this::waitedMs).max().orElse(0),
                alarms.stream().mapToLong(LoadPicture::unhandled).sum(),
                load.chattering(nowMs),
                load.longStanding(nowMs),
                suppressed(),
                alarms.stream()
                        .filter(alarm -> alarm.people().suppressed().shelved() != null)
                        .map(LoadPicture::id)
                        .toList(),
                load.drills());
    }

    private static String id(AlarmStatus alarm) {
        return alarm.definition().id();
    }

    private static boolean isSilent(AlarmStatus alarm) {
        return alarm.people().suppressed().isSilent();
    }

    private Map<Priority, Long> standing() {
        Map<Priority, Long> counts = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            counts.put(priority, 0L);
        }
        alarms.stream()
                .filter(alarm -> alarm.state().isActive() && !isSilent(alarm))
                .forEach(alarm -> counts.merge(alarm.definition().priority(), 1L, Long::sum));
        return counts;
    }

    private long waitedMs(AlarmStatus alarm) {
        long sinceMs = load.waitingSinceMs(id(alarm));
        return Math.max(0, nowMs - (sinceMs < 0 ? alarm.firstRaisedTimeMs() : sinceMs));
    }

    private static long unhandled(AlarmStatus alarm) {
        long earlier = alarm.people().open().stream()
                .filter(each -> isUnhandled(each.handling()))
                .count();
        return earlier + (isUnhandled(alarm.people().handling()) ? 1 : 0);
    }

    private static boolean isUnhandled(@Nullable Handling handling) {
        return handling != null
                && handling.demanded()
                && (handling.state() == Handling.State.OPEN || handling.state() == Handling.State.ASSIGNED);
    }

    private Map<Suppression, Long> suppressed() {
        Map<Suppression, Long> counts = new EnumMap<>(Suppression.class);
        for (Suppression kind : Suppression.values()) {
            counts.put(
                    kind,
                    alarms.stream()
                            .filter(alarm -> alarm.people().suppressed().flags().contains(kind))
                            .count());
        }
        return counts;
    }

    // ---- marks ------------------------------------------------------------------------------------------------------

    /** Of the alarms that have any, by id. */
    Map<String, Marks> marks() {
        if (drill) {
            return Map.of();
        }
        Set<String> chattering = new LinkedHashSet<>(load.chattering(nowMs));
        Set<String> longStanding = new LinkedHashSet<>(load.longStanding(nowMs));
        Map<String, FirstOut> first = firstOut();
        Set<String> marked = new LinkedHashSet<>(chattering);
        marked.addAll(longStanding);
        marked.addAll(first.keySet());
        Map<String, Marks> marks = new TreeMap<>();
        marked.forEach(
                id -> marks.put(id, new Marks(chattering.contains(id), longStanding.contains(id), first.get(id))));
        return marks;
    }

    private Map<String, FirstOut> firstOut() {
        Map<String, Tag> tags = new LinkedHashMap<>();
        site.tags().forEach(tag -> tags.put(tag.id(), tag));
        List<FirstOut.Standing> standing = new ArrayList<>();
        for (AlarmStatus alarm : alarms) {
            Tag tag = alarm.definition().tag() == null
                    ? null
                    : tags.get(alarm.definition().tag());
            if (tag != null && isCandidate(alarm)) {
                add(alarm, tag, standing);
            }
        }
        Map<String, FirstOut> byAlarm = new TreeMap<>();
        FirstOut.of(standing).forEach(found -> found.alarms().forEach(alarm -> byAlarm.put(alarm, found)));
        return byAlarm;
    }

    /** Whom people were told of: a level under a higher one still says what came first, what is put aside says nothing. */
    private static boolean isCandidate(AlarmStatus alarm) {
        Suppressed suppressed = alarm.people().suppressed();
        return alarm.state().isActive()
                && alarm.people().annunciatedTimeMs() >= 0
                && suppressed.shelved() == null
                && suppressed.outOfService() == null;
    }

    private void add(AlarmStatus alarm, Tag tag, List<FirstOut.Standing> to) {
        String unit = tag.tank() == null ? tag.area() : tag.tank();
        if (unit != null) {
            List<Site.Gateway> clocks = clocks(tag);
            to.add(new FirstOut.Standing(
                    id(alarm),
                    unit,
                    alarm.onsetTimeMs(),
                    clocks.size() == 1 ? clocks.get(0).id() : null,
                    clocks.stream().mapToLong(Site.Gateway::skewMs).max().orElse(Site.Gateway.SKEW_MS)));
        }
    }

    /** The gateways that may speak for a tag. */
    private List<Site.Gateway> clocks(Tag tag) {
        return site.gateways().stream()
                .filter(gateway -> tag.gateway() == null
                        ? tag.enterprise() == null || tag.enterprise().equals(gateway.enterprise())
                        : tag.gateway().equals(gateway.id()))
                .toList();
    }
}
