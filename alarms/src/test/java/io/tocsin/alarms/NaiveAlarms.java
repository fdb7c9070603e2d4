package io.tocsin.alarms;

import io.tocsin.rules.Input.Command;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The alarm's life read as plainly as can be from docs/alarms.md, for {@link OperatorsTest}: facts that are set and
 * unset, no tables, no shared code with the engine but its names. Levels without delays or deadbands.
 */
final class NaiveAlarms {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Set<Verb> NAMING =
            Set.of(Verb.ACKNOWLEDGE, Verb.RESET, Verb.ASSIGN, Verb.HANDLE, Verb.FALSE_ALARM, Verb.CLOSE);
    private static final Set<Verb> OF_HANDLING = Set.of(Verb.ASSIGN, Verb.HANDLE, Verb.FALSE_ALARM, Verb.CLOSE);

    /** What is known of one limit before anything happens. */
    record Limit(
            String tag,
            String condition,
            double value,
            boolean critical,
            boolean latches,
            boolean demanded,
            boolean acknowledged,
            boolean twoPersons,
            long reAlarmMs) {
        String id() {
            return tag + ":" + condition;
        }

        Limit at(double other) {
            return new Limit(tag, condition, other, critical, latches, demanded, acknowledged, twoPersons, reAlarmMs);
        }
    }

    /** One raise, until nobody has anything to do about it. */
    static final class Occurrence {
        final String id;
        String handling = "OPEN";
        /** Nobody acknowledged it, and a newer one is on the same line. */
        boolean open;

        Occurrence(String id) {
            this.id = id;
        }
    }

    /** One alarm. */
    static final class Line {
        Limit limit;
        boolean active;
        boolean acknowledged;
        boolean latched;
        boolean waiting;
        boolean told;

        @Nullable
        String by;

        int count;
        int raised;
        long reAlarmAtMs = Long.MAX_VALUE;

        @Nullable
        Occurrence current;

        final List<Occurrence> earlier = new ArrayList<>();

        long shelvedUntilMs = -1;
        boolean oneShot;
        boolean outOfService;
        long byHandUntilMs = -1;

        @Nullable
        Asked asked;

        final Set<String> windows = new TreeSet<>();
        boolean under;

        Line(Limit limit) {
            this.limit = limit;
        }

        AlarmState state() {
            if (active) {
                return acknowledged ? AlarmState.ACK_ACTIVE : AlarmState.UNACK_ACTIVE;
            }
            if (latched) {
                return acknowledged ? AlarmState.LATCHED_ACK : AlarmState.LATCHED_UNACK;
            }
            return waiting ? AlarmState.UNACK_RTN : AlarmState.NORMAL;
        }

        boolean isUnseen() {
            return active ? !acknowledged : latched ? !acknowledged : waiting;
        }

        boolean isSilent() {
            return !flags().isEmpty();
        }

        List<Suppression> flags() {
            List<Suppression> flags = new ArrayList<>();
            if (outOfService) {
                flags.add(Suppression.OUT_OF_SERVICE);
            }
            if (byHandUntilMs >= 0 || under || !windows.isEmpty()) {
                flags.add(Suppression.SUPPRESSED_BY_DESIGN);
            }
            if (shelvedUntilMs >= 0) {
                flags.add(Suppression.SHELVED);
            }
            return flags;
        }

        @Nullable
        String handling() {
            return current == null ? null : current.handling;
        }

        boolean isLineOpen() {
            return earlier.stream().anyMatch(each -> each.open);
        }
    }

    private record Asked(String requestId, String by, long untilMs, boolean oneShot, long expiresMs) {}

    private record Answered(Command command, @Nullable Reason reason) {}

    private record Work(String tag, long untilMs) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, Answered> answered = new LinkedHashMap<>();
    private final Map<String, Work> windows = new TreeMap<>();

    NaiveAlarms(List<Limit> limits) {
        limits.forEach(limit -> lines.put(limit.id(), new Line(limit)));
    }

    Map<String, Line> lines() {
        return lines;
    }

    // ---- the plant --------------------------------------------------------------------------------------------------

    void value(String tag, double value, long nowMs) {
        values.put(tag, value);
        judge(tag, nowMs);
    }

    void configured(String alarm, double limit, long nowMs) {
        Line line = line(alarm);
        line.limit = line.limit.at(limit);
        if (values.containsKey(line.limit.tag())) {
            judge(line.limit.tag(), nowMs);
        }
    }

    private Line line(String alarm) {
        Line line = lines.get(alarm);
        if (line == null) {
            throw new IllegalStateException("expected an alarm of the site, was " + alarm);
        }
        return line;
    }

