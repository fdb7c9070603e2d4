package io.tocsin.alarms;

import io.tocsin.config.AlarmClass;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Command;
import io.tocsin.rules.Input.Verb;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for: who may, whether it can be done now, and what comes of it. Refusals change nothing; every command has
 * one answer, and the same request again has the same answer and no second effect.
 */
final class CommandDesk {
    static final int REMEMBERED = 10_000;
    static final long DAY_MS = 86_400_000;
    /** Longer than this nothing is suppressed without somebody looking at it again. */
    static final long SUPPRESSION_MAX_MS = 30 * DAY_MS;

    private static final String WINDOW = "window:";
    private static final String POSITION = "position:";

    /** Where alarms are found. */
    interface Register {
        /** Made where it was never raised; null where the configuration has none of that id. */
        @Nullable
        Alarm find(String alarmId);

        /** So many of one position are put aside. */
        int shelved(@Nullable String position);

        /** An alarm was acknowledged: so is what it stands for. */
        void acknowledged(Alarm alarm, Command command);
    }

    private final Site site;
    private final Setting at;
    private final Windows windows;
    private final Register register;
    private final Map<String, Reply> answered = new LinkedHashMap<>();
    private final Map<String, HandOver> watches = new LinkedHashMap<>();

    CommandDesk(Site site, Setting at, Windows windows, Register register) {
        this.site = site;
        this.at = at;
        this.windows = windows;
        this.register = register;
    }

    // ---- one answer each --------------------------------------------------------------------------------------------

    void take(Command command) {
        Reply earlier = command.requestId().isEmpty() ? null : answered.get(command.requestId());
        if (earlier == null) {
            Reply reply = carryOut(command);
            remember(reply);
            at.out().reply(reply);
        } else if (isRepeat(command, earlier.command())) {
            at.out().reply(earlier);
        } else {
            // To answer it as the other one was would say "accepted" of something that was never done.
            at.out().reply(Reply.refused(command, Reason.REQUEST_ID_TAKEN));
        }
    }

    /** Whatever way it comes, and whatever he may do by now. */
    private static boolean isRepeat(Command command, Command earlier) {
        return command.verb() == earlier.verb()
                && command.alarmId().equals(earlier.alarmId())
                && Objects.equals(command.occurrenceId(), earlier.occurrenceId())
                && command.principal().operator().equals(earlier.principal().operator())
                && Objects.equals(command.comment(), earlier.comment())
                && command.details().equals(earlier.details());
    }

