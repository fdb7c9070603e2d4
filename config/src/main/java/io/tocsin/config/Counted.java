package io.tocsin.config;

import io.tocsin.config.AlarmsCsv.Written;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cells that say something else than the tags do, by alarm. */
final class Counted {
    private final Map<String, Map<AlarmColumn, String>> cells = new LinkedHashMap<>();

    void add(Written row, AlarmColumn column) {
        cells.computeIfAbsent(row.row().id(), absent -> new EnumMap<>(AlarmColumn.class))
                .put(column, row.cell(column));
    }

    /** True where limit, delays, priority, class or latching are others. */
    boolean isDecisive(Written row) {
        return of(row).keySet().stream().anyMatch(AlarmColumn::isDecisive);
    }

    /** Those cells alone, and why. */
    AlarmRow row(Written row) {
        AlarmRow all = AlarmRow.of(row.row().tag(), row.row().condition(), of(row));
        for (AlarmColumn column : new AlarmColumn[] {AlarmColumn.REASON, AlarmColumn.CHANGE}) {
            all = row.has(column) ? all.with(column, row.cell(column)) : all;
        }
        return all;
    }

    private Map<AlarmColumn, String> of(Written row) {
        return cells.getOrDefault(row.row().id(), Map.of());
    }
}
