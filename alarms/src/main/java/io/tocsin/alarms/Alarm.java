package io.tocsin.alarms;

import io.tocsin.config.Priority;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One alarm that has been raised at least once: its state, its current occurrence, and those not yet acknowledged. */
final class Alarm {
    /** The cause of what a changed configuration brings about by itself. */
    private static final String CONFIG = "CONFIG";

    /** An occurrence counts its own transitions, so that consumers see a gap and drop a repeat. */
    private static final class Occurrence {
        private final String id;
        private final long onsetMs;
        private int transitions;

        Occurrence(String id, long onsetMs) {
            this.id = id;
            this.onsetMs = onsetMs;
        }

        void write(StateWriter out) {
            out.putText(id);
            out.putLong(onsetMs);
            out.putInt(transitions);
        }

        static Occurrence read(StateReader in) {
            Occurrence occurrence = new Occurrence(in.takeText(), in.takeLong());
            occurrence.transitions = in.takeInt();
            return occurrence;
        }

        String nextEventId() {
            transitions++;
            return id + "." + transitions;
        }
    }

    /** What a condition said when it changed. */
    record Reading(long timeMs, long onsetMs, double value, int quality) {}

    /** What an event says beside the alarm itself. */
    private record Happening(
            AlarmEvent.Type type,
            long timeMs,
            long recordedMs,
            @Nullable String cause,
            Input.@Nullable Command command) {
        static Happening by(Input.Command command, AlarmEvent.Type type) {
            return new Happening(type, command.receiveTimeMs(), command.receiveTimeMs(), null, command);
        }

        static Happening byConfiguration(AlarmEvent.Type type, long nowMs) {
            return new Happening(type, nowMs, nowMs, CONFIG, null);
        }
    }

    private String site;
    private AlarmSink out;
    /** As shown: of a standing alarm the highest priority it had. */
    private Definition definition;

    private Definition configured;
    private AlarmState state = AlarmState.NORMAL;
    private Occurrence current = new Occurrence("", 0);
    private final List<Occurrence> unacknowledged = new ArrayList<>();
    private long raisedMs;
    private long latestRaiseMs = Long.MIN_VALUE;
    private int raisesNotLater;
    private int count;
    private long firstRaisedMs;
    private long clearedMs = -1;
    private long acknowledgedMs = -1;
    private @Nullable String acknowledgedBy;
    private Reading reading = new Reading(0, 0, Double.NaN, 0);
    private String lastEventId = "";
    private long lastRecordedMs;

    Alarm(String site, Definition definition, AlarmSink out) {
        this.site = site;
        this.definition = definition;
        this.configured = definition;
        this.out = out;
    }

    Definition definition() {
        return definition;
    }

    AlarmState state() {
        return state;
    }

    // ---- conditions -------------------------------------------------------------------------------------------------

    /** Raises it for what is known of it now: each occurrence of a gate's alarm has reasons of its own. */
    void raiseAs(Definition now, Reading reading, long recordedMs) {
        if (!state.isActive()) {
            definition = now;
            configured = now;
        }
        raise(reading, recordedMs);
    }

    void raise(Reading now, long recordedMs) {
        if (Transitions.of(state, Trigger.RAISE) instanceof Transitions.Outcome.To to) {
            if (state.isUnacknowledged()) {
                unacknowledged.add(current);
            } else {
                count = 0;
                firstRaisedMs = now.timeMs();
            }
            begin(now);
            move(to.state(), new Happening(AlarmEvent.Type.RAISED, now.timeMs(), recordedMs, null, null));
        }
    }

    private void begin(Reading now) {
        raisedMs = now.timeMs();
        current = new Occurrence(occurrenceId(raisedMs), now.onsetMs());
        count++;
        clearedMs = -1;
        forgetAcknowledgement();
        reading = now;
    }

    /** Of this raise alone: a raise that is not later than all before it might share its time with one of them. */
    private String occurrenceId(long timeMs) {
        String id = site + "~" + definition.id() + "~" + timeMs;
        if (timeMs > latestRaiseMs) {
            latestRaiseMs = timeMs;
            return id;
        }
        raisesNotLater++;
        return id + "+" + raisesNotLater;
    }

    void back(Reading now, boolean byConfiguration, long recordedMs) {
        Trigger trigger = definition.latching() ? Trigger.RETURN_LATCHING : Trigger.RETURN;
        if (Transitions.of(state, trigger) instanceof Transitions.Outcome.To to) {
            clearedMs = now.timeMs();
            definition = configured;
            reading = new Reading(now.timeMs(), reading.onsetMs(), now.value(), now.quality());
            String cause = byConfiguration ? CONFIG : null;
            move(to.state(), new Happening(AlarmEvent.Type.CLEARED, now.timeMs(), recordedMs, cause, null));
        }
    }

