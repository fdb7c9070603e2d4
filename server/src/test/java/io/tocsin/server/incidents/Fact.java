package io.tocsin.server.incidents;

import io.tocsin.alarms.AlarmEvent;
import java.util.Locale;
import java.util.Optional;

/** What happened to one alarm, and whether people hear of it; {@code step} numbers the input that brought it about. */
record Fact(int step, String alarm, What what, long timeMs) implements Comparable<Fact> {
    /** Declared in an order of no meaning: facts of one step are compared as a bag. */
    enum What {
        RAISED_AND_TOLD,
        RAISED_QUIETLY,
        CLEARED,
        /** Nothing keeps people from being told any more, and it stands. */
        CAME_BACK,
        /** The same, with so many others that all of them are one line. */
        CAME_BACK_IN_A_GROUP
    }

    /** Nothing where the event is about something else. */
    static Optional<Fact> of(int step, long nowMs, AlarmEvent event) {
        String alarm = event.definition().id();
        return switch (event.type()) {
            case RAISED ->
                Optional.of(new Fact(
                        step,
                        alarm,
                        event.told().annunciated() ? What.RAISED_AND_TOLD : What.RAISED_QUIETLY,
                        event.timeMs()));
            case CLEARED -> Optional.of(new Fact(step, alarm, What.CLEARED, event.timeMs()));
            case UNSUPPRESSED -> back(step, nowMs, event);
            default -> Optional.empty();
        };
    }

    private static Optional<Fact> back(int step, long nowMs, AlarmEvent event) {
        String alarm = event.definition().id();
        if (event.told().group() != null) {
            return Optional.of(new Fact(step, alarm, What.CAME_BACK_IN_A_GROUP, nowMs));
        }
        return event.told().annunciated()
                ? Optional.of(new Fact(step, alarm, What.CAME_BACK, nowMs))
                : Optional.empty();
    }

    /** True where the condition itself changed. */
    boolean isTransition() {
        return what == What.RAISED_AND_TOLD || what == What.RAISED_QUIETLY || what == What.CLEARED;
    }

    @Override
    public int compareTo(Fact other) {
        int byStep = Integer.compare(step, other.step);
        int byAlarm = byStep != 0 ? byStep : alarm.compareTo(other.alarm);
        int byTime = byAlarm != 0 ? byAlarm : Long.compare(timeMs, other.timeMs);
        return byTime != 0 ? byTime : what.compareTo(other.what);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s %s", at(timeMs), alarm, what);
    }

    /** As {@code +00:20:21.000}: the time since the start of the incident. */
    static String at(long timeMs) {
        long ms = timeMs - Play.START_MS;
        return String.format(
                Locale.ROOT, "+%02d:%02d:%02d.%03d", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000);
    }
}
