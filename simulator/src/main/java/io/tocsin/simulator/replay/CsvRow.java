package io.tocsin.simulator.replay;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of a CSV file that knows where it stands.
 *
 * @param line 1-based line of its beginning
 * @param columns 1-based column of each cell's beginning
 */
record CsvRow(long line, List<String> cells, List<Integer> columns) {
    /** The cell, or an empty one where the row is too short. */
    String cell(int index) {
        return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }

    int column(int index) {
        return index < columns.size() ? columns.get(index) : 1;
    }

    /** Builds rows as the parser goes; quotes count as the columns that they take in the file. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private long line;
        private int column;
        private List<String> cells = new ArrayList<>();
        private List<Integer> columns = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            column = 1;
            cells = new ArrayList<>(cells.size());
            columns = new ArrayList<>(columns.size());
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            String cell = new String(buffer, offset, length);
            cells.add(cell);
            columns.add(column);
            long doubled = quoted ? 2 + cell.chars().filter(c -> c == '"').count() : 0;
            column += length + (int) doubled + 1;
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(line, cells, columns);
        }
    }
}
