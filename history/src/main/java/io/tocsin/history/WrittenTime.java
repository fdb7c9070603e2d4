package io.tocsin.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Any way of writing a time that {@link Times} stands for, read by the JDK: exact, and slower by an order. */
public final class WrittenTime {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}(\\.\\d+)?");
    /** Strict: the 30th of February is a mistake, not its 29th. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    /** Below it a number means seconds (until the year 5138); each next unit is a thousand times finer. */
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(100_000_000_000L);

    private WrittenTime() {}

    /** Epoch ms, rounded down; empty where the text is no time. */
    public static OptionalLong of(String text) {
        long timeMs = parse(text);
        return timeMs == Times.NONE ? OptionalLong.empty() : OptionalLong.of(timeMs);
    }

    /** Epoch ms, rounded down; {@link Times#NONE} where the text is no time. */
    static long parse(String text) {
        String trimmed = text.trim();
        if (NUMBER.matcher(trimmed).matches()) {
            return epochMs(new BigDecimal(trimmed));
        }
        try {
            return isoMs(trimmed);
        } catch (DateTimeException | ArithmeticException e) {
            return Times.NONE;
        }
    }

    private static long isoMs(String text) {
        boolean blank = text.length() > 10 && text.charAt(10) == ' ';
        String iso = blank ? text.substring(0, 10) + 'T' + text.substring(11).trim() : text;
        TemporalAccessor parsed = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        Instant instant = parsed instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        return instant.toEpochMilli();
    }

    private static long epochMs(BigDecimal number) {
        BigDecimal bound = SECONDS_MAX;
        int toMs = 3;
        while (toMs > -6 && number.abs().compareTo(bound) >= 0) {
            bound = bound.scaleByPowerOfTen(3);
            toMs -= 3;
        }
        return number.scaleByPowerOfTen(toMs).setScale(0, RoundingMode.FLOOR).longValue();
    }
}
