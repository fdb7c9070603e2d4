package io.tocsin.config;

import io.tocsin.config.AlarmColumn.Holds;
import io.tocsin.config.YamlNode.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One cell: what a spreadsheet shows, as a text that is the same for the same value. */
record AlarmCell(AlarmColumn column, Place place, Problems problems) {
    private static final int LONGEST = 1_000;
    private static final List<String> YES = List.of("true", "是");
    private static final List<String> NO = List.of("false", "否");

    /** What a spreadsheet would calculate instead of show, and what was marked against that before. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@＝＋－＠].*", Pattern.DOTALL);

    private static final Pattern MARKED = Pattern.compile("'+[=+\\-@＝＋－＠].*", Pattern.DOTALL);

    /** A text that no spreadsheet takes for a formula. */
    static String marked(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    static String withoutMark(String cell) {
        return MARKED.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /** Null, with a problem, where the cell holds nothing that the column may have; null for what says nothing too. */
    @Nullable
    String read(String cell) {
        return switch (column.holds()) {
            case NUMBER -> number(cell);
            case DURATION -> duration(cell);
            case WORD -> fine(Spoiled.typed(cell)) ? said(priority(cell)) : null;
            case YES_OR_NO -> yesOrNo(cell);
            case CODE -> fine(Spoiled.code(cell, List.of())) ? text(withoutMark(cell)) : null;
            case TEXT -> fine(Spoiled.any(cell)) ? text(withoutMark(cell)) : null;
            case LIST -> fine(Spoiled.any(cell)) ? text(list(withoutMark(cell))) : null;
        };
    }

    private boolean fine(@Nullable Text wrong) {
        if (wrong != null) {
            problems.error(place, wrong);
        }
        return wrong == null;
    }

    private @Nullable String refuse(Text wanted, String cell) {
        problems.error(place, Wording.expected(wanted, Text.of(Wording.quoted(cell))));
        return null;
    }

    private static @Nullable String said(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Scalar scalar(String cell) {
        return new Scalar(cell, Scalar.plain(cell), "", place.line(), place.column());
    }

    private Reading reading() {
        return new Reading(place.file(), problems, new Variables(new TreeMap<>(Map.of()), false));
    }

    private @Nullable String number(String cell) {
        if (column == AlarmColumn.VALUE && cell.toLowerCase(Locale.ROOT).equals(AlarmCells.OFF)) {
            return AlarmCells.OFF;
        }
        if (!fine(Spoiled.number(cell))) {
            return null;
        }
        Double value = column == AlarmColumn.DEADBAND
                ? Values.NOT_NEGATIVE.parse(scalar(cell), place.path(), reading())
                : Values.NUMBER.parse(scalar(cell), place.path(), reading());
        return value == null ? null : RecordText.number(value);
    }

    private @Nullable String duration(String cell) {
        Long ms = fine(Spoiled.typed(cell)) ? Values.DURATION_MS.parse(scalar(cell), place.path(), reading()) : null;
        boolean says = ms != null && (ms > 0 || column != AlarmColumn.TIME_TO_RESPOND);
        return ms == null || !says ? null : AlarmCells.duration(ms);
    }

    private @Nullable String priority(String cell) {
        List<String> words =
                Arrays.stream(Priority.values()).map(Priority::name).toList();
        return Values.word(words).parse(scalar(cell), place.path(), reading());
    }

    private @Nullable String yesOrNo(String cell) {
        String folded = cell.toLowerCase(Locale.ROOT);
        if (YES.contains(folded) || NO.contains(folded)) {
            return String.valueOf(YES.contains(folded));
        }
        return refuse(Wording.text("true 或 false（是 或 否）", "true or false"), cell);
    }

    /** A spreadsheet breaks lines within a cell in more ways than one. */
    private @Nullable String text(String cell) {
        String text = cell.replace("\r\n", "\n").replace('\r', '\n');
        boolean control = text.chars().anyMatch(c -> Character.isISOControl(c) && (c != '\n' || !hasLines()));
        if (text.length() <= LONGEST && !control) {
            return text.isEmpty() ? null : text;
        }
        return refuse(
                Wording.text(
                        "1 至 " + LONGEST + " 个字符、不含控制字符的文本",
                        "text of 1 to " + LONGEST + " characters without control characters"),
                cell);
    }

    private boolean hasLines() {
        return column.holds() == Holds.TEXT;
    }

    private static String list(String cell) {
        return AlarmCells.list(items(cell));
    }

    /** What a list holds, each once. */
    static List<String> items(String cell) {
        return Arrays.stream(cell.split("[;；\\r\\n]"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }
}
