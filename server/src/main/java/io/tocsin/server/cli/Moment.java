package io.tocsin.server.cli;

import io.tocsin.config.Text;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A point in time on the command line. */
final class Moment {
    private Moment() {}

    /**
     * Epoch milliseconds.
     *
     * @param otherwise where the option was not given
     */
    static long of(String option, @Nullable String value, long otherwise) throws Refused {
        if (value == null) {
            return otherwise;
        }
        try {
            return Instant.parse(value).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            option + " 应形如 2024-01-01T08:00:00Z，现为 " + value,
                            "expected " + option + " like 2024-01-01T08:00:00Z, was " + value));
        }
    }
}
