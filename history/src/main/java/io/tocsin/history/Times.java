package io.tocsin.history;

import io.tocsin.config.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Times of history files: ISO 8601 (no zone = UTC, a blank may stand for the T), or a number since 1970 whose magnitude
 * tells seconds, milliseconds, microseconds and nanoseconds apart. Remembers the day, for the next time is mostly of the
 * same; the rarer ways to write one go to {@link WrittenTime}.
 */
final class Times {
    static final Text EXPECTED = new Text("ISO 8601 或纪元秒、毫秒、微秒、纳秒", "ISO 8601 or epoch s, ms, us, ns");
    /** No time, nor one of a file: it would be 292 million years ago. */
    static final long NONE = Long.MIN_VALUE;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long DAY_MS = 86_400_000;
    /** The shortest that is read here: {@code 2024-01-01T08:00:00}. */
    private static final int ISO_MIN = 19;
    /** So many digits fit a long. */
    private static final int EPOCH_DIGITS_MAX = 18;
    /** Below it a number means seconds (until the year 5138); each next unit is a thousand times finer. */
    private static final long SECONDS_MAX = 100_000_000_000L;

    private static final long MILLIS_MAX = 1_000 * SECONDS_MAX;
    private static final long MICROS_MAX = 1_000 * MILLIS_MAX;

    /** The day's ten bytes as two words that overlap, and its beginning. */
    private long dayWord;

    private long dayWordBehind;
    private long dayMs = NONE;

    /** Epoch ms, rounded down, of the bytes, which have no blanks around them; {@link #NONE} where they are no time. */
    long parse(byte[] bytes, int from, int to) {
        int length = to - from;
        long timeMs = NONE;
        if (length >= ISO_MIN && bytes[from + 4] == '-') {
            timeMs = iso(bytes, from, to);
        } else if (length > 0 && length <= EPOCH_DIGITS_MAX) {
            timeMs = epoch(bytes, from, to);
        }
        return timeMs != NONE ? timeMs : WrittenTime.parse(Utf8.text(bytes, from, to));
    }

    private long iso(byte[] b, int from, int to) {
        long day = day(b, from);
        int separator = b[from + 10];
        int hour = two(b, from + 11);
        int minute = two(b, from + 14);
        int second = two(b, from + 17);
        boolean marked = (separator == 'T' || separator == ' ') && b[from + 13] == ':' && b[from + 16] == ':';
        if (day == NONE || !marked || (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        long timeMs = day + ((hour * 60 + minute) * 60 + second) * 1_000L;
        int at = from + ISO_MIN;
        if (at < to && b[at] == '.') {
            int end = digitsEnd(b, at + 1, to);
            if (end == at + 1 || end > at + 10) {
                return NONE;
            }
            timeMs += millis(b, at + 1, end);
            at = end;
        }
        return at == to ? timeMs : zoned(timeMs, b, at, to);
    }

    private long day(byte[] b, int from) {
        long word = (long) WORD.get(b, from);
        long behind = (long) WORD.get(b, from + 2);
        if (word != dayWord || behind != dayWordBehind || dayMs == NONE) {
            dayMs = freshDay(b, from);
            dayWord = word;
            dayWordBehind = behind;
        }
        return dayMs;
    }

    private static long freshDay(byte[] b, int from) {
        int century = two(b, from);
        int year = two(b, from + 2);
        int month = two(b, from + 5);
        int day = two(b, from + 8);
        boolean shaped = (century | year | month | day) >= 0 && b[from + 4] == '-' && b[from + 7] == '-';
        if (!shaped || month < 1 || month > 12 || day < 1) {
            return NONE;
        }
        YearMonth of = YearMonth.of(100 * century + year, month);
        return day > of.lengthOfMonth()
                ? NONE
                : LocalDate.of(of.getYear(), month, day).toEpochDay() * DAY_MS;
    }

    private static long zoned(long timeMs, byte[] b, int at, int to) {
        if (b[at] == 'Z' && to == at + 1) {
            return timeMs;
        }
        int length = to - at;
        boolean colon = length == 6 && b[at + 3] == ':';
        if ((b[at] != '+' && b[at] != '-') || (length != 3 && length != 5 && !colon)) {
            return NONE;
        }
        int hours = two(b, at + 1);
        int minutes = length == 3 ? 0 : two(b, to - 2);
        if ((hours | minutes) < 0 || hours > 17 || minutes > 59) {
            return NONE;
        }
        long offsetMs = (hours * 60 + minutes) * 60_000L;
        return b[at] == '+' ? timeMs - offsetMs : timeMs + offsetMs;
    }

    private static long epoch(byte[] b, int from, int to) {
        int end = digitsEnd(b, from, to);
        if (end == from || (end < to && (b[end] != '.' || end + 1 == to || digitsEnd(b, end + 1, to) != to))) {
            return NONE;
        }
        long number = 0;
        for (int i = from; i < end; i++) {
            number = 10 * number + b[i] - '0';
        }
        if (number < SECONDS_MAX) {
            return 1_000 * number + millis(b, end + 1, to);
        }
        return number < MILLIS_MAX ? number : number < MICROS_MAX ? number / 1_000 : number / 1_000_000;
    }

    /** The first three digits behind a point. */
    private static int millis(byte[] b, int from, int to) {
        int millis = 0;
        for (int i = from; i < from + 3; i++) {
            millis = 10 * millis + (i < to ? b[i] - '0' : 0);
        }
        return millis;
    }

    private static int digitsEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    /** A number of two digits; negative where they are none. */
    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        return digits ? 10 * tens + ones : -1;
    }
}
