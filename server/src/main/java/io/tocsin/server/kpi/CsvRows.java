package io.tocsin.server.kpi;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.tocsin.config.CsvRow;
import io.tocsin.config.Text;
import io.tocsin.server.kpi.Row.Cell;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file, their fields by the names in the header. */
final class CsvRows implements RowSource {
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;
    private final Mistakes mistakes;
    private final List<String> names = new ArrayList<>();
    private long lastLine;
    private boolean ended;

    CsvRows(Reader text, Mistakes mistakes) throws IOException {
        this.mistakes = mistakes;
        this.reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .build(new CsvRow.Handler(), text);
        this.rows = reader.iterator();
        CsvRow header = row();
        if (header == null) {
            mistakes.expected(1, 1, new Text("表头", "a header"), Mistakes.NOTHING);
        } else {
            header(header);
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (!ended) {
            CsvRow row = row();
            if (row != null && row.cells().size() == names.size()) {
                return new Row(row.line(), cells(row));
            }
            if (row != null) {
                mistakes.expected(
                        row.line(), 1, cells(names.size()), cells(row.cells().size()));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** What cannot be parsed ends the file: where the next row begins is not known. */
    private @Nullable CsvRow row() throws IOException {
        try {
            if (rows.hasNext()) {
                CsvRow row = rows.next();
                lastLine = row.line();
                return row;
            }
        } catch (CsvParseException e) {
            mistakes.expected(lastLine + 1, 1, Text.of("CSV"), Text.of(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ended = true;
        return null;
    }

    private void header(CsvRow header) {
        header.cells().forEach(cell -> names.add(cell.text().toLowerCase(Locale.ROOT)));
        require(header, new Text("列 time", "a column time"), "time");
        if (names.contains("alarmid")) {
            require(header, new Text("列 state 或 type", "a column state or type"), "state", "type");
        } else {
            require(header, new Text("列 state", "a column state"), "state");
            require(header, new Text("列 tag", "a column tag"), "tag");
            require(header, new Text("列 condition 或 limit", "a column condition or limit"), "condition", "limit");
        }
        for (int i = 0; i < names.size(); i++) {
            if (AlarmLines.FIELDS.contains(names.get(i)) && names.indexOf(names.get(i)) < i) {
                Text once = new Text("每列只出现一次", "each column once");
                CsvRow.Cell cell = header.cells().get(i);
                mistakes.expected(cell.line(), cell.column(), once, Mistakes.quoted(cell.text()));
                ended = true;
            }
        }
    }

    private void require(CsvRow header, Text what, String... anyOf) {
        for (String name : anyOf) {
            if (names.contains(name)) {
                return;
            }
        }
        String was = header.cells().stream().map(CsvRow.Cell::text).collect(Collectors.joining(","));
        mistakes.expected(header.line(), 1, what, Mistakes.quoted(was));
        ended = true;
    }

    private Map<String, Cell> cells(CsvRow row) {
        Map<String, Cell> cells = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            CsvRow.Cell cell = row.cells().get(i);
            if (!cell.text().isEmpty() && AlarmLines.FIELDS.contains(names.get(i))) {
                cells.put(names.get(i), new Cell(cell.text(), cell.column()));
            }
        }
        return cells;
    }

    private static Text cells(int count) {
        return new Text(count + " 格", count + " cells");
    }
}
