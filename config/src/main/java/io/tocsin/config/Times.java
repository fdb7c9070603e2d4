package io.tocsin.config;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people and spreadsheets write them: with an offset, or in the park's zone. */
final class Times {
    /** The last is what a spreadsheet makes of the others when it saves them. */
    private static final List<DateTimeFormatter> LOCAL = List.of(
            formatter("uuuu-MM-dd'T'HH:mm[:ss[.SSS]]"),
            formatter("uuuu-MM-dd HH:mm[:ss]"),
            formatter("uuuu/M/d H:mm[:ss]"));

    private Times() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Null where the text is no time. */
    static @Nullable Long epochMs(String text, ZoneId zone) {
        for (DateTimeFormatter form : LOCAL) {
            LocalDateTime local = parsed(() -> LocalDateTime.parse(text, form));
            if (local != null) {
                return local.atZone(zone).toInstant().toEpochMilli();
            }
        }
        OffsetDateTime instant = parsed(() -> OffsetDateTime.parse(text));
        return instant == null ? null : Long.valueOf(instant.toInstant().toEpochMilli());
    }

    /** What a parser gives, or null where it refuses: a text that is none of one form may be of another. */
    private static <T> @Nullable T parsed(java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
