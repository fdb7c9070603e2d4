package io.tocsin.config;

import io.tocsin.config.AlarmsCsv.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table of alarms that somebody hands over: what the site would be with it. Nothing is written here.
 *
 * @param problems all of them, by the line and column of the file that was handed over; errors among them refuse it
 * @param remarks worth a word, wherever the file comes from
 * @param change what the table makes of the site; absent where there are errors
 */
public record AlarmImport(List<Problem> problems, List<Text> remarks, Optional<Change> change) {
    /** The name of the site's own table. */
    public static final String FILE = AlarmsCsv.NAME;

    public AlarmImport {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /**
     * What a table makes of a site.
     *
     * @param table what the site's own table would hold: the cells that say something else than the site does without it
     * @param site the site as it would be
     */
    public record Change(SiteDifference difference, AlarmTable table, Site site) {
        /** The bytes of the site's own table. */
        public byte[] csv() {
            return table.csv();
        }
    }

    /**
     * What is said of every row that is another than before and says nothing new of it itself.
     *
     * @param reason empty for nothing
     * @param change number of the management of change; empty for nothing
     */
    public record Why(String reason, String change) {}

    /** @param name what problems call the file */
    public static AlarmImport of(Path folder, Map<String, String> environment, String name, byte[] bytes, Why why) {
        Source handed = new Source(name, bytes, true);
        SiteReader.Result now = SiteReader.read(folder, environment);
        SiteReader.Proposal proposed = SiteReader.propose(folder, environment, handed);
        List<Problem> problems = new ArrayList<>(proposed.result().problems());
        if (now.site().isEmpty()) {
            problems.addAll(now.problems());
        }
        List<Text> remarks = CsvText.isUtf8(bytes)
                ? List.of()
                : List.of(new Text(name + " 不是 UTF-8，已按 GB18030 读取", name + " is not UTF-8 and was read as GB18030"));
        if (now.site().isEmpty() || proposed.result().site().isEmpty()) {
            return new AlarmImport(problems.stream().distinct().toList(), remarks, Optional.empty());
        }
        Site before = now.site().get();
        SiteReader.Result without =
                SiteReader.propose(folder, environment, null).result();
        Site base = without.site().orElse(before);
        AlarmTable was = AlarmTable.of(base, before);
        AlarmTable is = AlarmTable.of(base, proposed.result().site().get());
        AlarmTable kept = new AlarmTable(because(proposed.counted(), new Compared(was, is), why));
        SiteReader.Result after =
                SiteReader.propose(folder, environment, Source.of(kept.csv())).result();
        Site then = after.site()
                .orElseThrow(
                        () -> new IllegalStateException("expected a site of a checked table, was " + after.problems()));
        return new AlarmImport(
                stillTold(problems, after.problems()),
                remarks,
                Optional.of(new Change(SiteDifference.of(before, then), kept, then)));
    }

    /** A missing reason was given by {@code why}, where the site as it would be has none missing. */
    private static List<Problem> stillTold(List<Problem> problems, List<Problem> after) {
        Set<String> paths = new HashSet<>();
        after.forEach(problem -> paths.add(problem.path()));
        return problems.stream()
                .filter(problem -> !problem.path().endsWith("." + AlarmColumn.REASON.heading())
                        || problem.severity() == Problem.Severity.ERROR
                        || paths.contains(problem.path()))
                .toList();
    }

    /** The tables before and after, by alarm. */
    private static final class Compared {
        private final Map<String, AlarmRow> was = new LinkedHashMap<>();
        private final Map<String, AlarmRow> is = new LinkedHashMap<>();

        private Compared(AlarmTable was, AlarmTable is) {
            was.rows().forEach(row -> this.was.put(row.id(), row));
            is.rows().forEach(row -> this.is.put(row.id(), row));
        }

        private boolean isOther(String id) {
            AlarmRow before = was.get(id);
            AlarmRow after = is.get(id);
            return before == null || after == null || !withoutWhy(before).equals(withoutWhy(after));
        }

        private static SortedMap<AlarmColumn, String> withoutWhy(AlarmRow row) {
            SortedMap<AlarmColumn, String> cells = new TreeMap<>(row.cells());
            cells.remove(AlarmColumn.REASON);
            cells.remove(AlarmColumn.CHANGE);
            return cells;
        }

        /** True where the cell holds what it held before, or nothing. */
        private boolean saysNothingNew(AlarmRow row, AlarmColumn column) {
            AlarmRow before = was.get(row.id());
            String said = row.cell(column);
            return said.isEmpty() || (before != null && Objects.equals(before.cell(column), said));
        }
    }

    private static List<AlarmRow> because(List<AlarmRow> rows, Compared compared, Why why) {
        return rows.stream()
                .map(row -> compared.isOther(row.id()) ? because(row, compared, why) : row)
                .toList();
    }

    private static AlarmRow because(AlarmRow row, Compared compared, Why why) {
        AlarmRow told = row;
        if (!why.reason().isEmpty() && compared.saysNothingNew(row, AlarmColumn.REASON)) {
            told = told.with(AlarmColumn.REASON, why.reason());
        }
        if (!why.change().isEmpty() && compared.saysNothingNew(row, AlarmColumn.CHANGE)) {
            told = told.with(AlarmColumn.CHANGE, why.change());
        }
        return told;
    }
}