    /** All limits of a tag at one moment: the more severe one decides what is said of the milder. */
    private void judge(String tag, long nowMs) {
        double value = values.getOrDefault(tag, Double.NaN);
        List<Line> own = lines.values().stream()
                .filter(each -> each.limit.tag().equals(tag))
                .toList();
        List<Line> rising = own.stream()
                .filter(each -> !each.active && value >= each.limit.value())
                .toList();
        List<Line> falling = own.stream()
                .filter(each -> each.active && value < each.limit.value())
                .toList();
        for (Line line : rising) {
            Line above = above(line);
            boolean stood = above != null && above.active;
            line.under = above != null && (stood || rising.contains(above));
            boolean seen = above != null && stood && above.acknowledged;
            raise(line, nowMs);
            if (seen && above != null) {
                acknowledge(line, String.valueOf(above.by), nowMs);
            }
            Line below = below(line);
            if (below != null) {
                below.under = true;
            }
        }
        List<Line> uncovered = new ArrayList<>();
        for (Line line : falling) {
            back(line);
            Line below = below(line);
            if (below != null && below.under) {
                boolean before = below.isSilent();
                below.under = false;
                if (before && !below.isSilent()) {
                    uncovered.add(below);
                }
            }
        }
        // One that was seen, or that people were told of, is not told again because the more severe one is over.
        uncovered.stream()
                .filter(each -> each.active && !each.isSilent() && !each.acknowledged && !each.told)
                .forEach(each -> each.told = true);
    }

    private @Nullable Line above(Line line) {
        return switch (line.limit.condition()) {
            case "H" -> lines.get(line.limit.tag() + ":HH");
            case "GAS_L1" -> lines.get(line.limit.tag() + ":GAS_L2");
            default -> null;
        };
    }

    private @Nullable Line below(Line line) {
        return switch (line.limit.condition()) {
            case "HH" -> lines.get(line.limit.tag() + ":H");
            case "GAS_L2" -> lines.get(line.limit.tag() + ":GAS_L1");
            default -> null;
        };
    }

    private void raise(Line line, long nowMs) {
        boolean sameLine = line.isUnseen();
        Occurrence before = line.current;
        if (before != null) {
            before.open |= sameLine;
            if (before.open || !isOver(before)) {
                line.earlier.add(before);
            }
        }
        line.current = new Occurrence("p~" + line.limit.id() + "~" + nowMs);
        line.count = sameLine ? line.count + 1 : 1;
        line.raised++;
        line.active = true;
        line.acknowledged = false;
        line.latched = false;
        line.waiting = false;
        line.by = null;
        line.told = !line.isSilent();
    }

    private void back(Line line) {
        boolean nobodyKnows = !line.acknowledged && !line.told && !line.isLineOpen();
        line.active = false;
        line.reAlarmAtMs = Long.MAX_VALUE;
        if (nobodyKnows) {
            line.acknowledged = false;
        } else if (line.limit.latches()) {
            line.latched = true;
        } else {
            line.waiting = !line.acknowledged && (line.limit.acknowledged() || line.isLineOpen());
        }
        settle(line);
        if (line.shelvedUntilMs >= 0 && line.oneShot) {
            line.shelvedUntilMs = -1;
        }
    }

    /** What is over and needs nobody is closed. */
    private static void settle(Line line) {
        if (line.state() == AlarmState.NORMAL && line.current != null && !line.limit.demanded()) {
            line.current.handling = isOver(line.current) ? line.current.handling : "CLOSED";
        }
    }

    private static boolean isOver(Occurrence occurrence) {
        return occurrence.handling.equals("CLOSED") || occurrence.handling.equals("FALSE_ALARM");
    }

    private void acknowledge(Line line, String by, long nowMs) {
        line.acknowledged = true;
        line.by = by;
        line.waiting = false;
        if (line.active) {
            line.reAlarmAtMs = line.limit.reAlarmMs() == 0 ? Long.MAX_VALUE : nowMs + line.limit.reAlarmMs();
        }
        settle(line);
        for (Occurrence each : line.earlier) {
            if (each.open) {
                each.open = false;
                each.handling = "CLOSED";
            }
        }
        line.earlier.removeIf(each -> !each.open && isOver(each));
    }

