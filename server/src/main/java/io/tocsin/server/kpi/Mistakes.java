package io.tocsin.server.kpi;

import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an alarm log: counted whole, the first hundred kept. */
final class Mistakes {
    static final Text NOTHING = new Text("空", "nothing");

    private static final int KEPT_MAX = 100;
    private static final int LONGEST_ECHO = 60;

    private final String file;
    private final List<Problem> kept = new ArrayList<>();
    private long count;

    Mistakes(String file) {
        this.file = file;
    }

    /** Of the file as a whole. */
    void expected(Text what, Text was) {
        expected(0, 0, what, was);
    }

    void expected(long line, int column, Text what, Text was) {
        count++;
        if (kept.size() < KEPT_MAX) {
            Text message = new Text("应为" + what.zh() + "，实为" + was.zh(), "expected " + what.en() + ", was " + was.en());
            kept.add(new Problem(Problem.Severity.ERROR, file, (int) line, column, "", message, null));
        }
    }

    /** What stands in the file, short enough for one line. */
    static Text quoted(String text) {
        return Text.of('"' + (text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "…" : text) + '"');
    }

    List<Problem> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
