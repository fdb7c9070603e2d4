package io.tocsin.ingest;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.io.NumberInput;

/** Numbers as gateways write them, in or out of quotes. */
final class Decimals {
    /** Above it a double no longer tells neighbours apart: the largest sequence number. */
    static final long EXACT_MAX = 1L << 53;

    private static final int CHARS_MAX = 400;

    private Decimals() {}

    /** The number that the parser stands on; NaN where it is too large to be one. */
    static double number(JsonParser parser) {
        try {
            double value = parser.getDoubleValue();
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (InputCoercionException e) {
            return Double.NaN;
        }
    }

    /** A whole number 0..2^53 that the parser stands on, in or out of quotes; negative for anything else. */
    static long count(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                long value = parser.getLongValue();
                return value <= EXACT_MAX ? value : -1;
            } catch (InputCoercionException e) {
                return -1;
            }
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return -1;
        }
        double value = parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        return value >= 0 && value <= EXACT_MAX && value == StrictMath.rint(value) ? (long) value : -1;
    }

    /**
     * A decimal number in text; NaN for anything else. Stricter than Java's own parser, which takes "NaN", "1f", "0x1p3"
     * and surrounding blanks.
     */
    static double parse(char[] chars, int from, int length) {
        if (length == 0 || length > CHARS_MAX || !isDecimal(chars, from, from + length)) {
            return Double.NaN;
        }
        double value = NumberInput.parseDouble(chars, from, length, true);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static boolean isDecimal(char[] chars, int from, int end) {
        int at = afterSign(chars, from, end);
        int mantissa = afterDigits(chars, at, end);
        int digits = mantissa - at;
        if (mantissa < end && chars[mantissa] == '.') {
            at = mantissa + 1;
            mantissa = afterDigits(chars, at, end);
            digits += mantissa - at;
        }
        if (digits == 0 || mantissa == end) {
            return digits > 0;
        }
        if (chars[mantissa] != 'e' && chars[mantissa] != 'E') {
            return false;
        }
        at = afterSign(chars, mantissa + 1, end);
        int exponent = afterDigits(chars, at, end);
        return exponent > at && exponent == end;
    }

    private static int afterSign(char[] chars, int at, int end) {
        return at < end && (chars[at] == '+' || chars[at] == '-') ? at + 1 : at;
    }

    private static int afterDigits(char[] chars, int from, int end) {
        int at = from;
        while (at < end && chars[at] >= '0' && chars[at] <= '9') {
            at++;
        }
        return at;
    }
}
