package io.tocsin.history;

import java.nio.charset.StandardCharsets;

/** Bytes that should be UTF-8 (RFC 3629). */
final class Utf8 {
    private Utf8() {}

    /** The first byte that is no part of a character; -1 where all are. */
    static int invalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = length(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Characters (code points) in valid bytes. */
    static int characters(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += isTail(bytes[i]) ? 0 : 1;
        }
        return count;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Of the character that begins here; 0 where none does. */
    private static int length(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to || !isSecond(first, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if (!isTail(bytes[i])) {
                return 0;
            }
        }
        return length;
    }

    /** No overlong form, no surrogate, nothing above U+10FFFF. */
    private static boolean isSecond(int first, int second) {
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }

    private static boolean isTail(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
