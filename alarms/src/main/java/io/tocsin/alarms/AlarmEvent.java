package io.tocsin.alarms;

import io.tocsin.rules.Input;
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
        Input.@Nullable Command command) {
    /** What happened. */
    public enum Type {
        RAISED,
        CLEARED,
        ACKNOWLEDGED,
        REALARMED,
        SUPERSEDED,
        RESET,
        MISSED,
        CONFIG_CHANGED
    }
}