    /** True where the alarm's newest occurrence was active at that time: what came live needs no history. */
    boolean hasRung(long timeMs) {
        return timeMs >= reading.onsetMs() && (state.isActive() || timeMs <= clearedMs);
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /** Goes on under a changed configuration. A rising priority asks for another look, a falling one waits for the return. */
    void goOn(String newSite, Definition changed, AlarmSink newOut, long nowMs) {
        site = newSite;
        out = newOut;
        configured = changed;
        Priority before = definition.priority();
        boolean rises = changed.priority().compareTo(before) < 0;
        definition = state.isActive() && !rises ? changed.withPriority(before) : changed;
        if (rises && Transitions.of(state, Trigger.REALARM) instanceof Transitions.Outcome.To to) {
            forgetAcknowledgement();
            count = 1;
            firstRaisedMs = raisedMs;
            move(to.state(), Happening.byConfiguration(AlarmEvent.Type.REALARMED, nowMs));
        }
    }

    /** Leaves the configuration; what is open is closed and said. */
    void leave(AlarmSink newOut, long nowMs) {
        out = newOut;
        if (state != AlarmState.NORMAL) {
            clearedMs = state.isActive() ? nowMs : clearedMs;
            move(AlarmState.NORMAL, Happening.byConfiguration(AlarmEvent.Type.CONFIG_CHANGED, nowMs));
        }
        out.removed(definition, nowMs);
    }

    // ---- commands ---------------------------------------------------------------------------------------------------

    Reply command(Input.Command command) {
        String occurrence = command.occurrenceId();
        if (occurrence == null || occurrence.isEmpty()) {
            return Reply.refused(command, Reason.OCCURRENCE_MISSING);
        }
        if (!occurrence.equals(current.id)) {
            return Reply.refused(command, Reason.NOT_CURRENT);
        }
        Trigger trigger = Trigger.of(command.verb());
        Transitions.Outcome outcome = Transitions.of(state, trigger);
        if (outcome instanceof Transitions.Outcome.To to) {
            carryOut(command, trigger, to.state());
            return Reply.accepted(command);
        }
        if (trigger == Trigger.ACKNOWLEDGE && acknowledgedMs >= 0) {
            return new Reply(command, Reason.ALREADY_ACKNOWLEDGED, acknowledgedBy, acknowledgedMs);
        }
        return Reply.refused(command, Transitions.reason(state, trigger));
    }

    private void carryOut(Input.Command command, Trigger trigger, AlarmState to) {
        if (trigger == Trigger.RESET) {
            move(to, Happening.by(command, AlarmEvent.Type.RESET));
            return;
        }
        acknowledgedMs = command.receiveTimeMs();
        acknowledgedBy = command.principal().operator();
        move(to, Happening.by(command, AlarmEvent.Type.ACKNOWLEDGED));
        for (Occurrence earlier : unacknowledged) {
            tell(earlier, Happening.by(command, AlarmEvent.Type.SUPERSEDED));
        }
        unacknowledged.clear();
    }

    private void forgetAcknowledgement() {
        acknowledgedMs = -1;
        acknowledgedBy = null;
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter snapshot) {
        definition.write(snapshot);
        configured.write(snapshot);
        snapshot.putText(state.name());
        current.write(snapshot);
        snapshot.putInt(unacknowledged.size());
        unacknowledged.forEach(occurrence -> occurrence.write(snapshot));
        snapshot.putLong(raisedMs);
        snapshot.putLong(latestRaiseMs);
        snapshot.putInt(raisesNotLater);
        snapshot.putInt(count);
        snapshot.putLong(firstRaisedMs);
        snapshot.putLong(clearedMs);
        snapshot.putLong(acknowledgedMs);
        snapshot.putOptional(acknowledgedBy);
        snapshot.putLong(reading.timeMs());
        snapshot.putLong(reading.onsetMs());
        snapshot.putDouble(reading.value());
        snapshot.putInt(reading.quality());
        snapshot.putText(lastEventId);
        snapshot.putLong(lastRecordedMs);
    }

    static Alarm read(String site, StateReader snapshot, AlarmSink out) {
        Alarm alarm = new Alarm(site, Definition.read(snapshot), out);
        alarm.configured = Definition.read(snapshot);
        alarm.state = AlarmState.valueOf(snapshot.takeText());
        alarm.current = Occurrence.read(snapshot);
        int unacknowledged = snapshot.takeInt();
        for (int i = 0; i < unacknowledged; i++) {
            alarm.unacknowledged.add(Occurrence.read(snapshot));
        }
        alarm.raisedMs = snapshot.takeLong();
        alarm.latestRaiseMs = snapshot.takeLong();
        alarm.raisesNotLater = snapshot.takeInt();
        alarm.count = snapshot.takeInt();
        alarm.firstRaisedMs = snapshot.takeLong();
        alarm.clearedMs = snapshot.takeLong();
        alarm.acknowledgedMs = snapshot.takeLong();
        alarm.acknowledgedBy = snapshot.takeOptional();
        alarm.reading =
                new Reading(snapshot.takeLong(), snapshot.takeLong(), snapshot.takeDouble(), snapshot.takeInt());
        alarm.lastEventId = snapshot.takeText();
        alarm.lastRecordedMs = snapshot.takeLong();
        return alarm;
    }

    // ---- saying it --------------------------------------------------------------------------------------------------

    private void move(AlarmState to, Happening now) {
        state = to;
        lastRecordedMs = now.recordedMs();
        tell(current, now);
    }

    private void tell(Occurrence occurrence, Happening now) {
        String eventId = occurrence.nextEventId();
        if (occurrence == current) {
            lastEventId = eventId;
        }
        AlarmEvent event = new AlarmEvent(
                eventId,
                occurrence.id,
                now.type(),
                now.timeMs(),
                now.recordedMs(),
                state,
                definition,
                reading.value(),
                reading.quality(),
                occurrence.onsetMs,
                now.cause(),
                now.command());
        out.event(event, status());
    }

    AlarmStatus status() {
        return new AlarmStatus(
                definition,
                state,
                lastEventId,
                current.id,
                count,
                firstRaisedMs,
                raisedMs,
                reading.onsetMs(),
                clearedMs,
                acknowledgedMs,
                acknowledgedBy,
                reading.value(),
                reading.quality(),
                lastRecordedMs);
    }
}
