package io.tocsin.history;

import io.tocsin.rules.Quality;
import tools.jackson.core.io.NumberInput;

/**
 * Numbers of history files, bit for bit what {@link Double#parseDouble} makes of them: up to 2^53 times or through a power
 * of ten up to 22 is exact in one rounding, the rest goes to the whole algorithm.
 */
final class Numbers {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT_MAX = 1L << 53;
    /** So many digits always fit a long. */
    private static final int DIGITS_MAX = 18;

    private static final int EXPONENT_MAX = 9_999;

    private char[] copy = new char[32];

    /** What has been read of the number. */
    private byte[] bytes = {};

    private int at;
    private int to;
    private long mantissa;
    private int significant;

    /** The quality of a sample that was said to have another. */
    static int quality(double value, int said) {
        return Double.isNaN(value) ? Quality.UNREADABLE.code() : said;
    }

    /**
     * The number in these bytes, which have no blanks around them; NaN where there is none, or none that is finite. True
     * and false are 1 and 0.
     */
    double parse(byte[] cell, int from, int end) {
        bytes = cell;
        at = from;
        to = end;
        mantissa = 0;
        significant = 0;
        boolean negative = from < end && cell[from] == '-';
        if (negative || (from < end && cell[from] == '+')) {
            at++;
        }
        int whole = readDigits();
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            at++;
            fraction = readDigits();
        }
        if (whole + fraction == 0) {
            return word(from);
        }
        int exponent = at < to ? readExponent() : 0;
        if (at < to) {
            return Double.NaN;
        }
        double size = size(from, exponent - fraction);
        return Double.isFinite(size) ? negative ? -size : size : Double.NaN;
    }

    private int readDigits() {
        int start = at;
        byte[] b = bytes;
        int end = to;
        int i = start;
        long m = mantissa;
        int s = significant;
        while (i < end) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            m = 10 * m + digit;
            s += m == 0 && s == 0 ? 0 : 1;
            i++;
        }
        mantissa = m;
        significant = s;
        at = i;
        return i - start;
    }

    private int readExponent() {
        if ((bytes[at] | 0x20) != 'e') {
            return 0;
        }
        int i = at + 1;
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        int start = i;
        int exponent = 0;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            exponent = Math.min(EXPONENT_MAX, 10 * exponent + bytes[i] - '0');
            i++;
        }
        at = i > start ? i : at;
        return negative ? -exponent : exponent;
    }

    /** Without its sign. */
    private double size(int from, int exponent) {
        boolean exact = significant <= DIGITS_MAX && mantissa <= EXACT_MAX;
        if (exact && exponent >= 0 && exponent < TENS.length) {
            return mantissa * TENS[exponent];
        }
        if (exact && exponent < 0 && -exponent < TENS.length) {
            return mantissa / TENS[-exponent];
        }
        return whole(from);
    }

    private double whole(int from) {
        int start = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        int length = to - start;
        if (length > copy.length) {
            copy = new char[2 * length];
        }
        for (int i = 0; i < length; i++) {
            copy[i] = (char) bytes[start + i];
        }
        return NumberInput.parseDouble(copy, 0, length, true);
    }

    private double word(int from) {
        if (isWord(from, "true")) {
            return 1;
        }
        return isWord(from, "false") ? 0 : Double.NaN;
    }

    private boolean isWord(int from, String word) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = (bytes[from + i] | 0x20) == word.charAt(i);
        }
        return same;
    }
}
