package io.tocsin.history;

/** What may stand around the text of a cell. */
final class Cells {
    private Cells() {}

    /** The first byte that is no blank; {@code to} where there is none. */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] <= ' ' && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Behind the last byte that is no blank. */
    static int dropBlanks(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && bytes[i - 1] <= ' ' && bytes[i - 1] >= 0) {
            i--;
        }
        return i;
    }
}
