package io.tocsin.config;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.tocsin.config.CsvRow.Cell;
import io.tocsin.config.Place.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table with a header that was understood: its rows, and where each column stands. */
final class CsvTable {
    /** Columns that people keep for themselves. */
    static final List<String> ASIDE = List.of("name", "note", "remark", "no", "no.", "名称", "备注", "说明", "描述", "序号");

    private final String file;
    private final Problems problems;
    private final boolean foreign;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<CsvRow> rows = new ArrayList<>();

    /**
     * A column that a table may have.
     *
     * @param name in English, as in the other files
     * @param aliases other names for it
     */
    record Column(String name, List<String> aliases, boolean required) {
        static Column of(String name, String aliases) {
            return new Column(name, Arrays.asList(aliases.split(" ")), false);
        }

        Column asRequired() {
            return new Column(name, aliases, true);
        }

        private boolean answersTo(String header) {
            String folded = header.toLowerCase(Locale.ROOT);
            return name.toLowerCase(Locale.ROOT).equals(folded) || aliases.contains(folded);
        }
    }

    private CsvTable(String file, Problems problems, boolean foreign) {
        this.file = file;
        this.problems = problems;
        this.foreign = foreign;
    }

    /** Null, with a problem, where there is no header that could be understood. */
    static @Nullable CsvTable read(String file, byte[] bytes, List<Column> columns, Problems problems) {
        return read(file, bytes, columns, problems, false);
    }

    /** @param foreign true where other columns may be there: they are worth a warning, and ignored */
    static @Nullable CsvTable read(
            String file, byte[] bytes, List<Column> columns, Problems problems, boolean foreign) {
        String text = CsvText.decoded(file, bytes, problems);
        CsvTable table = new CsvTable(file, problems, foreign);
        return text != null && table.parse(text) && table.header(columns) ? table : null;
    }

    private boolean parse(String text) {
        String header = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .findFirst()
                .orElse("");
        CsvRow last = null;
        try (CsvReader<CsvRow> reader = CsvReader.builder()
                .fieldSeparator(CsvText.separator(header))
                .allowMissingFields(true)
                .allowExtraFields(true)
                .build(new CsvRow.Handler(), text)) {
            for (CsvRow row : reader) {
                last = row;
                if (!row.isSilent()) {
                    rows.add(row);
                }
            }
            return true;
        } catch (CsvParseException e) {
            Place place = new Place(file, last == null ? 1 : last.line() + 1, 1, Path.ROOT);
            Text was = Text.of(e.getMessage() == null ? "CsvParseException" : e.getMessage());
            problems.error(place, Wording.expected(Wording.text("CSV 表格", "a CSV table"), was));
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("expected no I/O in reading a text", e);
        }
    }

    private boolean header(List<Column> columns) {
        if (rows.isEmpty()) {
            Text wanted = Wording.text("表头", "a header");
            problems.error(Place.whole(file), Wording.expected(wanted, Wording.NOTHING));
            return false;
        }
        CsvRow header = rows.remove(0);
        for (int i = 0; i < header.cells().size(); i++) {
            column(header.cells().get(i), i, columns);
        }
        List<Column> missing = columns.stream()
                .filter(column -> column.required() && !places.containsKey(column.name()))
                .toList();
        for (Column column : missing) {
            String names = "`" + column.name() + "` (" + String.join(" ", column.aliases()) + ")";
            Text wanted = new Text("列 " + names, "a column " + names);
            problems.error(new Place(file, header.line(), 1, Path.ROOT), Wording.expected(wanted, Wording.NOTHING));
        }
        return missing.isEmpty();
    }

    private void column(Cell cell, int index, List<Column> columns) {
        if (cell.text().isEmpty() || ASIDE.contains(cell.text().toLowerCase(Locale.ROOT))) {
            return;
        }
        List<String> names = columns.stream().map(Column::name).toList();
        Column found = columns.stream()
                .filter(column -> column.answersTo(cell.text()))
                .findFirst()
                .orElse(null);
        Text was = Text.of(Wording.quoted(cell.text()));
        if (found == null) {
            List<String> known = new ArrayList<>(names);
            columns.forEach(column -> known.addAll(column.aliases()));
            Text wanted = Wording.text("已知的列名", "a known column");
            String nearest = Names.nearest(cell.text(), known);
            if (foreign) {
                Text ignored = new Text(was.zh() + "，已忽略", was.en() + ", which is ignored");
                problems.warning(place(cell, Path.ROOT), Wording.expected(wanted, ignored), nearest);
            } else {
                problems.error(place(cell, Path.ROOT), Wording.expected(wanted, was), nearest);
            }
        } else if (places.putIfAbsent(found.name(), index) != null) {
            Text wanted = Wording.text("每列只出现一次", "each column once");
            Text second = Wording.text("第二个 ", "a second ").with("`" + found.name() + "`");
            problems.error(place(cell, Path.ROOT), Wording.expected(wanted, second));
        }
    }

    /** Rows below the header, without silent ones. */
    List<CsvRow> rows() {
        return rows;
    }

    /** The names of the columns that are there, in the order of the file. */
    Set<String> columns() {
        return places.keySet();
    }

    /** Null where the cell is empty or the table has no such column. */
    @Nullable
    Cell cell(CsvRow row, String column) {
        Integer index = places.get(column);
        Cell cell = index == null || index >= row.cells().size()
                ? null
                : row.cells().get(index);
        return cell == null || cell.text().isEmpty() ? null : cell;
    }

    Place place(Cell cell, Path path) {
        return new Place(file, cell.line(), cell.column(), path);
    }

    String file() {
        return file;
    }

    Problems problems() {
        return problems;
    }
}
