package io.tocsin.alarms;

import org.jspecify.annotations.Nullable;

/**
 * All that stands of one alarm after a transition.
 *
 * @param eventId the transition that made it so
 * @param occurrenceId the current occurrence, or the last one
 * @param count raises that one acknowledgement answers, or answered: one line per alarm, with this count
 * @param firstRaisedTimeMs the first of those raises; time to acknowledge runs from here
 * @param clearedTimeMs -1 while it stands
 * @param acknowledgedTimeMs -1 while nobody acknowledged the current occurrence
 */
public record AlarmStatus(
        Definition definition,
        AlarmState state,
        String eventId,
        String occurrenceId,
        int count,
        long firstRaisedTimeMs,
        long raisedTimeMs,
        long onsetTimeMs,
        long clearedTimeMs,
        long acknowledgedTimeMs,
        @Nullable String acknowledgedBy,
        double value,
        int quality,
        long recordedTimeMs) {
    /** The same under another word of what is known of the alarm. */
    public AlarmStatus with(Definition other) {
        return new AlarmStatus(
                other,
                state,
                eventId,
                occurrenceId,
                count,
                firstRaisedTimeMs,
                raisedTimeMs,
                onsetTimeMs,
                clearedTimeMs,
                acknowledgedTimeMs,
                acknowledgedBy,
                value,
                quality,
                recordedTimeMs);
    }
}
