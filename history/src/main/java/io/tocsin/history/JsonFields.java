package io.tocsin.history;

/** The fields of one line of JSON that a sample is made of: each a range of bytes, without blanks around it. */
final class JsonFields {
    static final int TIME = 0;
    static final int TAG = 1;
    static final int VALUE = 2;
    static final int QUALITY = 3;
    static final int RECEIVED = 4;
    static final int OTHER = 5;

    private static final int ABSENT = -2;
    private static final int NULL = -1;

    private final int[] froms = new int[OTHER];
    private final int[] tos = new int[OTHER];
    private final int[] columns = new int[OTHER];
    private byte[] bytes = {};

    /** Which field a name means. */
    static int of(byte[] b, int from, int to) {
        return switch (to - from) {
            case 1 -> b[from] == 't' ? TIME : b[from] == 'v' ? VALUE : b[from] == 'q' ? QUALITY : OTHER;
            case 3 -> b[from] == 't' && b[from + 1] == 'a' && b[from + 2] == 'g' ? TAG : OTHER;
            case 8 -> Utf8.text(b, from, to).equals("received") ? RECEIVED : OTHER;
            default -> OTHER;
        };
    }

    void clear(byte[] of) {
        bytes = of;
        for (int i = 0; i < OTHER; i++) {
            froms[i] = ABSENT;
            columns[i] = 1;
        }
    }

    /** The same bytes in a longer array. */
    void moved(byte[] to) {
        bytes = to;
    }

    void put(int field, int from, int to) {
        if (field != OTHER) {
            froms[field] = Cells.skipBlanks(bytes, from, to);
            tos[field] = Cells.dropBlanks(bytes, froms[field], to);
        }
    }

    void putNull(int field) {
        if (field != OTHER) {
            froms[field] = NULL;
        }
    }

    void putColumn(int field, int column) {
        if (field != OTHER) {
            columns[field] = column;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    boolean has(int field) {
        return froms[field] != ABSENT;
    }

    /** True also where there is no such field. */
    boolean isNull(int field) {
        return froms[field] < 0;
    }

    boolean isBlank(int field) {
        return isNull(field) || froms[field] == tos[field];
    }

    int from(int field) {
        return froms[field];
    }

    int to(int field) {
        return tos[field];
    }

    String text(int field) {
        return Utf8.text(bytes, froms[field], tos[field]);
    }

    /** 1-based; 1 where there is no such field. */
    int column(int field) {
        return columns[field];
    }
}
