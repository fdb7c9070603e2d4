package io.tocsin.config;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/** A row of a table that knows where each of its cells stands. */
public record CsvRow(int line, List<Cell> cells) {
    public CsvRow {
        cells = List.copyOf(cells);
    }

    /**
     * One cell, without the white space around its text.
     *
     * @param line 1-based
     * @param column 1-based, in characters of the line
     */
    public record Cell(String text, int line, int column) {}

    /** True where nothing is written, or a note to people behind {@code #} and a space. */
    public boolean isSilent() {
        return cells.stream().allMatch(cell -> cell.text().isEmpty())
                || cells.get(0).text().startsWith("# ");
    }

    /** Builds rows as the parser goes; quotes count as the columns that they take in the file. */
    public static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private int line;
        private int first;
        private int column;
        private List<Cell> cells = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            first = Math.toIntExact(startingLineNumber);
            line = first;
            column = 1;
            cells = new ArrayList<>(cells.size());
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            String text = new String(buffer, offset, length);
            cells.add(new Cell(text.strip(), line, column));
            int newline = text.lastIndexOf('\n');
            line += (int) text.chars().filter(c -> c == '\n').count();
            String last = text.substring(newline + 1);
            long quotes = last.chars().filter(c -> c == '"').count() + (newline < 0 ? 2 : 1);
            int width = last.codePointCount(0, last.length()) + (quoted ? (int) quotes : 0) + 1;
            column = newline < 0 ? column + width : 1 + width;
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(first, cells);
        }
    }
}
