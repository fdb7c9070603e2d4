package io.tocsin.server.check;

import io.tocsin.config.TableTest;
import java.util.List;

/**
 * What came of one test.
 *
 * @param rows what was expected beside what was, by time
 * @param late samples at or before the newest of their tag, which moved nothing
 * @param historical samples flagged as history or too old on arrival, which moved nothing
 */
public record Outcome(TableTest test, List<Row> rows, long late, long historical) {
    public Outcome {
        rows = List.copyOf(rows);
    }

    public boolean passed() {
        return rows.stream().allMatch(row -> row.mark() == Row.Mark.SAME);
    }
}
