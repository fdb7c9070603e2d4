package io.tocsin.alarms.kpi;

import io.tocsin.config.Priority;
import org.jspecify.annotations.Nullable;

/**
 * One line of an alarm log.
 *
 * @param alarm the alarm's id, as {@code T-101.LEVEL:H}
 * @param timeMs epoch ms
 * @param priority null where the log has none
 * @param audience whom it was for
 */
public record LogLine(
        String alarm, Kind kind, long timeMs, @Nullable Priority priority, Audience audience) {
    /** What the line says of its alarm. */
    public enum Kind {
        RAISED,
        CLEARED,
        ACKNOWLEDGED,
        /** Anything else; it only shows that the log was kept at that time. */
        OTHER
    }

    /** Who was bothered with it. */
    public enum Audience {
        PERSON,
        /** Shelved, suppressed by design or out of service: recorded, and shown to nobody. */
        NOBODY,
        /** Part of an exercise; its times may be those of another day. */
        DRILL
    }

    public static LogLine of(String alarm, Kind kind, long timeMs) {
        return new LogLine(alarm, kind, timeMs, null, Audience.PERSON);
    }
}
