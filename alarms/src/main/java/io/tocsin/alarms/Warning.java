package io.tocsin.alarms;

import io.tocsin.config.Warnings.Colour;
import java.util.List;

/**
 * An early warning (预警) of a unit, an enterprise or the park: a suggestion, which a person releases.
 *
 * @param eventId the subject and its own count: the same on every replay and retry
 * @param colour what is shown: {@link Colour#UNKNOWN} where a point that is needed is dark and nothing worse stands
 * @param known what the alarms that stand would give by themselves
 * @param reasons alarm ids that give it, or that say what is dark; the first {@value #REASONS_MAX}, in order
 */
public record Warning(
        String eventId,
        Subject subject,
        String id,
        Colour colour,
        Colour known,
        List<String> reasons,
        long timeMs,
        long recordedTimeMs) {
    /** More reasons than these are not listed. */
    public static final int REASONS_MAX = 10;

    public Warning {
        reasons = List.copyOf(reasons);
    }

    /** What it is about. */
    public enum Subject {
        /** A major hazard installation. */
        UNIT,
        ENTERPRISE,
        PARK
    }
}