    /** Nothing keeps people from being told of it any more: one that stands is as one that nobody has seen. */
    private static void reappear(Line line, boolean wasSilent) {
        if (wasSilent && !line.isSilent() && line.active) {
            line.acknowledged = false;
            line.by = line.state() == AlarmState.UNACK_ACTIVE ? null : line.by;
            line.told = true;
            line.reAlarmAtMs = Long.MAX_VALUE;
        }
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    /** All that is due by then, in its order. */
    void until(long nowMs) {
        long due = nextMs();
        while (due <= nowMs) {
            for (Line line : lines.values()) {
                ends(line, due);
            }
            long at = due;
            for (String window : List.copyOf(windows.keySet())) {
                Work work = windows.get(window);
                if (work != null && work.untilMs() == at) {
                    close(window);
                }
            }
            due = nextMs();
        }
    }

    private void ends(Line line, long due) {
        boolean was = line.isSilent();
        if (line.asked != null && line.asked.expiresMs() == due) {
            line.asked = null;
        }
        if (line.shelvedUntilMs == due) {
            line.shelvedUntilMs = -1;
        }
        if (line.byHandUntilMs == due) {
            line.byHandUntilMs = -1;
        }
        reappear(line, was);
        if (line.reAlarmAtMs == due) {
            if (line.isSilent()) {
                line.reAlarmAtMs = due + line.limit.reAlarmMs();
            } else {
                line.acknowledged = false;
                line.by = null;
                line.told = true;
                line.count = 1;
                line.reAlarmAtMs = Long.MAX_VALUE;
            }
        }
    }

    private long nextMs() {
        long next = Long.MAX_VALUE;
        for (Line line : lines.values()) {
            next = Math.min(next, line.reAlarmAtMs);
            next = line.shelvedUntilMs >= 0 ? Math.min(next, line.shelvedUntilMs) : next;
            next = line.byHandUntilMs >= 0 ? Math.min(next, line.byHandUntilMs) : next;
            next = line.asked != null ? Math.min(next, line.asked.expiresMs()) : next;
        }
        for (Work work : windows.values()) {
            next = Math.min(next, work.untilMs());
        }
        return next;
    }

    private void close(String window) {
        Work work = windows.remove(window);
        for (Line line : lines.values()) {
            if (work != null && line.limit.tag().equals(work.tag())) {
                boolean was = line.isSilent();
                line.windows.remove(window);
                reappear(line, was);
            }
        }
    }

    // ---- commands ---------------------------------------------------------------------------------------------------

    /** Why it is refused; null where it is carried out. */
    @Nullable
    Reason ask(Command command) {
        Answered earlier = answered.get(command.requestId());
        if (earlier != null) {
            return isSame(earlier.command(), command) ? earlier.reason() : Reason.REQUEST_ID_TAKEN;
        }
        Reason reason = answer(command);
        answered.put(command.requestId(), new Answered(command, reason));
        return reason;
    }

    private static boolean isSame(Command a, Command b) {
        return text(a).equals(text(b));
    }

    private static String text(Command c) {
        return c.verb() + " " + c.alarmId() + " " + c.occurrenceId() + " "
                + c.principal().operator() + " " + c.comment() + " " + c.details();
    }

    private @Nullable Reason answer(Command command) {
        boolean ofWindow = command.verb() == Verb.OPEN_WINDOW || command.verb() == Verb.CLOSE_WINDOW;
        Line line = lines.get(command.alarmId());
        if (!ofWindow && line == null) {
            return Reason.UNKNOWN_ALARM;
        }
        if (command.principal().operator().isBlank()) {
            return Reason.OPERATOR_MISSING;
        }
        if (!mayAsk(command.principal().role(), command.verb())) {
            return Reason.ROLE_MISSING;
        }
        if (ofWindow || line == null) {
            return window(command);
        }
        if (!command.principal().enterprises().isEmpty()
                && !command.principal().enterprises().contains("e1")) {
            return Reason.OUT_OF_SCOPE;
        }
        boolean confirms = command.verb() == Verb.SHELVE && command.details().confirms() != null;
        boolean bound = mayAsk(Role.OPERATOR, command.verb()) && command.verb() != Verb.COMMENT;
        if (bound && !confirms && !command.principal().positions().contains("room")) {
            return Reason.NOT_RESPONSIBLE;
        }
        Reason late = late(line, command);
        return late == null ? carryOut(line, command) : late;
    }

    private static boolean mayAsk(@Nullable Role role, Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE, RESET, SHELVE, UNSHELVE, ASSIGN, HANDLE, FALSE_ALARM, CLOSE, HAND_OVER ->
                role == Role.OPERATOR || role == Role.SUPERVISOR;
            case COMMENT -> role == Role.OPERATOR || role == Role.SUPERVISOR || role == Role.ENGINEER;
            default -> role == Role.SUPERVISOR || role == Role.ENGINEER;
        };
    }

