package io.tocsin.config;

import io.tocsin.config.CsvRow.Cell;
import io.tocsin.config.Place.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code alarms.csv}, the master alarm database of a site: one row for each alarm of which it says something. */
final class AlarmsCsv {
    static final String NAME = "alarms.csv";

    private static final List<String> CONDITIONS =
            Arrays.stream(Condition.values()).map(Condition::name).toList();
    private static final AlarmColumn[][] TEXTS = {
        {AlarmColumn.CAUSE, AlarmColumn.CAUSE_ZH, AlarmColumn.CAUSE_EN},
        {AlarmColumn.CONSEQUENCE, AlarmColumn.CONSEQUENCE_ZH, AlarmColumn.CONSEQUENCE_EN},
        {AlarmColumn.ACTION, AlarmColumn.ACTION_ZH, AlarmColumn.ACTION_EN}
    };

    private final CsvTable table;
    private final Map<String, Place> seen = new LinkedHashMap<>();
    private final List<Written> rows = new ArrayList<>();

    private AlarmsCsv(CsvTable table) {
        this.table = table;
    }

    /**
     * The bytes of a table, with the name that problems call it by. Where a person hands it over it is foreign: columns
     * that nobody knows are theirs, and ignored.
     */
    static final class Source {
        private final String name;
        private final byte[] bytes;
        private final boolean foreign;

        Source(String name, byte[] bytes, boolean foreign) {
            this.name = name;
            this.bytes = bytes;
            this.foreign = foreign;
        }

        static Source of(byte[] bytes) {
            return new Source(NAME, bytes, false);
        }

        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** A row, and where each of its cells stands. */
    record Written(AlarmRow row, Map<AlarmColumn, Place> places) {
        Place place(AlarmColumn column) {
            Place place = places.get(column);
            return place == null ? places.getOrDefault(AlarmColumn.TAG, Place.whole(NAME)) : place;
        }

        String cell(AlarmColumn column) {
            return row.cell(column);
        }

        boolean has(AlarmColumn column) {
            return !cell(column).isEmpty();
        }

        boolean isOff() {
            return cell(AlarmColumn.VALUE).equals(AlarmCells.OFF);
        }
    }

    /** In the order of the file, without rows that cannot be understood. */
    static List<Written> parse(Source source, Problems problems) {
        CsvTable table = CsvTable.read(source.name, source.bytes, AlarmColumn.columns(), problems, source.foreign);
        if (table == null) {
            return List.of();
        }
        AlarmsCsv csv = new AlarmsCsv(table);
        table.rows().forEach(csv::row);
        return csv.rows;
    }

    private void row(CsvRow row) {
        Cell tag = required(row, AlarmColumn.TAG);
        Cell name = required(row, AlarmColumn.CONDITION);
        Condition condition = name == null ? null : condition(name);
        if (tag == null || condition == null) {
            return;
        }
        Path path = Path.ROOT.field(plain(tag) + ":" + condition);
        Map<AlarmColumn, String> cells = new EnumMap<>(AlarmColumn.class);
        Map<AlarmColumn, Place> places = new EnumMap<>(AlarmColumn.class);
        places.put(AlarmColumn.TAG, table.place(tag, path));
        for (AlarmColumn column : AlarmColumn.values()) {
            Cell cell = column.compareTo(AlarmColumn.VALUE) < 0 ? null : table.cell(row, column.heading());
            Place place = cell == null ? null : table.place(cell, path.field(column.heading()));
            String text = cell == null || place == null
                    ? null
                    : new AlarmCell(column, place, table.problems()).read(cell.text());
            if (text != null && place != null) {
                cells.put(column, text);
                places.put(column, place);
            }
        }
        inBothLanguages(cells, places);
        Written written = new Written(AlarmRow.of(plain(tag), condition, cells), places);
        if (isFirst(written)) {
            rows.add(written);
        }
    }

    private @Nullable Cell required(CsvRow row, AlarmColumn column) {
        Cell cell = table.cell(row, column.heading());
        if (cell == null) {
            Text wanted = Wording.text("`" + column.heading() + "`", "a `" + column.heading() + "` in every row");
            Place place = new Place(table.file(), row.line(), 1, Path.ROOT);
            table.problems().error(place, Wording.expected(wanted, Wording.NOTHING));
        }
        return cell;
    }

    private static String plain(Cell tag) {
        return AlarmCell.withoutMark(tag.text());
    }

    private @Nullable Condition condition(Cell cell) {
        if (CONDITIONS.contains(cell.text())) {
            return Condition.valueOf(cell.text());
        }
        Text message = Wording.expected(Wording.oneOf(CONDITIONS), Text.of(Wording.quoted(cell.text())));
        table.problems().error(table.place(cell, Path.ROOT), message, Names.nearest(cell.text(), CONDITIONS));
        return null;
    }

    /** A text that is given in one language only stands for both. */
    private static void inBothLanguages(Map<AlarmColumn, String> cells, Map<AlarmColumn, Place> places) {
        for (AlarmColumn[] text : TEXTS) {
            stand(cells, places, text[1], text[0], text[2]);
            stand(cells, places, text[2], text[0], text[1]);
            cells.remove(text[0]);
        }
    }

    private static void stand(
            Map<AlarmColumn, String> cells, Map<AlarmColumn, Place> places, AlarmColumn in, AlarmColumn... others) {
        for (AlarmColumn other : others) {
            String text = cells.get(other);
            Place place = places.get(other);
            if (!cells.containsKey(in) && text != null && place != null) {
                cells.put(in, text);
                places.put(in, place);
            }
        }
    }

    private boolean isFirst(Written written) {
        Place place = written.place(AlarmColumn.TAG);
        Place first = seen.putIfAbsent(written.row().id(), place);
        if (first != null) {
            Text wanted = Wording.text("每个报警一行", "one row for each alarm");
            String id = Wording.quoted(written.row().id());
            Text was = new Text(
                    "第二个 " + id + "（第一个在第 " + first.line() + " 行）",
                    "a second " + id + " (the first stands in line " + first.line() + ")");
            table.problems().error(place, Wording.expected(wanted, was));
        }
        return first == null;
    }
}
