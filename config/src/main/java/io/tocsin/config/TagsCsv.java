package io.tocsin.config;

import io.tocsin.config.CsvRow.Cell;
import io.tocsin.config.CsvTable.Column;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns {@code tags.csv}, the 位号表 of a spreadsheet, into what {@code tags.yaml} would say, each value at its cell. */
final class TagsCsv {
    static final String NAME = "tags.csv";

    /** What a column may hold. */
    private enum Holds {
        CODE,
        WORD,
        TEXT,
        NUMBER,
        DURATION,
        STATES,
        ALARM_VALUES
    }

    /** @param path the field of a tag that the column stands for */
    private record Meaning(Column column, Holds holds, List<String> path) {}

    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("液位", "LEVEL"),
            Map.entry("压力", "PRESSURE"),
            Map.entry("温度", "TEMPERATURE"),
            Map.entry("流量", "FLOW"),
            Map.entry("气体", "GAS"),
            Map.entry("气体浓度", "GAS"),
            Map.entry("阀门", "VALVE"),
            Map.entry("开关", "SWITCH"),
            Map.entry("气象", "WEATHER"));

    private static final Map<String, Meaning> MEANINGS = meanings();

    private final CsvTable table;
    private final Owners owners;

    private TagsCsv(CsvTable table, Owners owners) {
        this.table = table;
        this.owners = owners;
    }

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> all = new LinkedHashMap<>();
        add(all, "tag", "位号 编码 指标编码", Holds.CODE, "tag");
        add(all, "metric", "指标 指标类型", Holds.WORD, "metric");
        add(all, "unit", "单位", Holds.TEXT, "unit");
        add(all, "rangeLow", "量程下限", Holds.NUMBER, "range.low");
        add(all, "rangeHigh", "量程上限", Holds.NUMBER, "range.high");
        add(all, "failLow", "失效下限", Holds.NUMBER, "range.failLow");
        add(all, "failHigh", "失效上限", Holds.NUMBER, "range.failHigh");
        add(all, "interval", "采集周期 采样周期", Holds.DURATION, "interval");
        add(all, "enterprise", "企业 企业编码", Holds.CODE, "enterprise");
        add(all, "gateway", "网关 网关编码", Holds.CODE, "gateway");
        add(all, "tank", "储罐 罐号", Holds.CODE, "tank");
        add(all, "area", "区域 位置", Holds.TEXT, "area");
        add(all, "deadband", "死区 回差", Holds.NUMBER, "deadband");
        add(all, "onDelay", "报警延时", Holds.DURATION, "onDelay");
        add(all, "offDelay", "恢复延时", Holds.DURATION, "offDelay");
        add(all, "LL", "低低报 低低限", Holds.NUMBER, "limits.LL.value");
        add(all, "L", "低报 低限", Holds.NUMBER, "limits.L.value");
        add(all, "H", "高报 高限", Holds.NUMBER, "limits.H.value");
        add(all, "HH", "高高报 高高限", Holds.NUMBER, "limits.HH.value");
        add(all, "CH", "临界高报", Holds.NUMBER, "limits.CH.value");
        add(all, "GAS_L1", "一级报警", Holds.NUMBER, "limits.GAS_L1.value");
        add(all, "GAS_L2", "二级报警", Holds.NUMBER, "limits.GAS_L2.value");
        add(all, "states", "状态", Holds.STATES, "states");
        add(all, "alarmValues", "报警状态", Holds.ALARM_VALUES, "state.alarmValues");
        for (String limit : Shape.LIMITS.names()) {
            more(all, limit, "deadband", ".死区", Holds.NUMBER);
            more(all, limit, "onDelay", ".报警延时", Holds.DURATION);
            more(all, limit, "offDelay", ".恢复延时", Holds.DURATION);
            more(all, limit, "priority", ".优先级", Holds.WORD);
        }
        return all;
    }

    /** What one limit may say of itself: {@code HH.onDelay}. */
    private static void more(Map<String, Meaning> all, String limit, String field, String alias, Holds holds) {
        String zh = limit.toLowerCase(Locale.ROOT) + alias;
        add(all, limit + "." + field, zh, holds, "limits." + limit + "." + field);
    }

    private static void add(Map<String, Meaning> all, String name, String aliases, Holds holds, String path) {
        Column column = Column.of(name, aliases);
        all.put(
                name,
                new Meaning(name.equals("tag") ? column.asRequired() : column, holds, List.of(path.split("\\."))));
    }

    /** The columns that the file may have, in the order of the documentation. */
    static List<Column> columns() {
        return MEANINGS.values().stream().map(Meaning::column).toList();
    }

    /** Where a column's value stands in tags.yaml. */
    static String field(String column) {
        Meaning meaning = MEANINGS.get(column);
        if (meaning == null) {
            throw new IllegalStateException("expected a column of tags.csv, was " + column);
        }
        return String.join(".", meaning.path());
    }

    /** The same document as tags.yaml would be; null, with problems, where the table cannot be read. */
    static @Nullable YamlNode parse(byte[] bytes, Owners owners, Problems problems) {
        CsvTable table = CsvTable.read(NAME, bytes, columns(), problems);
        return table == null ? null : new TagsCsv(table, owners).document();
    }

    private YamlNode document() {
        List<YamlNode> items = new ArrayList<>();
        for (CsvRow row : table.rows()) {
            items.add(tag(row, Path.ROOT.field("tags").item(items.size())));
        }
        Sequence tags = new Sequence(items, 1, 1);
        return Mapping.empty().with("tags", tags);
    }

    private Mapping tag(CsvRow row, Path path) {
        Branch root = new Branch(row.line(), 1);
        for (String column : table.columns()) {
            Cell cell = table.cell(row, column);
            Meaning meaning = MEANINGS.get(column);
            YamlNode value = cell == null || meaning == null ? null : value(cell, meaning, path);
            if (value != null && meaning != null) {
                root.put(meaning.path(), 0, value);
            }
        }
        return root.mapping();
    }

    /** A mapping in the making. */
    private record Branch(int line, int column, Map<String, Object> children) {
        Branch(int line, int column) {
            this(line, column, new LinkedHashMap<>());
        }

        void put(List<String> path, int depth, YamlNode value) {
            String name = path.get(depth);
            if (depth == path.size() - 1) {
                children.put(name, value);
            } else {
                Branch next =
                        (Branch) children.computeIfAbsent(name, absent -> new Branch(value.line(), value.column()));
                next.put(path, depth + 1, value);
            }
        }

        Mapping mapping() {
            Map<String, Entry> entries = new LinkedHashMap<>();
            children.forEach((name, child) -> {
                YamlNode node = child instanceof Branch branch ? branch.mapping() : (YamlNode) child;
                entries.put(name, new Entry(node.line(), node.column(), node));
            });
            return new Mapping(entries, line, column);
        }
    }

    /** Null, with a problem, where a spreadsheet spoiled the cell. */
    private @Nullable YamlNode value(Cell cell, Meaning meaning, Path path) {
        Text wrong = wrong(cell.text(), meaning);
        if (wrong != null) {
            table.problems().error(table.place(cell, path.field(meaning.column().name())), wrong);
            boolean isId = meaning.column().name().equals("tag");
            return isId ? text(cell, cell.text() + " (" + cell.line() + ")") : null;
        }
        return switch (meaning.holds()) {
            case CODE, TEXT -> text(cell, cell.text());
            case WORD -> text(cell, METRICS.getOrDefault(cell.text(), cell.text()));
            case NUMBER, DURATION -> plain(cell, cell.text());
            case STATES -> states(cell, path);
            case ALARM_VALUES -> alarmValues(cell);
        };
    }

    private @Nullable Text wrong(String cell, Meaning meaning) {
        return switch (meaning.holds()) {
            case CODE -> Spoiled.code(cell, known(meaning.column().name()));
            case NUMBER -> Spoiled.number(cell);
            case WORD, DURATION -> Spoiled.typed(cell);
            case TEXT, STATES, ALARM_VALUES -> Spoiled.any(cell);
        };
    }

    private Set<String> known(String column) {
        return column.equals("tag") ? Set.of() : owners.ids(column);
    }

    private static Scalar text(Cell cell, String text) {
        return new Scalar(text, Kind.TEXT, "", cell.line(), cell.column());
    }

    private static Scalar plain(Cell cell, String text) {
        return new Scalar(text, Scalar.plain(text), "", cell.line(), cell.column());
    }

    /** {@code 0=NORMAL 1=TRIPPED}, with spaces, semicolons or commas between. */
    private @Nullable Mapping states(Cell cell, Path path) {
        Map<String, Entry> names = new TreeMap<>();
        for (String pair : parts(cell)) {
            String[] sides = pair.split("[=:：]", 2);
            if (sides.length < 2) {
                Text wanted = Wording.text("如 0=NORMAL 1=TRIPPED", "states such as 0=NORMAL 1=TRIPPED");
                Text was = Text.of(Wording.quoted(cell.text()));
                table.problems().error(table.place(cell, path.field("states")), Wording.expected(wanted, was));
                return null;
            }
            names.put(sides[0], new Entry(cell.line(), cell.column(), text(cell, sides[1])));
        }
        return new Mapping(names, cell.line(), cell.column());
    }

    private static Sequence alarmValues(Cell cell) {
        List<YamlNode> values = new ArrayList<>();
        parts(cell).forEach(part -> values.add(plain(cell, part)));
        return new Sequence(values, cell.line(), cell.column());
    }

    private static List<String> parts(Cell cell) {
        return Arrays.stream(cell.text().split("[\\s,;，；、]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