    private @Nullable Reason late(Line line, Command command) {
        String named = command.occurrenceId() == null ? "" : command.occurrenceId();
        boolean needed = NAMING.contains(command.verb());
        Occurrence current = line.current;
        if (named.isEmpty() && !needed) {
            return null;
        }
        if (current == null && needed) {
            return command.verb() == Verb.RESET ? Reason.NOT_LATCHED : Reason.NOT_ACTIVE;
        }
        if (named.isEmpty()) {
            return Reason.OCCURRENCE_MISSING;
        }
        boolean ofEarlier =
                OF_HANDLING.contains(command.verb()) && line.earlier.stream().anyMatch(each -> each.id.equals(named));
        return ofEarlier || (current != null && current.id.equals(named)) ? null : Reason.NOT_CURRENT;
    }

    private @Nullable Reason carryOut(Line line, Command command) {
        return switch (command.verb()) {
            case ACKNOWLEDGE -> acknowledge(line, command);
            case RESET -> reset(line);
            case SHELVE -> command.details().confirms() == null ? shelve(line, command) : confirm(line, command);
            case UNSHELVE -> {
                boolean was = line.isSilent();
                boolean shelved = line.shelvedUntilMs >= 0;
                line.shelvedUntilMs = -1;
                reappear(line, was);
                yield shelved ? null : Reason.NOT_SHELVED;
            }
            case SUPPRESS -> suppress(line, command);
            case UNSUPPRESS -> {
                boolean was = line.isSilent();
                boolean suppressed = line.byHandUntilMs >= 0;
                line.byHandUntilMs = -1;
                reappear(line, was);
                yield suppressed ? null : Reason.NOT_SUPPRESSED;
            }
            case REMOVE_FROM_SERVICE -> remove(line, command);
            case RETURN_TO_SERVICE -> {
                boolean was = line.isSilent();
                boolean out = line.outOfService;
                line.outOfService = false;
                reappear(line, was);
                yield out ? null : Reason.NOT_OUT_OF_SERVICE;
            }
            case COMMENT -> isBlank(command.comment()) ? Reason.REASON_MISSING : null;
            default -> handle(line, command);
        };
    }

    private @Nullable Reason acknowledge(Line line, Command command) {
        if (!line.isUnseen()) {
            return line.by != null ? Reason.ALREADY_ACKNOWLEDGED : Reason.NOT_ACTIVE;
        }
        acknowledge(line, command.principal().operator(), command.receiveTimeMs());
        Line below = below(line);
        if (below != null && below.state() == AlarmState.UNACK_ACTIVE && below.under) {
            acknowledge(below, command.principal().operator(), command.receiveTimeMs());
        }
        return null;
    }

    private static @Nullable Reason reset(Line line) {
        if (line.active) {
            return Reason.STILL_ACTIVE;
        }
        if (!line.latched) {
            return Reason.NOT_LATCHED;
        }
        if (!line.acknowledged) {
            return Reason.NOT_ACKNOWLEDGED;
        }
        line.latched = false;
        settle(line);
        return null;
    }

