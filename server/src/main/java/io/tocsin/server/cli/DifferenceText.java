package io.tocsin.server.cli;

import io.tocsin.config.SiteDifference;
import io.tocsin.config.SiteDifference.Change;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two sites have otherwise than each other, a line for each change, and how many of each kind. */
record DifferenceText(SiteDifference difference) {
    private static final String MANY_LINES = "\n";

    List<Text> lines() {
        if (difference.isEmpty()) {
            return List.of(new Text("没有差异", "no difference"));
        }
        List<Text> lines = new ArrayList<>();
        difference.changes().forEach(change -> lines.add(line(change)));
        long added = count('+');
        long removed = count('-');
        long changed = count('~');
        lines.add(new Text(
                "新增 " + added + "，删除 " + removed + "，更改 " + changed,
                added + " added, " + removed + " removed, " + changed + " changed"));
        return lines;
    }

    private long count(char mark) {
        return difference.changes().stream()
                .filter(change -> mark(change) == mark)
                .count();
    }

    private static char mark(Change change) {
        if (change.before() == null) {
            return '+';
        }
        return change.after() == null ? '-' : '~';
    }

    private static Text line(Change change) {
        String thing = change.id().isEmpty() ? change.what() : change.what() + " " + change.id();
        String head = mark(change) + " " + thing + (change.field() == null ? "" : " " + change.field());
        String before = shown(change.before());
        String after = shown(change.after());
        return switch (mark(change)) {
            case '+' -> Text.of(head + ": " + after);
            case '-' -> Text.of(head + ": " + before);
            default -> Text.of(head + ": " + before + " -> " + after);
        };
    }

    private static String shown(@Nullable String value) {
        return value == null ? "" : value.replace(MANY_LINES, "\\n");
    }
}
