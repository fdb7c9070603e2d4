package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.Target;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of one log, or of several side by side, as a table for a terminal, each beside what it should be. */
public final class KpiTable {
    private KpiTable() {}

    /**
     * The figures of one log.
     *
     * @param head what stands above them
     */
    public record Column(Text head, Kpis kpis) {}

    /** A head, a line for each figure, and what the marks mean. */
    public static List<String> lines(List<Column> columns, Locale locale) {
        List<Figure> figures = new ArrayList<>(Figure.ALL);
        figures.addAll(
                Figure.acknowledgements(columns.stream().map(Column::kpis).toList()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                new Text("指标", "figure"),
                new Text("目标", "target"),
                columns,
                locale,
                column -> "  " + column.head().in(locale)));
        for (Figure figure : figures) {
            rows.add(row(
                    figure.name(),
                    figure.goal(),
                    columns,
                    locale,
                    column -> mark(figure.target(), column.kpis())
                            + ' '
                            + figure.value().apply(column.kpis()).in(locale)));
        }
        List<String> lines = Aligned.lines(rows);
        lines.add(new Text("✓ 达标，~ 勉强，✗ 未达标", "✓ met, ~ borderline, ✗ missed").in(locale));
        return lines;
    }

    private static List<String> row(
            Text name, Text goal, List<Column> columns, Locale locale, Function<Column, String> cell) {
        List<String> cells = new ArrayList<>();
        cells.add(name.in(locale));
        cells.add(goal.in(locale));
        columns.forEach(column -> cells.add(cell.apply(column)));
        return cells;
    }

    private static String mark(@Nullable Target target, Kpis kpis) {
        return target == null
                ? " "
                : switch (target.verdict(kpis)) {
                    case MET -> "✓";
                    case BORDERLINE -> "~";
                    case MISSED -> "✗";
                    case NONE -> " ";
                };
    }
}
