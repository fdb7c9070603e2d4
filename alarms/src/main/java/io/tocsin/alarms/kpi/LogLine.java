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
 * @param position whose it was; null where the log does not say, or nobody in particular was responsible
 */
public record LogLine(
        String alarm,
        Kind kind,
        long timeMs,
        @Nullable Priority priority,
        Audience audience,
        @Nullable String position) {
    /** Of a log that knows of one position only. */
    public LogLine(String alarm, Kind kind, long timeMs, @Nullable Priority priority, Audience audience) {
        this(alarm, kind, timeMs, priority, audience, null);
    }

    /** What the line says of its alarm. */
    public enum Kind {
        RAISED,
        CLEARED,
        ACKNOWLEDGED,
        /** Told of as new although it was raised before: it rang again, or came out of a suppression. */
        ANNUNCIATED,
        /** Came out of a suppression in one line with others: it stands and waits, and another of them is counted. */
        GROUPED,
        /** Left the configuration: it stands no more and waits no more. */
        GONE,
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

    /** True where a person was bothered. */
    boolean isAnnunciation() {
        return kind == Kind.RAISED || kind == Kind.ANNUNCIATED;
    }

    public static LogLine of(String alarm, Kind kind, long timeMs) {
        return new LogLine(alarm, kind, timeMs, null, Audience.PERSON);
    }
}
