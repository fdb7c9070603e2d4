package io.tocsin.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One alarm in the master alarm database: a condition of a tag, with what its cells hold.
 *
 * @param cells in the order of the columns, without tag and condition and without empty ones; numbers and durations in
 *     one form only, so that equal values are equal texts
 * @param note what belongs to the condition and is said in tags.yaml alone: shown, never read; empty where there is nothing
 */
public record AlarmRow(String tag, Condition condition, SortedMap<AlarmColumn, String> cells, String note) {
    public AlarmRow {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    static AlarmRow of(String tag, Condition condition, Map<AlarmColumn, String> cells) {
        return new AlarmRow(tag, condition, new TreeMap<>(cells), "");
    }

    /** The id of the alarm. */
    String id() {
        return tag + ":" + condition;
    }

    /** Empty where nothing stands there. */
    public String cell(AlarmColumn column) {
        return switch (column) {
            case TAG -> tag;
            case CONDITION -> condition.name();
            default -> cells.getOrDefault(column, "");
        };
    }

    /** The same with another cell; null empties it. */
    AlarmRow with(AlarmColumn column, @Nullable String text) {
        Map<AlarmColumn, String> other = new EnumMap<>(AlarmColumn.class);
        other.putAll(cells);
        if (text == null) {
            other.remove(column);
        } else {
            other.put(column, text);
        }
        return new AlarmRow(tag, condition, new TreeMap<>(other), note);
    }
}
