package io.tocsin.history;

import io.tocsin.config.Text;
import java.io.IOException;
import java.util.Arrays;

/**
 * A line of a CSV file cut into its cells (RFC 4180), without blanks around them. A quoted cell ends on its own line: a
 * stray quote costs one line, not the rest of the file.
 */
final class CsvLine {
    private static final Text CLOSING_QUOTE = new Text("同一行内的右引号", "a closing quote on the same line");
    private static final Text END_OF_LINE = new Text("行尾", "the end of the line");
    private static final Text COMMA = new Text("引号后的逗号", "a comma behind the closing quote");

    private final Lines lines;
    private final Mistakes mistakes;
    /** For each cell its beginning in the file, and of its text the first byte and behind the last. */
    private int[] starts = new int[16];

    private int[] froms = new int[16];
    private int[] tos = new int[16];
    private byte[] bytes = {};
    private int count;
    private int width = Integer.MAX_VALUE;

    CsvLine(Lines lines, Mistakes mistakes) {
        this.lines = lines;
        this.mistakes = mistakes;
    }

    /** From now on a line of another number of cells is a mistake. */
    void expect(int width) {
        this.width = width;
    }

    /** Goes to the next line that has its cells; false at the end. */
    boolean next() throws IOException {
        while (lines.next()) {
            if (cut() && hasWidth()) {
                return true;
            }
        }
        return false;
    }

    /** Cuts the line that the lines stand on; false where a quote is wrong. */
    boolean cut() {
        bytes = lines.buffer();
        count = 0;
        int end = lines.to();
        int i = lines.from();
        while (true) {
            int start = i;
            if (i < end && bytes[i] == '"') {
                i = quoted(start, end);
                if (i < 0) {
                    return false;
                }
            } else {
                while (i < end && bytes[i] != ',') {
                    i++;
                }
                keep(start, start, i);
            }
            if (i >= end) {
                return true;
            }
            i++;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    int from(int cell) {
        return froms[cell];
    }

    int to(int cell) {
        return tos[cell];
    }

    boolean isEmpty(int cell) {
        return froms[cell] == tos[cell];
    }

    String text(int cell) {
        return Utf8.text(bytes, froms[cell], tos[cell]);
    }

    Mistakes mistakes() {
        return mistakes;
    }

    long number() {
        return lines.number();
    }

    /** 1-based, in characters. */
    int column(int cell) {
        return lines.column(starts[cell]);
    }

    void expected(int cell, Text expected) {
        Text was = isEmpty(cell) ? Mistakes.NOTHING : Mistakes.quoted(text(cell));
        mistakes.expected(number(), column(cell), expected, was);
    }

    private boolean hasWidth() {
        if (count != width) {
            mistakes.expected(
                    number(),
                    1,
                    new Text(width + " 个单元格", width + " cells"),
                    new Text(count + " 个", count == 1 ? "1 cell" : count + " cells"));
        }
        return count == width;
    }

    /** Keeps a quoted cell and gives the index behind it; -1 where it has no end. */
    private int quoted(int start, int end) {
        int text = start + 1;
        int to = text;
        int i = text;
        while (i < end && (bytes[i] != '"' || (i + 1 < end && bytes[i + 1] == '"'))) {
            i += bytes[i] == '"' ? 2 : 1;
            bytes[to++] = bytes[i - 1];
        }
        if (i >= end) {
            mistakes.expected(number(), lines.column(start), CLOSING_QUOTE, END_OF_LINE);
            return -1;
        }
        // Quotes that were doubled move behind the text, so that the columns behind it stay what they were.
        Arrays.fill(bytes, to, i, (byte) '"');
        keep(start, text, to);
        return behind(i + 1, end);
    }

    private int behind(int i, int end) {
        if (i < end && bytes[i] != ',') {
            mistakes.expected(number(), lines.column(i), COMMA, Mistakes.quoted(Utf8.text(bytes, i, end)));
            return -1;
        }
        return i;
    }

    private void keep(int start, int from, int to) {
        if (count == froms.length && count <= width) {
            grow();
        }
        if (count < froms.length) {
            starts[count] = start;
            froms[count] = Cells.skipBlanks(bytes, from, to);
            tos[count] = Cells.dropBlanks(bytes, froms[count], to);
        }
        count++;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * count);
        froms = Arrays.copyOf(froms, 2 * count);
        tos = Arrays.copyOf(tos, 2 * count);
    }
}