    private void remember(Reply reply) {
        String requestId = reply.command().requestId();
        if (requestId.isEmpty()) {
            return;
        }
        answered.put(requestId, reply);
        if (answered.size() > REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    private Reply carryOut(Command command) {
        Reason reason = switch (command.verb()) {
            case OPEN_WINDOW -> openWindow(command);
            case CLOSE_WINDOW -> closeWindow(command);
            case HAND_OVER -> handOver(command);
            default -> null;
        };
        boolean ofAlarm =
                !List.of(Verb.OPEN_WINDOW, Verb.CLOSE_WINDOW, Verb.HAND_OVER).contains(command.verb());
        if (ofAlarm) {
            return ofAlarm(command);
        }
        return new Reply(command, reason, null, -1);
    }

    // ---- alarms -----------------------------------------------------------------------------------------------------

    private Reply ofAlarm(Command command) {
        Alarm alarm = register.find(command.alarmId());
        if (alarm == null) {
            return Reply.refused(command, Reason.UNKNOWN_ALARM);
        }
        Reason reason = mayNot(alarm, command);
        if (reason != null) {
            return Reply.refused(command, reason);
        }
        return switch (command.verb()) {
            case ACKNOWLEDGE, RESET -> ofState(alarm, command);
            case SHELVE -> answer(command, shelve(alarm, command));
            case UNSHELVE -> answer(command, unshelve(alarm, command));
            case SUPPRESS -> answer(command, suppress(alarm, command));
            case UNSUPPRESS -> answer(command, unsuppress(alarm, command));
            case REMOVE_FROM_SERVICE -> answer(command, removeFromService(alarm, command));
            case RETURN_TO_SERVICE -> answer(command, returnToService(alarm, command));
            case COMMENT -> answer(command, comment(alarm, command));
            default -> answer(command, handle(alarm, command));
        };
    }

    private static Reply answer(Command command, @Nullable Reason reason) {
        return new Reply(command, reason, null, -1);
    }

    private @Nullable Reason mayNot(Alarm alarm, Command command) {
        Input.Principal who = command.principal();
        Reason reason = Permissions.refusal(who, command.verb());
        if (reason == null) {
            reason = Permissions.scope(who, alarm.definition().enterprise());
        }
        boolean confirms = command.verb() == Verb.SHELVE && command.details().confirms() != null;
        if (reason == null && Permissions.isForResponsible(command.verb()) && !confirms) {
            reason = Permissions.responsibility(who, alarm.definition().position(), alarm.position(), at.rules());
        }
        return reason == null ? lateness(alarm, command) : reason;
    }

    /** A command about handling may name an earlier occurrence whose handling is open; all others the current one. */
    private static @Nullable Reason lateness(Alarm alarm, Command command) {
        String named = Objects.requireNonNullElse(command.occurrenceId(), "");
        boolean ofHandling = Handlings.VERBS.contains(command.verb());
        boolean needed = ofHandling || command.verb() == Verb.ACKNOWLEDGE || command.verb() == Verb.RESET;
        if (named.isEmpty()) {
            return needed ? missing(alarm, command.verb()) : null;
        }
        boolean known = ofHandling
                ? alarm.occurrence(named) != null
                : !alarm.current().isNone() && alarm.current().id().equals(named);
        if (known) {
            return null;
        }
        return alarm.current().isNone() && needed ? missing(alarm, command.verb()) : Reason.NOT_CURRENT;
    }

    /** Of an alarm that was never raised there is no occurrence to name. */
    private static Reason missing(Alarm alarm, Verb verb) {
        if (!alarm.current().isNone()) {
            return Reason.OCCURRENCE_MISSING;
        }
        return verb == Verb.RESET ? Reason.NOT_LATCHED : Reason.NOT_ACTIVE;
    }

    private Reply ofState(Alarm alarm, Command command) {
        Trigger trigger = command.verb() == Verb.RESET ? Trigger.RESET : Trigger.ACKNOWLEDGE;
        if (!(Transitions.of(alarm.state(), trigger) instanceof Transitions.Outcome.To)) {
            if (trigger == Trigger.ACKNOWLEDGE && alarm.acknowledgedMs() >= 0) {
                return new Reply(command, Reason.ALREADY_ACKNOWLEDGED, alarm.acknowledgedBy(), alarm.acknowledgedMs());
            }
            return Reply.refused(command, Transitions.reason(alarm.state(), trigger));
        }
        if (trigger == Trigger.RESET) {
            alarm.reset(command);
        } else {
            alarm.acknowledge(command.principal().operator(), command.receiveTimeMs(), null, command);
            register.acknowledged(alarm, command);
        }
        return Reply.accepted(command);
    }

    // ---- shelving ---------------------------------------------------------------------------------------------------

    private @Nullable Reason shelve(Alarm alarm, Command command) {
        Suppressed now = alarm.suppressed();
        if (now.shelved() != null) {
            return Reason.ALREADY_SHELVED;
        }
        if (command.details().confirms() != null) {
            return confirm(alarm, now.asked(), command);
        }
        Reason reason = shelvingRefused(alarm, command);
        if (reason != null) {
            return reason;
        }
        long nowMs = command.receiveTimeMs();
        String by = command.principal().operator();
        String comment = Objects.requireNonNull(command.comment());
        boolean oneShot = command.details().oneShot();
        long untilMs = untilMs(command);
        if (needsSecondPerson(alarm.definition())) {
            long expiresMs = Math.min(untilMs, nowMs + at.rules().shelving().confirmWithinMs());
            alarm.ask(new Suppressed.Asked(command.requestId(), by, comment, untilMs, oneShot, expiresMs), command);
            return Reason.SECOND_PERSON_NEEDED;
        }
        alarm.shelve(new Suppressed.Shelf(by, null, comment, nowMs, untilMs, oneShot, alarm.position()), command);
        return null;
    }

    /** Where nothing is said, a one-shot shelving goes on for as long as is allowed at most. */
    private long untilMs(Command command) {
        long said = command.details().untilMs();
        return said >= 0 || !command.details().oneShot() ? said : lastMs(command.receiveTimeMs());
    }

    private long lastMs(long nowMs) {
        Annunciation.Shelving rules = at.rules().shelving();
        return Math.min(nowMs + rules.longestMs(), rules.shiftEndMs(site.park().zone(), nowMs));
    }

    private @Nullable Reason shelvingRefused(Alarm alarm, Command command) {
        Annunciation.Shelving rules = at.rules().shelving();
        long nowMs = command.receiveTimeMs();
        long untilMs = untilMs(command);
        if (alarm.definition().alarmClass().shelving() == AlarmClass.Shelving.FORBIDDEN) {
            return Reason.SHELVING_FORBIDDEN;
        }
        if (isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        if (command.details().oneShot() && !alarm.state().isActive()) {
            return Reason.NOT_ACTIVE;
        }
        if (untilMs < 0) {
            return Reason.UNTIL_MISSING;
        }
        if (untilMs <= nowMs) {
            return Reason.UNTIL_PAST;
        }
        if (untilMs > nowMs + rules.longestMs()) {
            return Reason.TOO_LONG;
        }
        if (untilMs > rules.shiftEndMs(site.park().zone(), nowMs)) {
            return Reason.BEYOND_SHIFT;
        }
        return register.shelved(alarm.position()) >= rules.most() ? Reason.TOO_MANY_SHELVED : null;
    }

    private static boolean needsSecondPerson(Definition definition) {
        return definition.priority() == Priority.CRITICAL
                || definition.condition().equals("GAS_L2")
                || definition.alarmClass().shelving() == AlarmClass.Shelving.SECOND_PERSON;
    }

    private @Nullable Reason confirm(Alarm alarm, Suppressed.@Nullable Asked asked, Command command) {
        if (asked == null || !asked.requestId().equals(command.details().confirms())) {
            return Reason.NOTHING_TO_CONFIRM;
        }
        String second = command.principal().operator();
        if (second.equals(asked.by())) {
            return Reason.SAME_PERSON;
        }
        if (register.shelved(alarm.position()) >= at.rules().shelving().most()) {
            return Reason.TOO_MANY_SHELVED;
        }
        alarm.shelve(
                new Suppressed.Shelf(
                        asked.by(),
                        second,
                        asked.reason(),
                        command.receiveTimeMs(),
                        asked.untilMs(),
                        asked.oneShot(),
                        alarm.position()),
                command);
        return null;
    }

    private static @Nullable Reason unshelve(Alarm alarm, Command command) {
        if (alarm.suppressed().shelved() == null) {
            return Reason.NOT_SHELVED;
        }
        alarm.unshelve(null, command, command.receiveTimeMs());
        return null;
    }

    // ---- by hand, out of service ------------------------------------------------------------------------------------

    private static @Nullable Reason suppress(Alarm alarm, Command command) {
        if (alarm.suppressed().manual() != null) {
            return Reason.ALREADY_SUPPRESSED;
        }
        Reason reason = spanRefused(command);
        if (reason == null) {
            alarm.suppressByHand(removal(command), command);
        }
        return reason;
    }

    private static @Nullable Reason unsuppress(Alarm alarm, Command command) {
        if (alarm.suppressed().manual() == null) {
            return Reason.NOT_SUPPRESSED;
        }
        alarm.unsuppressByHand(null, command, command.receiveTimeMs());
        return null;
    }

    private static @Nullable Reason removeFromService(Alarm alarm, Command command) {
        if (alarm.suppressed().outOfService() != null) {
            return Reason.ALREADY_OUT_OF_SERVICE;
        }
        Reason reason =
                isBlank(command.details().authorisation()) ? Reason.AUTHORISATION_MISSING : spanRefused(command);
        if (reason == null) {
            alarm.removeFromService(removal(command), command);
        }
        return reason;
    }

    private static @Nullable Reason returnToService(Alarm alarm, Command command) {
        if (alarm.suppressed().outOfService() == null) {
            return Reason.NOT_OUT_OF_SERVICE;
        }
        alarm.returnToService(command);
        return null;
    }

    private static Suppressed.Removal removal(Command command) {
        return new Suppressed.Removal(
                command.principal().operator(),
                command.details().authorisation(),
                Objects.requireNonNull(command.comment()),
                command.receiveTimeMs(),
                command.details().untilMs());
    }

    private static @Nullable Reason spanRefused(Command command) {
        long untilMs = command.details().untilMs();
        if (isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        if (untilMs < 0) {
            return Reason.UNTIL_MISSING;
        }
        if (untilMs <= command.receiveTimeMs()) {
            return Reason.UNTIL_PAST;
        }
        return untilMs > command.receiveTimeMs() + SUPPRESSION_MAX_MS ? Reason.TOO_LONG : null;
    }

    // ---- comments, handling -----------------------------------------------------------------------------------------

    private static @Nullable Reason comment(Alarm alarm, Command command) {
        if (isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        alarm.comment(command);
        return null;
    }

    private static @Nullable Reason handle(Alarm alarm, Command command) {
        Occurrence occurrence = Objects.requireNonNull(alarm.occurrence(command.occurrenceId()));
        Handling before = occurrence.handling();
        Handlings.Outcome outcome = Handlings.of(before.state(), command.verb());
        if (outcome instanceof Handlings.Outcome.Refused refused) {
            return refused.reason();
        }
        Reason reason = unready(alarm, occurrence, command);
        if (reason != null) {
            return reason;
        }
        Handling.State to = ((Handlings.Outcome.To) outcome).state();
        boolean assigns = command.verb() == Verb.ASSIGN;
        Handling now = new Handling(
                to,
                before.demanded(),
                assigns ? command.details().assignee() : before.assignee(),
                command.principal().operator(),
                isBlank(command.comment()) ? before.note() : command.comment(),
                command.receiveTimeMs());
        alarm.handle(occurrence, now, type(command.verb()), command);
        return null;
    }

    private static @Nullable Reason unready(Alarm alarm, Occurrence occurrence, Command command) {
        return switch (command.verb()) {
            case ASSIGN -> isBlank(command.details().assignee()) ? Reason.ASSIGNEE_MISSING : null;
            case HANDLE, FALSE_ALARM -> isBlank(command.comment()) ? Reason.REASON_MISSING : null;
            default -> unfinished(alarm, occurrence);
        };
    }

    /** What still stands, or nobody has acknowledged, is not closed. */
    private static @Nullable Reason unfinished(Alarm alarm, Occurrence occurrence) {
        if (occurrence != alarm.current()) {
            return occurrence.isUnacknowledged() ? Reason.NOT_ACKNOWLEDGED : null;
        }
        if (alarm.state().isActive()) {
            return Reason.STILL_ACTIVE;
        }
        return alarm.state().isUnacknowledged() ? Reason.NOT_ACKNOWLEDGED : null;
    }

    private static AlarmEvent.Type type(Verb verb) {
        return switch (verb) {
            case ASSIGN -> AlarmEvent.Type.ASSIGNED;
            case HANDLE -> AlarmEvent.Type.HANDLED;
            case FALSE_ALARM -> AlarmEvent.Type.FALSE_ALARM;
            default -> AlarmEvent.Type.CLOSED;
        };
    }

    // ---- windows, hand-over -----------------------------------------------------------------------------------------

    private @Nullable Reason openWindow(Command command) {
        Input.Window asked = command.details().window();
        List<Integer> tags = asked == null ? List.of() : windows.tags(asked);
        Reason reason = Permissions.refusal(command.principal(), command.verb());
        if (reason != null) {
            return reason;
        }
        if (asked == null || tags.isEmpty() || command.requestId().isEmpty()) {
            return Reason.UNKNOWN_SUBJECT;
        }
        reason = outOfScope(command, tags);
        if (reason == null && isBlank(command.details().authorisation())) {
            reason = Reason.AUTHORISATION_MISSING;
        }
        reason = reason == null ? spanRefused(command) : reason;
        if (reason == null && command.details().untilMs() <= asked.fromMs()) {
            reason = Reason.UNTIL_PAST;
        }
        if (reason == null) {
            windows.plan(
                    new OpenWindow(
                            command.requestId(),
                            asked,
                            command.details().untilMs(),
                            command.principal().operator(),
                            Objects.requireNonNull(command.comment()),
                            Objects.requireNonNull(command.details().authorisation()),
                            false),
                    command.receiveTimeMs());
        }
        return reason;
    }

    private @Nullable Reason outOfScope(Command command, List<Integer> tags) {
        for (int tag : tags) {
            Reason reason =
                    Permissions.scope(command.principal(), site.tags().get(tag).enterprise());
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable Reason closeWindow(Command command) {
        Reason reason = Permissions.refusal(command.principal(), command.verb());
        if (reason != null) {
            return reason;
        }
        String id = command.alarmId().startsWith(WINDOW) ? command.alarmId().substring(WINDOW.length()) : "";
        OpenWindow window = windows.find(id);
        if (window == null) {
            return Reason.UNKNOWN_WINDOW;
        }
        reason = outOfScope(command, windows.tags(window.window()));
        if (reason == null) {
            windows.end(id, command.receiveTimeMs());
        }
        return reason;
    }

    /** Whoever takes over says so: from then on the watch is his. */
    private @Nullable Reason handOver(Command command) {
        Reason reason = Permissions.refusal(command.principal(), command.verb());
        if (reason != null) {
            return reason;
        }
        String id = command.alarmId().startsWith(POSITION) ? command.alarmId().substring(POSITION.length()) : "";
        if (at.rules().position(id).isEmpty()) {
            return Reason.UNKNOWN_POSITION;
        }
        if (!command.principal().positions().contains(id)) {
            return Reason.NOT_RESPONSIBLE;
        }
        HandOver before = watches.get(id);
        watches.put(
                id,
                new HandOver(
                        id,
                        command.principal().operator(),
                        before == null ? null : before.by(),
                        command.comment(),
                        command.receiveTimeMs()));
        return null;
    }

    List<HandOver> watches() {
        return List.copyOf(watches.values());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    // ---- configuration, snapshot ------------------------------------------------------------------------------------

    void adopt(CommandDesk old) {
        answered.putAll(old.answered);
        watches.putAll(old.watches);
    }

    void write(StateWriter out) {
        out.putInt(answered.size());
        answered.values().forEach(reply -> reply.write(out));
        out.putInt(watches.size());
        for (HandOver watch : watches.values()) {
            out.putText(watch.position());
            out.putText(watch.by());
            out.putOptional(watch.from());
            out.putOptional(watch.note());
            out.putLong(watch.sinceMs());
        }
    }

    void read(StateReader in) {
        int replies = in.takeInt();
        for (int i = 0; i < replies; i++) {
            remember(Reply.read(in));
        }
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            String position = in.takeText();
            watches.put(
                    position,
                    new HandOver(position, in.takeText(), in.takeOptional(), in.takeOptional(), in.takeLong()));
        }
    }
}