    private @Nullable Reason shelve(Line line, Command command) {
        long now = command.receiveTimeMs();
        boolean oneShot = command.details().oneShot();
        long last = Math.min(now + 8 * HOUR, shiftEndMs(now));
        long until = command.details().untilMs() < 0 && oneShot
                ? last
                : command.details().untilMs();
        if (line.shelvedUntilMs >= 0) {
            return Reason.ALREADY_SHELVED;
        }
        if (isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        if (oneShot && !line.active) {
            return Reason.NOT_ACTIVE;
        }
        Reason span = until < 0 ? Reason.UNTIL_MISSING : until <= now ? Reason.UNTIL_PAST : null;
        if (span != null) {
            return span;
        }
        if (until > now + 8 * HOUR) {
            return Reason.TOO_LONG;
        }
        if (until > shiftEndMs(now)) {
            return Reason.BEYOND_SHIFT;
        }
        if (isFull()) {
            return Reason.TOO_MANY_SHELVED;
        }
        if (line.limit.critical()
                || line.limit.twoPersons()
                || line.limit.condition().equals("GAS_L2")) {
            long expires = Math.min(until, now + 10 * MINUTE);
            line.asked = new Asked(command.requestId(), command.principal().operator(), until, oneShot, expires);
            return Reason.SECOND_PERSON_NEEDED;
        }
        line.shelvedUntilMs = until;
        line.oneShot = oneShot;
        line.asked = null;
        return null;
    }

    private static long shiftEndMs(long nowMs) {
        long ofDay = Math.floorMod(nowMs, DAY);
        long midnight = nowMs - ofDay;
        return ofDay < 8 * HOUR ? midnight + 8 * HOUR : ofDay < 20 * HOUR ? midnight + 20 * HOUR : midnight + 32 * HOUR;
    }

    private boolean isFull() {
        return lines.values().stream().filter(each -> each.shelvedUntilMs >= 0).count() >= 2;
    }

    private @Nullable Reason confirm(Line line, Command command) {
        if (line.shelvedUntilMs >= 0) {
            return Reason.ALREADY_SHELVED;
        }
        Asked asked = line.asked;
        if (asked == null || !asked.requestId().equals(command.details().confirms())) {
            return Reason.NOTHING_TO_CONFIRM;
        }
        if (asked.by().equals(command.principal().operator())) {
            return Reason.SAME_PERSON;
        }
        if (isFull()) {
            return Reason.TOO_MANY_SHELVED;
        }
        line.shelvedUntilMs = asked.untilMs();
        line.oneShot = asked.oneShot();
        line.asked = null;
        return null;
    }

    private static @Nullable Reason suppress(Line line, Command command) {
        Reason reason = line.byHandUntilMs >= 0 ? Reason.ALREADY_SUPPRESSED : span(command);
        if (reason == null) {
            line.byHandUntilMs = command.details().untilMs();
        }
        return reason;
    }

    private static @Nullable Reason remove(Line line, Command command) {
        if (line.outOfService) {
            return Reason.ALREADY_OUT_OF_SERVICE;
        }
        Reason reason = isBlank(command.details().authorisation()) ? Reason.AUTHORISATION_MISSING : span(command);
        line.outOfService = reason == null;
        return reason;
    }

    private static @Nullable Reason span(Command command) {
        long until = command.details().untilMs();
        if (isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        if (until < 0) {
            return Reason.UNTIL_MISSING;
        }
        if (until <= command.receiveTimeMs()) {
            return Reason.UNTIL_PAST;
        }
        return until > command.receiveTimeMs() + 30 * DAY ? Reason.TOO_LONG : null;
    }

    private @Nullable Reason handle(Line line, Command command) {
        Occurrence current = line.current;
        Occurrence occurrence = line.earlier.stream()
                .filter(each -> each.id.equals(command.occurrenceId()))
                .findFirst()
                .orElse(current);
        if (occurrence == null || isOver(occurrence)) {
            return Reason.ALREADY_CLOSED;
        }
        if (command.verb() == Verb.ASSIGN && isBlank(command.details().assignee())) {
            return Reason.ASSIGNEE_MISSING;
        }
        boolean writes = command.verb() == Verb.HANDLE || command.verb() == Verb.FALSE_ALARM;
        if (writes && isBlank(command.comment())) {
            return Reason.REASON_MISSING;
        }
        if (command.verb() == Verb.CLOSE) {
            if (!occurrence.handling.equals("HANDLED")) {
                return Reason.NOT_HANDLED;
            }
            if (occurrence == current && line.active) {
                return Reason.STILL_ACTIVE;
            }
            if (occurrence == current ? line.isUnseen() : occurrence.open) {
                return Reason.NOT_ACKNOWLEDGED;
            }
        }
        occurrence.handling = switch (command.verb()) {
            case ASSIGN -> "ASSIGNED";
            case HANDLE -> "HANDLED";
            case FALSE_ALARM -> "FALSE_ALARM";
            default -> "CLOSED";
        };
        line.earlier.removeIf(each -> !each.open && isOver(each));
        return null;
    }

    private @Nullable Reason window(Command command) {
        if (command.verb() == Verb.CLOSE_WINDOW) {
            String id = command.alarmId().substring("window:".length());
            if (!windows.containsKey(id)) {
                return Reason.UNKNOWN_WINDOW;
            }
            if (isOutside(command)) {
                return Reason.OUT_OF_SCOPE;
            }
            close(id);
            return null;
        }
        String tag = command.details().window() == null
                ? null
                : command.details().window().tag();
        if (tag == null
                || lines.values().stream().noneMatch(each -> each.limit.tag().equals(tag))) {
            return Reason.UNKNOWN_SUBJECT;
        }
        if (isOutside(command)) {
            return Reason.OUT_OF_SCOPE;
        }
        Reason reason = isBlank(command.details().authorisation()) ? Reason.AUTHORISATION_MISSING : span(command);
        if (reason == null) {
            windows.put(command.requestId(), new Work(tag, command.details().untilMs()));
            lines.values().stream()
                    .filter(each -> each.limit.tag().equals(tag))
                    .forEach(each -> each.windows.add(command.requestId()));
        }
        return reason;
    }

    private static boolean isOutside(Command command) {
        return !command.principal().enterprises().isEmpty()
                && !command.principal().enterprises().contains("e1");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
