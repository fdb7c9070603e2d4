package io.tocsin.server.incidents;

import io.tocsin.config.AlarmKind;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.server.incidents.Fact.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which people are told of alarms, read as they are written and as simply as can be: after each input it asks
 * of each standing alarm anew what keeps people from being told. Knows nothing of the engine.
 */
final class Naive {
    private static final long STEP_MS = 10_000;
    private static final int SINGLE_MAX = 5;
    private static final String LOST = "system:ACQUISITION_LOST";
    private static final Map<String, List<String>> SUPERIORS =
            Map.of("HH", List.of("CH"), "H", List.of("CH", "HH"), "L", List.of("LL"), "GAS_L1", List.of("GAS_L2"));

    /** One gateway. */
    private static final class Gateway {
        private final String id;
        private final long timeoutMs;
        private final Set<String> tags = new LinkedHashSet<>();
        private long heardMs;
        private boolean offline;
        private boolean frozen;
        /** When it is judged whether it is frozen, after it came back. */
        private long graceMs = Long.MIN_VALUE;

        Gateway(Site.Gateway gateway) {
            id = gateway.id();
            timeoutMs = gateway.timeoutMs();
        }

        String alarm(String condition) {
            return "gateway:" + id + ":" + condition;
        }
    }

    private record Change(String alarm, boolean raised, long timeMs) {}

    private final Map<String, Gateway> gateways = new LinkedHashMap<>();
    private final Map<String, Gateway> ofTag = new LinkedHashMap<>();
    private final Map<String, List<String>> parents = new TreeMap<>();
    /** The rule that an alarm waits for. */
    private final Map<String, String> gates = new TreeMap<>();

    private final Set<String> holding = new TreeSet<>();
    private final Set<String> standing = new TreeSet<>();
    private final Set<String> told = new TreeSet<>();
    private final Map<String, Long> settledMs = new TreeMap<>();
    private final Map<String, Set<String>> causes = new TreeMap<>();
    private final List<Change> moment = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private boolean running;
    private boolean lost;
    private int step;
    private long nowMs;

    Naive(Site site) {
        site.gateways().forEach(gateway -> gateways.put(gateway.id(), new Gateway(gateway)));
        for (Tag tag : site.tags()) {
            Gateway gateway = gateways.get(String.valueOf(tag.gateway()));
            if (gateway != null) {
                ofTag.put(tag.id(), gateway);
                if (tag.conditions().stream().anyMatch(spec -> spec.condition() == Condition.STALE)) {
                    gateway.tags.add(tag.id());
                }
            }
            for (ConditionSpec spec : tag.conditions()) {
                parents(site, AlarmKind.of(tag, spec));
                waits(
                        tag.id() + ":" + spec.condition(),
                        tag.said(spec.condition()).when());
            }
        }
        for (Rule rule : site.rules()) {
            Rule.Alarm alarm = rule.alarm();
            if (alarm != null) {
                parents(site, AlarmKind.of(rule, alarm));
                waits(rule.alarmId(), alarm.when());
            }
        }
    }

    private void parents(Site site, AlarmKind alarm) {
        site.annunciation().parents().stream()
                .filter(parent ->
                        parent.children().matches(alarm) && !parent.alarmId().equals(alarm.alarmId()))
                .forEach(parent -> superiors(alarm.alarmId()).add(parent.alarmId()));
    }

    private void waits(String alarm, @Nullable String rule) {
        if (rule != null) {
            gates.put(alarm, rule);
        }
    }

    /** What the site names, and the more severe levels of the same tag. */
    private List<String> superiors(String alarm) {
        return parents.computeIfAbsent(alarm, id -> {
            List<String> all = new ArrayList<>();
            SUPERIORS.getOrDefault(condition(id), List.of()).forEach(level -> all.add(tag(id) + ":" + level));
            return all;
        });
    }

    List<Fact> facts() {
        return facts;
    }

    /** What keeps people from being told of an alarm that stands. */
    Set<String> causesOf(String alarm) {
        return causes.getOrDefault(alarm, Set.of());
    }

    Set<String> standing() {
        return standing;
    }

    // ---- a step -----------------------------------------------------------------------------------------------------

    void begin(int number, long atMs) {
        step = number;
        nowMs = atMs;
        settledMs.values().removeIf(untilMs -> untilMs <= nowMs);
        for (Gateway gateway : gateways.values()) {
            if (running && !gateway.offline && gateway.heardMs + gateway.timeoutMs <= nowMs) {
                offline(gateway, gateway.heardMs + gateway.timeoutMs);
            }
            if (gateway.graceMs != Long.MIN_VALUE && gateway.graceMs <= nowMs) {
                long atGraceMs = gateway.graceMs;
                gateway.graceMs = Long.MIN_VALUE;
                lookIfFrozen(gateway, atGraceMs);
            }
        }
    }

    void drained() {
        running = true;
        gateways.values().forEach(gateway -> gateway.heardMs = nowMs);
    }

    /** Of a tag, a vehicle, or what the decoder finds wrong with a gateway. */
    void change(String alarm, boolean raised, long timeMs) {
        moment.add(new Change(alarm, raised, timeMs));
    }

    /** Of a composite rule, whether it rings or not. */
    void holds(String rule, boolean holds) {
        if (holds) {
            holding.add(rule);
        } else {
            holding.remove(rule);
        }
    }

