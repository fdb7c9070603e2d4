package io.tocsin.history;

/**
 * Reads the lines that recorders write: one flat object of plain strings and numbers. Anything else, and anything wrong,
 * is left to {@link JsonParsed}; what is taken here means the same there.
 */
final class JsonFlat {
    private static final int NO = -1;

    private JsonFlat() {}

    /** False where the line is not of that kind. */
    static boolean read(byte[] b, int from, int to, JsonFields fields) {
        fields.clear(b);
        int i = blanks(b, from, to);
        if (is(b, i, to, '{')) {
            i = blanks(b, i + 1, to);
            while (i != NO && is(b, i, to, '"')) {
                i = member(b, i, to, fields);
                if (i != NO && is(b, i, to, '}')) {
                    return blanks(b, i + 1, to) == to;
                }
                i = i != NO && is(b, i, to, ',') ? blanks(b, i + 1, to) : NO;
            }
        }
        return false;
    }

    /** A name and its value; gives the index of what stands behind them. */
    private static int member(byte[] b, int quote, int to, JsonFields fields) {
        int nameEnd = stringEnd(b, quote + 1, to);
        int colon = nameEnd == NO ? to : blanks(b, nameEnd + 1, to);
        if (!is(b, colon, to, ':')) {
            return NO;
        }
        int field = JsonFields.of(b, quote + 1, nameEnd);
        int start = blanks(b, colon + 1, to);
        boolean string = is(b, start, to, '"');
        int from = string ? start + 1 : start;
        int end = string ? stringEnd(b, from, to) : numberEnd(b, from, to);
        if (end == NO) {
            return NO;
        }
        fields.put(field, from, end);
        return blanks(b, string ? end + 1 : end, to);
    }

    /** The closing quote of a string without escapes. */
    private static int stringEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != '"' && b[i] != '\\' && (b[i] >= ' ' || b[i] < 0)) {
            i++;
        }
        return is(b, i, to, '"') ? i : NO;
    }

    /** Behind a number as JSON has them (RFC 8259). */
    private static int numberEnd(byte[] b, int from, int to) {
        int i = is(b, from, to, '-') ? from + 1 : from;
        int end = digitsEnd(b, i, to);
        if (end == i || (b[i] == '0' && end > i + 1)) {
            return NO;
        }
        if (is(b, end, to, '.')) {
            i = end + 1;
            end = digitsEnd(b, i, to);
            if (end == i) {
                return NO;
            }
        }
        return is(b, end, to, 'e') || is(b, end, to, 'E') ? exponentEnd(b, end + 1, to) : end;
    }

    private static int exponentEnd(byte[] b, int from, int to) {
        int i = is(b, from, to, '-') || is(b, from, to, '+') ? from + 1 : from;
        int end = digitsEnd(b, i, to);
        return end == i ? NO : end;
    }

    private static int digitsEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    private static int blanks(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean is(byte[] b, int at, int to, char c) {
        return at < to && b[at] == c;
    }
}
