package io.tocsin.alarms;

import io.tocsin.rules.Input;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says beside the alarm itself.
 *
 * @param annunciated true where it is shown as new, with a sound, and counted
 */
record Happening(
        AlarmEvent.Type type,
        long timeMs,
        long recordedMs,
        @Nullable String cause,
        Input.@Nullable Command command,
        boolean annunciated) {
    /** Of an alarm that is normal, all else belongs to no occurrence. */
    private static final Set<AlarmEvent.Type> OF_OCCURRENCE = EnumSet.of(
            AlarmEvent.Type.CLEARED,
            AlarmEvent.Type.ACKNOWLEDGED,
            AlarmEvent.Type.RESET,
            AlarmEvent.Type.CONFIG_CHANGED,
            AlarmEvent.Type.ASSIGNED,
            AlarmEvent.Type.HANDLED,
            AlarmEvent.Type.FALSE_ALARM,
            AlarmEvent.Type.CLOSED,
            AlarmEvent.Type.ESCALATED);

    static Happening by(Input.Command command, AlarmEvent.Type type) {
        return new Happening(type, command.receiveTimeMs(), command.receiveTimeMs(), null, command, false);
    }

    static Happening at(long nowMs, AlarmEvent.Type type, @Nullable String cause) {
        return new Happening(type, nowMs, nowMs, cause, null, false);
    }

    Happening heard(boolean heard) {
        return new Happening(type, timeMs, recordedMs, cause, command, heard);
    }

    /** Whether it belongs to the current occurrence of an alarm in that state. */
    boolean isOfOccurrence(AlarmState state) {
        return state != AlarmState.NORMAL || OF_OCCURRENCE.contains(type);
    }
}
