package io.tocsin.server.kpi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an alarm log as it stands in the file, whatever its form.
 *
 * @param line 1-based
 * @param cells by the name of the field in lower case; one without text is not there
 */
record Row(long line, Map<String, Cell> cells) {
    /**
     * @param text without the white space around it
     * @param column 1-based
     */
    record Cell(String text, int column) {}

    @Nullable
    Cell cell(String name) {
        return cells.get(name);
    }

    /** The first of these fields that is there. */
    @Nullable
    Cell first(String name, String otherwise) {
        Cell first = cell(name);
        return first == null ? cell(otherwise) : first;
    }
}
