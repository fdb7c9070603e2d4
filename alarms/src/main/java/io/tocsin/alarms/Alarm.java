package io.tocsin.alarms;

import io.tocsin.alarms.Deadlines.Kind;
import io.tocsin.config.Priority;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.composite.Operand;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One alarm: its state, its current occurrence, those that are not over, and what keeps people from being told of it. */
final class Alarm {
    /** The cause of what a changed configuration brings about by itself. */
    private static final String CONFIG = "CONFIG";

    /** What a condition said when it changed. */
    record Reading(long timeMs, long onsetMs, double value, int quality, List<Operand> operands) {
        Reading(long timeMs, long onsetMs, double value, int quality) {
            this(timeMs, onsetMs, value, quality, List.of());
        }
    }

    private Setting at;
    /** As shown: of a standing alarm the highest priority it had. */
    private Definition definition;

    private Definition configured;
    private AlarmState state = AlarmState.NORMAL;
    private final Occurrences occurrences = new Occurrences();
    private final Silence silence = new Silence();
    private final Raises raises = new Raises();
    private final Tier tier;
    private long clearedMs = -1;
    private long acknowledgedMs = -1;
    private @Nullable String acknowledgedBy;
    private Reading reading = new Reading(-1, -1, Double.NaN, 0);
    private String lastEventId = "";
    private long lastRecordedMs;
    /** Of what was said of it while it was normal. */
    private int ownEvents;

    private long annunciatedMs = -1;
    private @Nullable String group;

    Alarm(Setting at, Definition definition) {
        this.at = at;
        this.definition = definition;
        this.configured = definition;
        this.tier = new Tier(definition.position());
    }

    Definition definition() {
        return definition;
    }

    AlarmState state() {
        return state;
    }

    Suppressed suppressed() {
        return silence.view();
    }

    /** Whose it is now, after escalation; null where nobody in particular is responsible. */
    @Nullable
    String position() {
        return tier.position();
    }

    Occurrence current() {
        return occurrences.current();
    }

    /** Who acknowledged the current occurrence; null where nobody did. */
    @Nullable
    String acknowledgedBy() {
        return acknowledgedBy;
    }

    long acknowledgedMs() {
        return acknowledgedMs;
    }

    private String id() {
        return definition.id();
    }

    // ---- conditions -------------------------------------------------------------------------------------------------

    /** Raises it for what is known of it now: each occurrence of a gate's alarm has reasons of its own. */
    void raiseAs(Definition now, Reading with, long recordedMs) {
        if (!state.isActive()) {
            definition = now;
            configured = now;
        }
        raise(with, List.of(), recordedMs);
    }

    /** @param causes what suppresses it by design from the beginning */
    void raise(Reading now, Collection<String> causes, long recordedMs) {
        if (!(Transitions.of(state, Trigger.RAISE) instanceof Transitions.Outcome.To to)) {
            return;
        }
        if (!state.isUnacknowledged()) {
            tier.begin(configured.position());
        }
        causes.forEach(silence::add);
        begin(now);
        boolean heard = !silence.isSilent();
        move(to.state(), new Happening(AlarmEvent.Type.RAISED, now.timeMs(), recordedMs, null, null, heard));
        if (definition.alarmClass().handled()) {
            tier.arm(Kind.UNHANDLED, id(), definition.alarmClass(), at);
        }
    }

    private void begin(Reading now) {
        boolean demanded = definition.alarmClass().handled();
        boolean sameLine = state.isUnacknowledged();
        String end = raises.add(now.timeMs(), sameLine);
        Handling handling = new Handling(Handling.State.OPEN, demanded, null, null, null, now.timeMs());
        occurrences.begin(new Occurrence(at.site() + "~" + id() + "~" + end, now.onsetMs(), handling), sameLine);
        clearedMs = -1;
        annunciatedMs = -1;
        group = null;
        forgetAcknowledgement();
        reading = now;
    }

    void back(Reading now, boolean byConfiguration, long recordedMs) {
        if (Transitions.of(state, returns()) instanceof Transitions.Outcome.To to) {
            clearedMs = now.timeMs();
            definition = configured;
            reading = new Reading(now.timeMs(), reading.onsetMs(), now.value(), now.quality());
            String cause = byConfiguration ? CONFIG : null;
            move(to.state(), new Happening(AlarmEvent.Type.CLEARED, now.timeMs(), recordedMs, cause, null, false));
            Suppressed.Shelf shelf = silence.view().shelved();
            if (shelf != null && shelf.oneShot()) {
                unshelve("RETURNED", null, now.timeMs());
            }
        }
    }

