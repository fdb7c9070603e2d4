package io.tocsin.alarms;

import java.util.List;
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
 * @param people what people have to do with it
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
        long recordedTimeMs,
        People people) {
    /**
     * What people have to do with an alarm.
     *
     * @param suppressed what keeps them from being told
     * @param annunciatedTimeMs when they were told of the current occurrence; -1 where they were not
     * @param position whose it is now, after escalation; null where nobody in particular is responsible
     * @param escalations how many tiers it has gone up
     * @param handling of the current occurrence; null where it was never raised
     * @param open handling records of earlier occurrences that somebody still has to end
     */
    public record People(
            Suppressed suppressed,
            long annunciatedTimeMs,
            @Nullable String group,
            @Nullable String position,
            int escalations,
            @Nullable Handling handling,
            List<Unhandled> open) {
        public static final People NONE = new People(Suppressed.NOT, -1, null, null, 0, null, List.of());

        public People {
            open = List.copyOf(open);
        }
    }

    /** An earlier occurrence whose handling is not over. */
    public record Unhandled(String occurrenceId, Handling handling) {}

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
                recordedTimeMs,
                people);
    }
}
