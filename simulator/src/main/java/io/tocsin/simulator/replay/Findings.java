package io.tocsin.simulator.replay;

import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a recording: counted whole, the first hundred kept. */
final class Findings {
    private static final int KEPT_MAX = 100;

    private final String file;
    private final List<Problem> kept = new ArrayList<>();
    private long count;
    private long otherInputs;
    private long newestMs = Long.MIN_VALUE;

    Findings(String file) {
        this.file = file;
    }

    void expected(long line, long column, String expected, String was) {
        count++;
        if (kept.size() < KEPT_MAX) {
            String zh = "应为 " + expected + "，实为 " + was;
            String en = "expected " + expected + ", was " + was;
            kept.add(new Problem(Problem.Severity.ERROR, file, (int) line, (int) column, "", new Text(zh, en), null));
        }
    }

    /** True where a time does not step back behind the one before; a recording is in order of time. */
    boolean inOrder(long timeMs, long line, long column) {
        if (timeMs < newestMs) {
            String newest = Instant.ofEpochMilli(newestMs).toString();
            expected(
                    line,
                    column,
                    "a time not before " + newest,
                    Instant.ofEpochMilli(timeMs).toString());
            return false;
        }
        newestMs = timeMs;
        return true;
    }

    void otherInput() {
        otherInputs++;
    }

    List<Problem> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }

    long otherInputs() {
        return otherInputs;
    }
}
