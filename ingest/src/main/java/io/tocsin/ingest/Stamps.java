package io.tocsin.ingest;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Times as gateways write them, as epoch milliseconds: a positive epoch number in s, ms, us or ns by magnitude, the same
 * in quotes, ISO 8601 with a zone, and {@code yyyy-MM-dd HH:mm:ss[.SSS]} in the park's own zone.
 *
 * <p>ISO 8601 without a zone is refused: half of those who write it mean UTC.
 */
final class Stamps {
    /** Stands for a time that was not understood. */
    static final long BAD = Long.MIN_VALUE;

    private static final int COMPACT_DIGITS = 14;
    private static final double SECONDS_END = 1e11;
    private static final double MILLIS_END = 1e14;
    private static final double MICROS_END = 1e17;
    private static final double NANOS_END = 9.2e18;

    private final ZoneId zone;

    Stamps(ZoneId zone) {
        this.zone = zone;
    }

    /** The time that the parser stands on, or {@link #BAD}. Skips what is no single value. */
    long read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return integer(parser);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return ofNumber(Decimals.number(parser));
        }
        if (token == JsonToken.VALUE_STRING) {
            return ofText(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        }
        parser.skipChildren();
        return BAD;
    }

    /** The same, and {@code yyyyMMddHHmmss} in the park's own zone, in or out of quotes, which cameras write (GA/T 1400). */
    long readOfCamera(JsonParser parser) {
        JsonToken token = parser.currentToken();
        boolean plain = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
        if (plain && parser.getStringLength() == COMPACT_DIGITS) {
            long compactMs =
                    compact(new Scanner(parser.getStringCharacters(), parser.getStringOffset(), COMPACT_DIGITS));
            // As epoch milliseconds 14 digits begin in the year 2286: nothing that is meant so is lost.
            return compactMs == BAD ? read(parser) : compactMs;
        }
        return read(parser);
    }

    private long compact(Scanner text) {
        int year = text.digits(4);
        int month = text.digits(2);
        int day = text.digits(2);
        int hour = text.digits(2);
        int minute = text.digits(2);
        int second = text.digits(2);
        if (!text.ok || year < 1970 || !isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return BAD;
        }
        LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second);
        return epochMs(time, zone.getRules().getOffset(time));
    }

    private static long integer(JsonParser parser) {
        try {
            return ofNumber(parser.getLongValue());
        } catch (InputCoercionException e) {
            return BAD;
        }
    }

    static long ofNumber(long epoch) {
        if (epoch <= 0) {
            return BAD;
        }
        if (epoch < (long) SECONDS_END) {
            return epoch * 1000;
        }
        if (epoch < (long) MILLIS_END) {
            return epoch;
        }
        return epoch < (long) MICROS_END ? epoch / 1000 : epoch / 1_000_000;
    }

    static long ofNumber(double epoch) {
        if (!(epoch > 0 && epoch < NANOS_END)) {
            return BAD;
        }
        if (epoch < SECONDS_END) {
            // 1795305600.123 is no exact double: round, or it loses its last millisecond.
            return Math.round(epoch * 1000);
        }
        if (epoch < MILLIS_END) {
            return (long) epoch;
        }
        return epoch < MICROS_END ? (long) (epoch / 1000) : (long) (epoch / 1_000_000);
    }

    long ofText(char[] chars, int from, int length) {
        if (length > 10 && chars[from + 4] == '-') {
            return dateTime(new Scanner(chars, from, length));
        }
        double epoch = Decimals.parse(chars, from, length);
        return epoch == StrictMath.rint(epoch) && epoch < Decimals.EXACT_MAX ? ofNumber((long) epoch) : ofNumber(epoch);
    }

    private long dateTime(Scanner text) {
        int year = text.digits(4);
        text.expect('-');
        int month = text.digits(2);
        text.expect('-');
        int day = text.digits(2);
        boolean blank = text.take(' ');
        if (!blank) {
            text.expect('T');
        }
        int hour = text.digits(2);
        text.expect(':');
        int minute = text.digits(2);
        text.expect(':');
        int second = text.digits(2);
        int nanos = text.take('.') ? text.fraction() : 0;
        if (!text.ok || year < 1970 || !isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return BAD;
        }
        return instant(LocalDateTime.of(year, month, day, hour, minute, second, nanos), blank, text);
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private long instant(LocalDateTime time, boolean localAllowed, Scanner text) {
        if (text.atEnd()) {
            return localAllowed ? epochMs(time, zone.getRules().getOffset(time)) : BAD;
        }
        if (text.take('Z')) {
            return text.atEnd() ? epochMs(time, ZoneOffset.UTC) : BAD;
        }
        int sign = text.take('-') ? -1 : 1;
        if (sign > 0) {
            text.expect('+');
        }
        int hours = text.digits(2);
        text.take(':');
        int minutes = text.atEnd() ? 0 : text.digits(2);
        boolean sound = text.ok && text.atEnd() && hours * 60 + minutes <= 18 * 60 && minutes < 60;
        return sound ? epochMs(time, ZoneOffset.ofTotalSeconds(sign * (hours * 60 + minutes) * 60)) : BAD;
    }

    private static long epochMs(LocalDateTime time, ZoneOffset offset) {
        long ms = time.toInstant(offset).toEpochMilli();
        return ms > 0 ? ms : BAD;
    }

    /** Reads a text from left to right; after the first thing that is not there, {@link #ok} stays false. */
    private static final class Scanner {
        private final char[] chars;
        private final int end;
        private int at;
        private boolean ok = true;

        Scanner(char[] chars, int from, int length) {
            this.chars = chars;
            this.at = from;
            this.end = from + length;
        }

        boolean atEnd() {
            return at == end;
        }

        boolean take(char c) {
            boolean there = at < end && chars[at] == c;
            at += there ? 1 : 0;
            return there;
        }

        void expect(char c) {
            ok &= take(c);
        }

        int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value * 10 + Math.max(0, digit());
            }
            return value;
        }

        /** One to nine digits behind the point, in nanoseconds. */
        int fraction() {
            int nanos = 0;
            int scale = 100_000_000;
            int from = at;
            while (at < end && chars[at] >= '0' && chars[at] <= '9') {
                nanos += scale * (chars[at++] - '0');
                scale /= 10;
            }
            ok &= at > from && at - from <= 9;
            return nanos;
        }

        private int digit() {
            boolean there = at < end && chars[at] >= '0' && chars[at] <= '9';
            ok &= there;
            return there ? chars[at++] - '0' : -1;
        }
    }
}