    /** Nobody has to acknowledge what nobody was told of; what came before on the same line is acknowledged with it. */
    private Trigger returns() {
        boolean lineIsOpen = occurrences.isLineOpen();
        boolean told = state != AlarmState.UNACK_ACTIVE || annunciatedMs >= 0;
        if (!told && !lineIsOpen) {
            return Trigger.RETURN_QUIET;
        }
        if (definition.latching()) {
            return Trigger.RETURN_LATCHING;
        }
        return definition.alarmClass().acknowledged() || lineIsOpen ? Trigger.RETURN : Trigger.RETURN_QUIET;
    }

    /** True where the alarm's newest occurrence was active at that time: what came live needs no history. */
    boolean hasRung(long timeMs) {
        return timeMs >= reading.onsetMs() && (state.isActive() || timeMs <= clearedMs);
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /** Goes on under a changed configuration. A rising priority asks for another look, a falling one waits for the return. */
    void goOn(Setting now, Definition changed, long nowMs) {
        at = now;
        configured = changed;
        Priority before = definition.priority();
        boolean rises = changed.priority().compareTo(before) < 0;
        definition = state.isActive() && !rises ? changed.withPriority(before) : changed;
        tier.configured(changed.position());
        if (rises) {
            realarm(Happening.at(nowMs, AlarmEvent.Type.REALARMED, CONFIG));
        }
    }

    /** Leaves the configuration; what is open is closed and said. */
    void leave(AlarmSink newOut, long nowMs) {
        at = new Setting(at.site(), at.rules(), at.engineTimeMs(), new Deadlines(), at.leaving(), newOut);
        if (state != AlarmState.NORMAL) {
            clearedMs = state.isActive() ? nowMs : clearedMs;
            move(AlarmState.NORMAL, Happening.at(nowMs, AlarmEvent.Type.CONFIG_CHANGED, CONFIG));
        }
        newOut.removed(definition, nowMs);
    }

    // ---- acknowledgement --------------------------------------------------------------------------------------------

    /**
     * Somebody has seen it; the caller has looked that it can be.
     *
     * @param cause the more severe alarm that was acknowledged; null where it was this one
     */
    void acknowledge(String by, long nowMs, @Nullable String cause, Input.@Nullable Command command) {
        if (Transitions.of(state, Trigger.ACKNOWLEDGE) instanceof Transitions.Outcome.To to) {
            acknowledgedMs = nowMs;
            acknowledgedBy = by;
            move(to.state(), new Happening(AlarmEvent.Type.ACKNOWLEDGED, nowMs, nowMs, cause, command, false));
            for (Occurrence earlier : occurrences.supersede(by, nowMs)) {
                tell(earlier, new Happening(AlarmEvent.Type.SUPERSEDED, nowMs, nowMs, cause, command, false));
            }
        }
    }

    void reset(Input.Command command) {
        if (Transitions.of(state, Trigger.RESET) instanceof Transitions.Outcome.To to) {
            move(to.state(), Happening.by(command, AlarmEvent.Type.RESET));
        }
    }

    private void forgetAcknowledgement() {
        acknowledgedMs = -1;
        acknowledgedBy = null;
    }

    /** It was acknowledged, and asks for another look. */
    private void realarm(Happening now) {
        if (Transitions.of(state, Trigger.REALARM) instanceof Transitions.Outcome.To to) {
            forgetAcknowledgement();
            raises.answered();
            move(to.state(), now.heard(!silence.isSilent()));
        }
    }

    // ---- suppression ------------------------------------------------------------------------------------------------

    /** @param always true where it is said even of an alarm that is normal */
    void suppress(String cause, boolean always, long nowMs) {
        if (silence.add(cause)) {
            silenced(Happening.at(nowMs, AlarmEvent.Type.SUPPRESSED, cause), always);
        }
    }

    private void silenced(Happening now, boolean always) {
        at.deadlines().cancel(Kind.UNACKNOWLEDGED, id());
        if (always || state != AlarmState.NORMAL) {
            move(state, now);
        }
    }

    boolean isSuppressedBy(String cause) {
        return silence.has(cause);
    }

    /** @param bySuperior true where a more severe level of the same tag is over */
    void unsuppress(String cause, boolean always, boolean bySuperior, long nowMs) {
        boolean wasSilent = silence.isSilent();
        if (silence.remove(cause)) {
            boolean audible = wasSilent && !silence.isSilent();
            at.leaving()
                    .add(new Leaving.Left(
                            this, AlarmEvent.Type.UNSUPPRESSED, cause, null, nowMs, audible, bySuperior, always));
        }
    }

    /** One cause takes the place of another, and nobody needs to be told. */
    void exchange(String cause, String other) {
        if (silence.remove(cause)) {
            silence.add(other);
        }
    }

    void shelve(Suppressed.Shelf shelf, Input.Command command) {
        at.deadlines().cancel(Kind.ASKED_ENDS, id());
        silence.shelf(shelf);
        at.deadlines().arm(Kind.SHELF_ENDS, id(), shelf.untilMs());
        silenced(Happening.by(command, AlarmEvent.Type.SHELVED), true);
    }

    /** A second person has to confirm it. */
    void ask(Suppressed.Asked asked, Input.Command command) {
        silence.asked(asked);
        at.deadlines().arm(Kind.ASKED_ENDS, id(), asked.expiresMs());
        move(state, Happening.by(command, AlarmEvent.Type.COMMENTED));
    }

    void unshelve(@Nullable String cause, Input.@Nullable Command command, long nowMs) {
        at.deadlines().cancel(Kind.SHELF_ENDS, id());
        silence.shelf(null);
        leaves(AlarmEvent.Type.UNSHELVED, cause, command, nowMs);
    }

    void suppressByHand(Suppressed.Removal removal, Input.Command command) {
        silence.manual(removal);
        at.deadlines().arm(Kind.MANUAL_ENDS, id(), removal.untilMs());
        silenced(Happening.by(command, AlarmEvent.Type.SUPPRESSED), true);
    }

    void unsuppressByHand(@Nullable String cause, Input.@Nullable Command command, long nowMs) {
        at.deadlines().cancel(Kind.MANUAL_ENDS, id());
        silence.manual(null);
        leaves(AlarmEvent.Type.UNSUPPRESSED, cause, command, nowMs);
    }

    void removeFromService(Suppressed.Removal removal, Input.Command command) {
        silence.outOfService(removal);
        at.deadlines().arm(Kind.REVIEW, id(), removal.untilMs());
        silenced(Happening.by(command, AlarmEvent.Type.REMOVED_FROM_SERVICE), true);
    }

    void returnToService(Input.Command command) {
        at.deadlines().cancel(Kind.REVIEW, id());
        silence.outOfService(null);
        leaves(AlarmEvent.Type.RETURNED_TO_SERVICE, null, command, command.receiveTimeMs());
    }

    private void leaves(AlarmEvent.Type type, @Nullable String cause, Input.@Nullable Command command, long nowMs) {
        boolean audible = !silence.isSilent();
        at.leaving().add(new Leaving.Left(this, type, cause, command, nowMs, audible, false, true));
    }

    /** True where people are told of it as new when it leaves a suppression. */
    boolean isHeardAfter(Leaving.Left left) {
        boolean known = left.bySuperior() && (state == AlarmState.ACK_ACTIVE || annunciatedMs >= 0);
        return left.audible() && !silence.isSilent() && state.isActive() && !known;
    }

    /** Says that it left a suppression. An active one is as one that nobody has seen. */
    void left(Leaving.Left left, @Nullable String inGroup, boolean heard) {
        boolean again = isHeardAfter(left);
        AlarmState to = state;
        if (again && Transitions.of(state, Trigger.REAPPEAR) instanceof Transitions.Outcome.To reappears) {
            forgetAcknowledgement();
            to = reappears.state();
        }
        if (again) {
            group = inGroup;
            annunciatedMs = at.nowMs();
        }
        if (left.always() || state != AlarmState.NORMAL) {
            move(to, new Happening(left.type(), left.timeMs(), at.nowMs(), left.cause(), left.command(), heard));
        }
        if (again) {
            tier.arm(Kind.UNACKNOWLEDGED, id(), definition.alarmClass(), at);
        }
    }

    // ---- handling, comments -----------------------------------------------------------------------------------------

    /** The occurrence of that id whose handling somebody may still touch; null where there is none. */
    @Nullable
    Occurrence occurrence(@Nullable String occurrenceId) {
        return occurrences.find(occurrenceId);
    }

    void handle(Occurrence occurrence, Handling now, AlarmEvent.Type type, Input.Command command) {
        occurrence.handling(now);
        Happening happening = Happening.by(command, type);
        if (occurrence == current()) {
            move(state, happening);
        } else {
            tell(occurrence, happening);
        }
        occurrences.forget();
        boolean done = now.state().isOver() || now.state() == Handling.State.HANDLED;
        if (done && occurrence == current()) {
            at.deadlines().cancel(Kind.UNHANDLED, id());
        }
    }

    void comment(Input.Command command) {
        move(state, Happening.by(command, AlarmEvent.Type.COMMENTED));
    }

    // ---- deadlines --------------------------------------------------------------------------------------------------

    /** Something about it is due. */
    void due(Deadlines.Due due) {
        long nowMs = at.nowMs();
        switch (due.kind()) {
            case SETTLED -> unsuppress(Blinding.SETTLING, false, false, due.dueMs());
            case SHELF_ENDS -> unshelve("EXPIRED", null, due.dueMs());
            case MANUAL_ENDS -> unsuppressByHand("EXPIRED", null, due.dueMs());
            case ASKED_ENDS -> {
                silence.asked(null);
                move(state, new Happening(AlarmEvent.Type.COMMENTED, due.dueMs(), nowMs, "NOT_CONFIRMED", null, false));
            }
            case REVIEW -> {
                at.deadlines().arm(Kind.REVIEW, id(), due.dueMs() + CommandDesk.DAY_MS);
                move(state, Happening.at(nowMs, AlarmEvent.Type.ESCALATED, "OUT_OF_SERVICE_OVERDUE"));
            }
            case REALARM -> realarmIfHeard(nowMs);
            case UNACKNOWLEDGED -> climb(due, state.isUnacknowledged() && !silence.isSilent());
            case UNHANDLED -> climb(due, isToBeHandled());
            default -> throw new IllegalStateException("expected what is due of an alarm, was " + due);
        }
    }

    private void realarmIfHeard(long nowMs) {
        if (silence.isSilent()) {
            armRealarm(nowMs);
        } else {
            realarm(Happening.at(nowMs, AlarmEvent.Type.REALARMED, "TIME"));
        }
    }

    private boolean isToBeHandled() {
        Handling handling = current().handling();
        return handling.demanded()
                && (handling.state() == Handling.State.OPEN || handling.state() == Handling.State.ASSIGNED);
    }

    /** To the position of the next tier; on the last one nobody is left to tell. */
    private void climb(Deadlines.Due due, boolean stillOpen) {
        if (stillOpen && tier.climb(at)) {
            String cause = due.kind().name();
            move(state, new Happening(AlarmEvent.Type.ESCALATED, due.dueMs(), at.nowMs(), cause, null, false));
            tier.arm(due.kind(), id(), definition.alarmClass(), at);
        }
    }

    private void armRealarm(long nowMs) {
        long after = definition.alarmClass().reAlarmMs();
        if (after > 0) {
            at.deadlines().arm(Kind.REALARM, id(), nowMs + after);
        }
    }

    private void cancelAll() {
        at.deadlines().cancel(Kind.UNACKNOWLEDGED, id());
        at.deadlines().cancel(Kind.REALARM, id());
        at.deadlines().cancel(Kind.SETTLED, id());
    }

    // ---- saying it --------------------------------------------------------------------------------------------------

    private void move(AlarmState to, Happening now) {
        boolean entered = to != state;
        state = to;
        if (entered) {
            entered(now);
        }
        if (now.annunciated()) {
            annunciatedMs = now.recordedMs();
        }
        lastRecordedMs = now.recordedMs();
        tell(current(), now);
        if (now.annunciated()) {
            tier.arm(Kind.UNACKNOWLEDGED, id(), definition.alarmClass(), at);
        }
    }

    private void entered(Happening now) {
        if (state == AlarmState.ACK_ACTIVE) {
            armRealarm(now.recordedMs());
        } else {
            at.deadlines().cancel(Kind.REALARM, id());
        }
        if (!state.isUnacknowledged()) {
            at.deadlines().cancel(Kind.UNACKNOWLEDGED, id());
        }
        if (state == AlarmState.NORMAL) {
            cancelAll();
            closeByItself(now.timeMs());
        }
    }

    private void closeByItself(long nowMs) {
        Handling before = current().handling();
        if (!before.demanded() && !before.state().isOver()) {
            current()
                    .handling(new Handling(
                            Handling.State.CLOSED, false, before.assignee(), before.by(), before.note(), nowMs));
        }
    }

    private void tell(Occurrence occurrence, Happening now) {
        boolean ofOccurrence = !occurrence.isNone() && (occurrence != current() || now.isOfOccurrence(state));
        String eventId = ofOccurrence ? occurrence.nextEventId() : nextOwnEventId();
        if (occurrence == current()) {
            lastEventId = eventId;
        }
        AlarmEvent event = new AlarmEvent(
                eventId,
                ofOccurrence ? occurrence.id() : "",
                now.type(),
                now.timeMs(),
                now.recordedMs(),
                state,
                definition,
                reading.value(),
                reading.quality(),
                occurrence.onsetMs(),
                now.cause(),
                now.command(),
                new AlarmEvent.Told(
                        silence.view().flags(),
                        now.annunciated(),
                        group,
                        tier.position(),
                        ofOccurrence ? occurrence.handling().state() : null),
                now.type() == AlarmEvent.Type.RAISED ? reading.operands() : List.of());
        at.out().event(event, status());
    }

    private String nextOwnEventId() {
        ownEvents++;
        return at.site() + "~" + id() + "." + ownEvents;
    }

    AlarmStatus status() {
        return new AlarmStatus(
                definition,
                state,
                lastEventId,
                current().id(),
                raises.count(),
                raises.firstMs(),
                raises.raisedMs(),
                reading.onsetMs(),
                clearedMs,
                acknowledgedMs,
                acknowledgedBy,
                reading.value(),
                reading.quality(),
                lastRecordedMs,
                new AlarmStatus.People(
                        silence.view(),
                        annunciatedMs,
                        group,
                        tier.position(),
                        tier.escalations(),
                        current().isNone() ? null : current().handling(),
                        occurrences.unhandled()));
    }

    /** True where somebody still has to handle an occurrence of it, or keeps it from being told. */
    boolean isToBeSeenTo() {
        return occurrences.isAnyOpen() || !silence.isEmpty();
    }

    /** True where something was said of it. */
    boolean isKnown() {
        return !lastEventId.isEmpty();
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter out) {
        definition.write(out);
        configured.write(out);
        out.putText(state.name());
        occurrences.write(out);
        silence.write(out);
        raises.write(out);
        tier.write(out);
        out.putLong(clearedMs);
        out.putLong(acknowledgedMs);
        out.putOptional(acknowledgedBy);
        out.putLong(reading.timeMs());
        out.putLong(reading.onsetMs());
        out.putDouble(reading.value());
        out.putInt(reading.quality());
        out.putText(lastEventId);
        out.putLong(lastRecordedMs);
        out.putInt(ownEvents);
        out.putLong(annunciatedMs);
        out.putOptional(group);
    }

    static Alarm read(Setting at, StateReader in) {
        Alarm alarm = new Alarm(at, Definition.read(in));
        alarm.configured = Definition.read(in);
        alarm.state = AlarmState.valueOf(in.takeText());
        alarm.occurrences.read(in);
        alarm.silence.read(in);
        alarm.raises.read(in);
        alarm.tier.read(in);
        alarm.clearedMs = in.takeLong();
        alarm.acknowledgedMs = in.takeLong();
        alarm.acknowledgedBy = in.takeOptional();
        alarm.reading = new Reading(in.takeLong(), in.takeLong(), in.takeDouble(), in.takeInt());
        alarm.lastEventId = in.takeText();
        alarm.lastRecordedMs = in.takeLong();
        alarm.ownEvents = in.takeInt();
        alarm.annunciatedMs = in.takeLong();
        alarm.group = in.takeOptional();
        return alarm;
    }
}
