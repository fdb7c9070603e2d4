package io.tocsin.history;

import io.tocsin.config.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The mistakes of one file, on their way to the {@link Findings} that files may share. */
final class Mistakes {
    static final Text NOTHING = new Text("空", "nothing");
    static final Text NONE = new Text("无", "none");

    private static final int QUOTED_MAX = 40;

    private final Findings findings;
    private final String file;
    private long newestMs = Long.MIN_VALUE;

    Mistakes(Findings findings, String file) {
        this.findings = findings;
        this.file = file;
    }

    Findings findings() {
        return findings;
    }

    boolean stopped() {
        return findings.stopped();
    }

    void expected(long line, long column, Text expected, Text was) {
        expected(line, column, expected, was, null);
    }

    void expected(long line, long column, Text expected, Text was, @Nullable String nearest) {
        String zh = "应为 " + expected.zh() + "，实为 " + was.zh();
        String en = "expected " + expected.en() + ", was " + was.en();
        findings.mistake(file, line, column, new Text(zh, en), nearest);
    }

    /** True where a time does not step back behind the one before; a history is in order of time. */
    boolean inOrder(long timeMs) {
        boolean inOrder = timeMs >= newestMs;
        newestMs = inOrder ? timeMs : newestMs;
        return inOrder;
    }

    /** Tells of a time that is not in order. */
    void steppedBack(long line, long column, long timeMs) {
        String newest = Instant.ofEpochMilli(newestMs).toString();
        Text expected = new Text("不早于 " + newest + " 的时间", "a time not before " + newest);
        expected(line, column, expected, Text.of(Instant.ofEpochMilli(timeMs).toString()));
    }

    /** What stands there, in quotes; a long one by its beginning. */
    static Text quoted(String text) {
        return Text.of('"' + shown(text) + '"');
    }

    static String shown(String text) {
        String whole = text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "...";
        return whole.replaceAll("\\p{Cntrl}", "?");
    }
}