    void heard(String id) {
        Gateway gateway = gateways.get(id);
        if (gateway == null) {
            return;
        }
        gateway.heardMs = nowMs;
        if (gateway.offline) {
            gateway.offline = false;
            lookIfLost();
            take(new Change(gateway.alarm("OFFLINE"), false, nowMs));
            ofTag.forEach((tag, its) -> {
                if (its == gateway) {
                    settle(tag + ":STALE");
                    settle(tag + ":BAD");
                }
            });
            gateway.graceMs = settled() - 1;
        }
    }

    private void settle(String alarm) {
        if (standing.contains(alarm)) {
            settledMs.put(alarm, settled());
        }
    }

    private long settled() {
        return nowMs / STEP_MS * STEP_MS + 2 * STEP_MS;
    }

    void status(String id, boolean online) {
        Gateway gateway = gateways.get(id);
        if (online) {
            heard(id);
        } else if (gateway != null && !gateway.offline) {
            offline(gateway, nowMs);
        }
    }

    private void offline(Gateway gateway, long atMs) {
        gateway.offline = true;
        gateway.graceMs = Long.MIN_VALUE;
        lookIfLost();
        take(new Change(gateway.alarm("OFFLINE"), true, atMs));
        if (gateway.frozen) {
            gateway.frozen = false;
            take(new Change(gateway.alarm("GATEWAY_FROZEN"), false, atMs));
        }
    }

    private void lookIfLost() {
        long dark =
                gateways.values().stream().filter(gateway -> gateway.offline).count();
        boolean most = 2 * dark > gateways.size();
        if (most != lost) {
            lost = most;
            take(new Change(LOST, lost, nowMs));
        }
    }

    private void lookIfFrozen(Gateway gateway, long atMs) {
        long stale = gateway.tags.stream()
                .filter(tag -> standing.contains(tag + ":STALE"))
                .count();
        boolean half = gateway.tags.size() > 1 && 2 * stale >= gateway.tags.size();
        boolean mayBe = !gateway.offline && gateway.graceMs == Long.MIN_VALUE;
        if ((half && mayBe && !gateway.frozen) || (!half && gateway.frozen)) {
            gateway.frozen = half;
            take(new Change(gateway.alarm("GATEWAY_FROZEN"), half, atMs));
        }
    }

    void end() {
        List<Change> now = List.copyOf(moment);
        now.forEach(this::take);
        moment.clear();
        comeBack();
    }

    // ---- one alarm --------------------------------------------------------------------------------------------------

    private void take(Change change) {
        String alarm = change.alarm();
        if (change.raised() == standing.contains(alarm)) {
            return;
        }
        if (change.raised()) {
            raise(change);
        } else {
            standing.remove(alarm);
            told.remove(alarm);
            settledMs.remove(alarm);
            causes.remove(alarm);
            facts.add(new Fact(step, alarm, What.CLEARED, change.timeMs()));
        }
        Gateway gateway = ofTag.get(tag(alarm));
        if (gateway != null && condition(alarm).equals("STALE")) {
            lookIfFrozen(gateway, change.timeMs());
        }
    }

    private void raise(Change change) {
        String alarm = change.alarm();
        standing.add(alarm);
        Gateway gateway = ofTag.get(tag(alarm));
        if (condition(alarm).equals("STALE") && gateway != null && !gateway.offline && !gateway.frozen) {
            settledMs.put(alarm, settled());
        }
        Set<String> why = why(alarm, change.timeMs());
        causes.put(alarm, why);
        if (why.isEmpty()) {
            told.add(alarm);
        }
        facts.add(new Fact(step, alarm, why.isEmpty() ? What.RAISED_AND_TOLD : What.RAISED_QUIETLY, change.timeMs()));
    }

    /** What keeps people from being told of it, as things stand. */
    private Set<String> why(String alarm, long raisedMs) {
        Set<String> why = new TreeSet<>();
        String condition = condition(alarm);
        for (String above : superiors(alarm)) {
            if (standing.contains(above) || moment.contains(new Change(above, true, raisedMs))) {
                why.add(above);
            }
        }
        Gateway gateway = ofTag.get(tag(alarm));
        if (gateway != null && gateway.offline && (condition.equals("STALE") || condition.equals("BAD"))) {
            why.add(gateway.alarm("OFFLINE"));
        }
        if (gateway != null && gateway.frozen && condition.equals("STALE")) {
            why.add(gateway.alarm("GATEWAY_FROZEN"));
        }
        String gate = gates.get(alarm);
        if (gate != null && !holding.contains(gate)) {
            why.add("when:" + gate);
        }
        if (settledMs.containsKey(alarm)) {
            why.add("settling");
        }
        if (lost && condition.equals("OFFLINE")) {
            why.add(LOST);
        }
        return why;
    }

    /** Those that stand, and that nothing keeps people from being told of any more. */
    private void comeBack() {
        List<String> back = new ArrayList<>();
        for (String alarm : standing) {
            Set<String> before = causesOf(alarm);
            Set<String> now = why(alarm, Long.MIN_VALUE);
            boolean free = !before.isEmpty() && now.isEmpty();
            boolean bySuperior = before.stream().allMatch(cause -> cause.startsWith(tag(alarm) + ":"));
            if (free && !(bySuperior && told.contains(alarm))) {
                back.add(alarm);
            }
            causes.put(alarm, now);
        }
        What what = back.size() > SINGLE_MAX ? What.CAME_BACK_IN_A_GROUP : What.CAME_BACK;
        for (String alarm : back) {
            told.add(alarm);
            facts.add(new Fact(step, alarm, what, nowMs));
        }
    }

    private static String tag(String alarm) {
        return alarm.substring(0, alarm.lastIndexOf(':'));
    }

    private static String condition(String alarm) {
        return alarm.substring(alarm.lastIndexOf(':') + 1);
    }
}
