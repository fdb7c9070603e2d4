package io.tocsin.history;

import io.tocsin.config.Text;
import io.tocsin.rules.Quality;

/** Qualities of history files: the native words, and the numbers of OPC DA and OPC UA (semantics of quality). */
final class Qualities {
    static final int NONE = -1;
    static final Text EXPECTED =
            new Text("GOOD、UNCERTAIN、BAD 或 OPC 状态码", "GOOD, UNCERTAIN, BAD or an OPC status number");

    /** OPC DA status words have 16 bits; a greater number is an OPC UA status. */
    private static final long OPC_DA_MAX = 0xFFFF;

    private static final Quality[] WORDS = {Quality.GOOD, Quality.UNCERTAIN, Quality.BAD};

    private Qualities() {}

    /** The code of the quality in these bytes; nothing is good; {@link #NONE} where it is no quality. */
    static int parse(byte[] bytes, int from, int to) {
        if (from == to) {
            return Quality.GOOD.code();
        }
        if (bytes[from] >= '0' && bytes[from] <= '9') {
            long status = status(bytes, from, to);
            return status < 0 ? NONE : opc(status).code();
        }
        for (Quality quality : WORDS) {
            if (isWord(bytes, from, to, quality.name())) {
                return quality.code();
            }
        }
        return NONE;
    }

    private static boolean isWord(byte[] bytes, int from, int to, String word) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = (bytes[from + i] & ~0x20) == word.charAt(i);
        }
        return same;
    }

    /** Up to ten decimal digits, or 0x and up to eight others; -1 for anything else. */
    private static long status(byte[] bytes, int from, int to) {
        boolean hex = to - from > 2 && bytes[from] == '0' && (bytes[from + 1] | 0x20) == 'x';
        int start = hex ? from + 2 : from;
        if (to - start > (hex ? 8 : 10)) {
            return -1;
        }
        long status = 0;
        for (int i = start; i < to; i++) {
            int digit = Character.digit(bytes[i], hex ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            status = status * (hex ? 16 : 10) + digit;
        }
        return status;
    }

    private static Quality opc(long status) {
        long top = status > OPC_DA_MAX ? (status >>> 30) & 3 : 3 - ((status >>> 6) & 3);
        return top == 0 ? Quality.GOOD : isUncertain(status, top) ? Quality.UNCERTAIN : Quality.BAD;
    }

    /** 01 in both dialects; of OPC DA the bits were turned so that good is 0 in both. */
    private static boolean isUncertain(long status, long top) {
        return status > OPC_DA_MAX ? top == 1 : top == 2;
    }
}
