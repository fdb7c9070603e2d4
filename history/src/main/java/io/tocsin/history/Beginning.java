package io.tocsin.history;

import io.tocsin.config.Text;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells from the beginning of a file which form it has. */
final class Beginning {
    private static final int[] BOM = {0xEF, 0xBB, 0xBF};
    private static final int[] UTF_16_LITTLE = {0xFF, 0xFE};
    private static final int[] UTF_16_BIG = {0xFE, 0xFF};
    private static final int[] ZIP = {'P', 'K', 3, 4};
    private static final int LOOKED_AT = 4096;
    private static final Text FORMS = new Text("CSV 或 JSON Lines", "CSV or JSON lines");
    private static final Rows NO_ROWS = sample -> false;

    private Beginning() {}

    static Rows rows(Lines lines, TagTable tags, Mistakes mistakes) throws IOException {
        if (begins(lines, UTF_16_LITTLE) || begins(lines, UTF_16_BIG)) {
            return refused(mistakes, Text.of("UTF-8"), Text.of("UTF-16"));
        }
        if (begins(lines, ZIP)) {
            return refused(mistakes, FORMS, new Text("zip 或 Excel 文件", "a zip or Excel file"));
        }
        if (isBinary(lines)) {
            return refused(mistakes, FORMS, new Text("二进制文件", "a binary file"));
        }
        if (begins(lines, BOM)) {
            lines.skip(BOM.length);
        }
        long before = mistakes.findings().mistakeCount();
        if (lines.next()) {
            return rowsFrom(lines, tags, mistakes, before);
        }
        return mistakes.findings().mistakeCount() > before || lines.isTorn()
                ? NO_ROWS
                : refused(mistakes, CsvHeader.WITH_TIME, new Text("空文件", "an empty file"));
    }

    /** @param before the mistakes until here; a header that is no text is not to be looked for in the next line */
    private static Rows rowsFrom(Lines lines, TagTable tags, Mistakes mistakes, long before) {
        int first = lines.buffer()[Cells.skipBlanks(lines.buffer(), lines.from(), lines.to())];
        if (first == '{') {
            lines.back();
            return new JsonRows(lines, tags, mistakes);
        }
        if (mistakes.findings().mistakeCount() > before) {
            return NO_ROWS;
        }
        if (first == '[') {
            return refused(mistakes, FORMS, new Text("JSON 数组", "a JSON array"));
        }
        CsvLine line = new CsvLine(lines, mistakes);
        @Nullable CsvHeader header = line.cut() ? CsvHeader.read(line, mistakes) : null;
        if (header == null) {
            return NO_ROWS;
        }
        return header.isLong() ? new LongRows(line, header, tags) : new WideRows(line, header, tags);
    }

    private static Rows refused(Mistakes mistakes, Text expected, Text was) {
        mistakes.expected(1, 1, expected, was);
        return NO_ROWS;
    }

    private static boolean begins(Lines lines, int[] magic) {
        boolean same = lines.limit() >= magic.length;
        for (int i = 0; same && i < magic.length; i++) {
            same = (lines.buffer()[i] & 0xFF) == magic[i];
        }
        return same;
    }

    private static boolean isBinary(Lines lines) {
        for (int i = 0; i < Math.min(lines.limit(), LOOKED_AT); i++) {
            byte b = lines.buffer()[i];
            if ((b >= 0 && b < '\t') || (b > '\r' && b < ' ')) {
                return true;
            }
        }
        return false;
    }
}
