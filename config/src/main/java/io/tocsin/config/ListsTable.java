package io.tocsin.config;

import io.tocsin.config.CsvRow.Cell;
import io.tocsin.config.CsvTable.Column;
import io.tocsin.config.Place.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list that changes by the day, read row by row; what is wrong with a row is told, and the row is left out. */
final class ListsTable {
    private final CsvTable table;
    private final Site site;

    private ListsTable(CsvTable table, Site site) {
        this.table = table;
        this.site = site;
    }

    static void each(String file, byte[] bytes, List<Column> columns, Consumer<Row> reader, Context context) {
        CsvTable table = CsvTable.read(file, bytes, columns, context.problems());
        if (table != null) {
            ListsTable lists = new ListsTable(table, context.site());
            for (int i = 0; i < table.rows().size(); i++) {
                reader.accept(lists.new Row(table.rows().get(i), Path.ROOT.item(i)));
            }
        }
    }

    /** Where problems go, and what a row may refer to. */
    record Context(Site site, Problems problems) {}

    /** One row; it {@linkplain #isSound() is sound} until something of it was refused. */
    final class Row {
        private final CsvRow row;
        private final Path path;
        private boolean sound = true;

        private Row(CsvRow row, Path path) {
            this.row = row;
            this.path = path;
        }

        boolean isSound() {
            return sound;
        }

        int line() {
            return row.line();
        }

        private @Nullable Cell cell(String column) {
            return table.cell(row, column);
        }

        /** The text of a required cell; empty, with a problem, where there is none. */
        String required(String column) {
            String text = text(column);
            if (text == null) {
                refuse(column, Wording.expected(Wording.text("值", "a value"), Wording.NOTHING), null);
            }
            return text == null ? "" : text;
        }

        /** Free text; null where the cell is empty. */
        @Nullable
        String text(String column) {
            Cell cell = cell(column);
            return cell == null || spoiled(column, Spoiled.any(cell.text())) ? null : cell.text();
        }

        private boolean spoiled(String column, @Nullable Text how) {
            if (how != null) {
                refuse(column, how, null);
            }
            return how != null;
        }

        /** @param known the codes that there are; every code is taken where there are none */
        @Nullable
        String code(String column, Set<String> known) {
            Cell cell = cell(column);
            if (cell == null || spoiled(column, Spoiled.code(cell.text(), known))) {
                return null;
            }
            if (known.isEmpty() || known.contains(cell.text())) {
                return cell.text();
            }
            Text message = Wording.expected(
                    "park.yaml 中定义的 " + column, "a known " + column + " of park.yaml", Wording.quoted(cell.text()));
            refuse(column, message, Names.nearest(cell.text(), known));
            return null;
        }

        /** A plate in the one spelling of {@link GateLists#plate}; empty, with a problem, where it is none. */
        String plate() {
            String written = required("plate");
            String plate = GateLists.plate(written);
            if (!written.isEmpty() && (plate.length() < 5 || plate.length() > 12)) {
                Text wanted =
                        Wording.text("5 至 12 个字符的车牌，如 测A·Y0001挂", "a plate of 5 to 12 characters such as 测A·Y0001挂");
                refuse("plate", Wording.expected(wanted, Text.of(Wording.quoted(written))), null);
            }
            return plate;
        }

        /** A point in time in epoch ms; {@code otherwise} where the cell is empty or wrong. */
        long timeMs(String column, long otherwise) {
            Cell cell = cell(column);
            if (cell == null || spoiled(column, Spoiled.typed(cell.text()))) {
                return otherwise;
            }
            Long ms = Times.epochMs(cell.text(), site.park().zone());
            if (ms == null) {
                Text wanted = Wording.text(
                        "时间，如 2026-11-21 08:00 或 2026-11-21T08:00:00+08:00",
                        "a time such as 2026-11-21 08:00 or 2026-11-21T08:00:00+08:00");
                refuse(column, Wording.expected(wanted, Text.of(Wording.quoted(cell.text()))), null);
            }
            return ms == null ? otherwise : ms;
        }

        void refuse(String column, Text message, @Nullable String nearest) {
            sound = false;
            table.problems().error(place(column), message, nearest);
        }

        void warn(String column, Text message) {
            table.problems().warning(place(column), message);
        }

        Place place(String column) {
            Cell cell = cell(column);
            Cell at = cell == null ? new Cell("", row.line(), 1) : cell;
            return table.place(at, path.field(column));
        }
    }

    static Text unknown(Collection<String> words, String was) {
        return Wording.expected(Wording.oneOf(words), Text.of(Wording.quoted(was)));
    }
}
