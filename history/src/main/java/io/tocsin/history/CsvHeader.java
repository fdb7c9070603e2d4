package io.tocsin.history;

import io.tocsin.config.Names;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file, by the names of its first line; -1 = there is none. A column {@code tag} makes it long.
 *
 * @param names of all columns; empty where a column has none, or the name of one before it
 */
record CsvHeader(List<String> names, int time, int tag, int value, int quality, int received) {
    static final Text WITH_TIME = new Text("含 time 列的表头", "a header with a column time");

    private static final List<String> LONG = List.of("time", "tag", "value", "quality", "received");
    private static final Text COLUMN_TIME = new Text("time 列", "a column time");
    private static final Text COLUMN_VALUE = new Text("tag 之外还有 value 列", "a column value beside tag");
    private static final Text COLUMNS =
            new Text("tag 和 value 列，或每个位号一列", "a column tag and value, or a column for each tag");
    private static final Text ONCE = new Text("每个列名只出现一次", "each column once");

    boolean isLong() {
        return tag >= 0;
    }

    /** Null where it names too little. */
    static @Nullable CsvHeader read(CsvLine line, Mistakes mistakes) {
        List<String> names = names(line, mistakes);
        List<String> words =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        CsvHeader header = new CsvHeader(
                names,
                words.indexOf("time"),
                words.indexOf("tag"),
                words.indexOf("value"),
                words.indexOf("quality"),
                words.indexOf("received"));
        @Nullable Text missing = header.missing();
        if (missing != null) {
            Text was = Text.of(Mistakes.shown(String.join(",", names)));
            mistakes.expected(line.number(), 1, missing, was, header.isNear(words));
            return null;
        }
        if (header.isLong()) {
            header.tellMisspelt(line, mistakes, words);
        }
        line.expect(line.count());
        return header;
    }

    private static List<String> names(CsvLine line, Mistakes mistakes) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < line.count(); i++) {
            boolean again = !line.isEmpty(i) && !seen.add(line.text(i));
            names.add(again ? "" : line.text(i));
            if (again) {
                Text was = Text.of(Mistakes.shown(line.text(i)));
                mistakes.expected(
                        line.number(), line.column(i), ONCE, new Text(was.zh() + " 重复", was.en() + " once more"));
            }
        }
        return names;
    }

    private @Nullable Text missing() {
        if (time < 0) {
            return COLUMN_TIME;
        }
        if (tag >= 0 && value < 0) {
            return COLUMN_VALUE;
        }
        return names.size() < 2 ? COLUMNS : null;
    }

    /** A column whose name was probably meant for the one that is missing. */
    private @Nullable String isNear(List<String> words) {
        String wanted = time < 0 ? "time" : "value";
        return words.stream().anyMatch(word -> wanted.equals(Names.nearest(word, LONG))) ? wanted : null;
    }

    /** Further columns of a long file are nobody's business, unless one was meant to be ours. */
    private void tellMisspelt(CsvLine line, Mistakes mistakes, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            @Nullable String nearest = LONG.contains(words.get(i)) ? null : Names.nearest(words.get(i), LONG);
            if (nearest != null && !words.contains(nearest)) {
                Text expected = new Text(nearest + " 列", "a column " + nearest);
                mistakes.expected(line.number(), line.column(i), expected, Mistakes.quoted(line.text(i)), nearest);
            }
        }
    }
}
