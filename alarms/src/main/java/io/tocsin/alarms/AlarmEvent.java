package io.tocsin.alarms;

import io.tocsin.rules.Input;
import io.tocsin.rules.composite.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one alarm: what is written to the event log and sent to Kafka.
 *
 * @param eventId the occurrence's id and its own transition number: the same on every replay and retry
 * @param timeMs when it happened, effective time for conditions, our receipt for commands
 * @param recordedTimeMs our receipt of the input that brought it about
 * @param state the alarm's state after it
 * @param value the last good value when the condition last changed; NaN where there was none
 * @param quality what the tag's newest sample was worth then: {@link io.tocsin.rules.Quality#code()}
 * @param onsetTimeMs when the condition of this occurrence was first met
 * @param cause CONFIG where a changed configuration and no sample brought it about
 * @param command the command that brought it about; null where none did
 * @param told whether people hear of it
 * @param operands what a composite rule saw when it was raised; empty for any other event
 */
public record AlarmEvent(
        String eventId,
        String occurrenceId,
        Type type,
        long timeMs,
        long recordedTimeMs,
        AlarmState state,
        Definition definition,
        double value,
        int quality,
        long onsetTimeMs,
        @Nullable String cause,
        Input.@Nullable Command command,
        Told told,
        List<Operand> operands) {
    /**
     * Whether people hear of an event.
     *
     * @param suppression what keeps them from it, the one that is shown first; empty where nothing does
     * @param annunciated true where it is shown as new, with a sound, and counted
     * @param group joins what came back together into one line and one sound; null where it stands by itself
     * @param position whose it is now; null where nobody in particular is responsible
     * @param handling how far its handling is; null where there is none
     */
    public record Told(
            List<Suppression> suppression,
            boolean annunciated,
            @Nullable String group,
            @Nullable String position,
            Handling.@Nullable State handling) {
        /** Nobody is told, and nothing keeps them from it. */
        public static final Told NOTHING = new Told(List.of(), false, null, null, null);

        public Told {
            suppression = List.copyOf(suppression);
        }
    }

    /** What happened. */
    public enum Type {
        RAISED,
        CLEARED,
        ACKNOWLEDGED,
        REALARMED,
        SUPERSEDED,
        RESET,
        MISSED,
        CONFIG_CHANGED,
        SHELVED,
        UNSHELVED,
        SUPPRESSED,
        UNSUPPRESSED,
        REMOVED_FROM_SERVICE,
        RETURNED_TO_SERVICE,
        ESCALATED,
        COMMENTED,
        ASSIGNED,
        HANDLED,
        FALSE_ALARM,
        CLOSED
    }
}
