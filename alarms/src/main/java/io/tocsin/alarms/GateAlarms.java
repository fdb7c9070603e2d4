package io.tocsin.alarms;

import io.tocsin.config.Closure;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.GateRaise;
import io.tocsin.rules.gates.GateRule;
import io.tocsin.rules.gates.GateSink;
import io.tocsin.rules.gates.JudgedPassage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of gates: one for each rule and plate, made when it is first raised. One that is over and acknowledged is
 * kept for a while and then forgotten, for plates come and go for ever.
 */
final class GateAlarms implements GateSink {
    static final int CLOSED_KEPT = 1_000;

    private final Site site;
    private final Closure closure;
    private final Setting at;
    private final Consumer<Alarm> standing;
    private final Map<String, Alarm> byId = new LinkedHashMap<>();
    private final Map<String, Alarm> closed = new LinkedHashMap<>();

    /** @param standing hears of each alarm that begins to stand, or no longer does */
    GateAlarms(Site site, Setting at, Consumer<Alarm> standing) {
        this.standing = standing;
        this.site = site;
        this.at = at;
        closure = site.closure();
    }

    @Override
    public void passage(JudgedPassage passage) {
        at.out().passage(passage);
    }

    @Override
    public void raised(GateRaise raise) {
        Definition definition = Definition.of(raise, site);
        Alarm alarm = byId.computeIfAbsent(definition.id(), id -> new Alarm(at, definition));
        alarm.raiseAs(definition, reading(raise.timeMs()), at.nowMs());
        standing.accept(alarm);
        closed.remove(definition.id());
    }

    @Override
    public void cleared(GateRule rule, String subject, long timeMs) {
        Alarm alarm = byId.get(rule.alarmId(subject));
        if (alarm != null) {
            alarm.back(reading(timeMs), false, at.nowMs());
            standing.accept(alarm);
            settle(alarm);
        }
    }

    private static Alarm.Reading reading(long timeMs) {
        return new Alarm.Reading(timeMs, timeMs, Double.NaN, 0);
    }

    /** An alarm that was raised and is not forgotten yet; null for any other id. */
    @Nullable
    Alarm find(String alarmId) {
        return byId.get(alarmId);
    }

    /** Notes anew what stands. */
    void recall() {
        byId.values().forEach(standing);
    }

    int shelved(@Nullable String position) {
        return AlarmBook.shelved(byId.values(), position);
    }

    /** Looks whether something is over now. */
    void settle(Alarm alarm) {
        String id = alarm.definition().id();
        if (alarm.state() != AlarmState.NORMAL || alarm.isToBeSeenTo()) {
            return;
        }
        closed.remove(id);
        closed.put(id, alarm);
        if (closed.size() > CLOSED_KEPT) {
            String eldest = closed.keySet().iterator().next();
            Alarm forgotten = Objects.requireNonNull(closed.remove(eldest));
            byId.remove(eldest);
            at.out().removed(forgotten.definition(), at.nowMs());
        }
    }

    /** Goes on with the alarms of another configuration; those of a rule that is off now are closed, and said. */
    void adopt(GateAlarms old, long nowMs) {
        for (Alarm alarm : old.byId.values()) {
            Definition before = alarm.definition();
            Priority priority = priority(before);
            if (priority == null) {
                alarm.leave(at.out(), nowMs);
                standing.accept(alarm);
            } else {
                byId.put(before.id(), alarm);
                alarm.goOn(at, before.withPriority(priority), nowMs);
            }
        }
        old.closed.forEach((id, alarm) -> {
            if (byId.containsKey(id)) {
                closed.put(id, alarm);
            }
        });
    }

    /** The highest that the rules of its reasons have now; null where all of them are off. */
    private @Nullable Priority priority(Definition definition) {
        Definition.Pass pass = Objects.requireNonNull(definition.pass());
        return pass.reasons().stream()
                .map(reason -> reason.priority(closure.rules()))
                .filter(Objects::nonNull)
                .min(Priority::compareTo)
                .orElse(null);
    }

    void write(StateWriter snapshot) {
        snapshot.putInt(byId.size());
        byId.values().forEach(alarm -> alarm.write(snapshot));
        snapshot.putInt(closed.size());
        closed.keySet().forEach(snapshot::putText);
    }

    void read(StateReader snapshot) {
        int alarms = snapshot.takeInt();
        for (int i = 0; i < alarms; i++) {
            Alarm alarm = Alarm.read(at, snapshot);
            byId.put(alarm.definition().id(), alarm);
        }
        int over = snapshot.takeInt();
        for (int i = 0; i < over; i++) {
            String id = snapshot.takeText();
            closed.put(id, Objects.requireNonNull(byId.get(id)));
        }
    }

    /** In the order of their first raise. */
    List<AlarmStatus> statuses() {
        List<AlarmStatus> all = new ArrayList<>(byId.size());
        byId.values().forEach(alarm -> all.add(alarm.status()));
        return all;
    }
}
