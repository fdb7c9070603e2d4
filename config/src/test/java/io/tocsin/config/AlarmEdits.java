package io.tocsin.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a person may do to one row of the table, and what the site is to say then. */
final class AlarmEdits {
    private static final List<String> TEXTS = List.of(
            "泄漏",
            "=SUM(A1)",
            "'=x",
            "two\nlines",
            "a, b",
            "\"quoted\"",
            "+86 571",
            "-",
            "@home",
            "''",
            "12",
            "true",
            "x; y");
    private static final List<String> PRIORITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");
    private static final List<String> DURATIONS = List.of("0s", "250ms", "15s", "90s", "2m", "1h");

    private AlarmEdits() {}

    static AlarmRow edited(AlarmRow row, Random random) {
        List<AlarmColumn> columns = new ArrayList<>(AlarmTable.columns());
        columns.removeIf(column -> column.compareTo(AlarmColumn.VALUE) < 0 || !column.saysOf(row.condition()));
        AlarmColumn column = columns.get(random.nextInt(columns.size()));
        if (random.nextInt(8) == 0) {
            return row.with(column, null);
        }
        boolean off = column == AlarmColumn.VALUE && AlarmColumn.isLimit(row.condition()) && random.nextInt(4) == 0;
        return row.with(column, off ? "off" : cell(column, random));
    }

    private static String cell(AlarmColumn column, Random random) {
        return switch (column.holds()) {
            case NUMBER -> RecordText.number(1 + random.nextInt(10_000) / 1_000.0);
            case DURATION -> durations(column, random);
            case WORD -> PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            case YES_OR_NO -> String.valueOf(random.nextBoolean());
            case TEXT -> TEXTS.get(random.nextInt(TEXTS.size()));
            case LIST -> random.nextBoolean() ? "C1" : "+C1; 张三";
            case CODE -> column == AlarmColumn.CLASS ? "gas" : "MOC-" + random.nextInt(100);
        };
    }

    private static String durations(AlarmColumn column, Random random) {
        int first = column == AlarmColumn.TIME_TO_RESPOND ? 1 : 0;
        return DURATIONS.get(first + random.nextInt(DURATIONS.size() - first));
    }

    /** An empty cell is as the tags say; a text in one language stands for both; a limit that is off says no more. */
    static AlarmRow effective(AlarmRow edited, AlarmRow before) {
        AlarmRow row = edited;
        if (edited.cell(AlarmColumn.VALUE).equals("off")) {
            for (AlarmColumn column : AlarmColumn.values()) {
                boolean stays =
                        column == AlarmColumn.VALUE || column == AlarmColumn.REASON || column == AlarmColumn.CHANGE;
                row = stays ? row : row.with(column, null);
            }
            return new AlarmRow(row.tag(), row.condition(), row.cells(), "");
        }
        row = both(row, AlarmColumn.CAUSE_ZH, AlarmColumn.CAUSE_EN);
        row = both(row, AlarmColumn.CONSEQUENCE_ZH, AlarmColumn.CONSEQUENCE_EN);
        row = both(row, AlarmColumn.ACTION_ZH, AlarmColumn.ACTION_EN);
        for (AlarmColumn column : AlarmColumn.values()) {
            String was = before.cells().get(column);
            row = row.cell(column).isEmpty() && was != null ? row.with(column, was) : row;
        }
        return row;
    }

    private static AlarmRow both(AlarmRow row, AlarmColumn zh, AlarmColumn en) {
        String either = row.cell(zh).isEmpty() ? row.cell(en) : row.cell(zh);
        if (either.isEmpty()) {
            return row;
        }
        return row.with(zh, row.cell(zh).isEmpty() ? either : row.cell(zh))
                .with(en, row.cell(en).isEmpty() ? either : row.cell(en));
    }
}
