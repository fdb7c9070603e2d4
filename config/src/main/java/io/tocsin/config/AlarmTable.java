package io.tocsin.config;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tocsin.config.ConditionSpec.Deviation;
import io.tocsin.config.ConditionSpec.Flatline;
import io.tocsin.config.ConditionSpec.OutOfRange;
import io.tocsin.config.ConditionSpec.RateOfChange;
import io.tocsin.config.ConditionSpec.Stale;
import io.tocsin.config.ConditionSpec.State;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The master alarm database of ISA-18.2: every alarm of the tags of a site with all that is configured of it. Immutable.
 *
 * @param rows by tag, within each by condition
 */
public record AlarmTable(List<AlarmRow> rows) {
    /** In the place of a limit that was taken away. */
    public static final String OFF = AlarmCells.OFF;

    private static final String MARK = "\uFEFF";
    private static final Text NOTE = new Text("说明", "note");

    public AlarmTable {
        rows = List.copyOf(rows);
    }

    /** How a table is written. */
    public enum Form {
        /** For files that are kept and compared: LF. */
        PLAIN,
        /** For a spreadsheet, which takes UTF-8 for something else unless it is marked: CRLF. */
        EXCEL
    }

    /** The columns that are written, in their order. */
    public static List<AlarmColumn> columns() {
        return Arrays.stream(AlarmColumn.values())
                .filter(column -> !column.isShort())
                .toList();
    }

    /**
     * The table of a site that was read from this folder: what is, and with {@code off} the limits that the site's own
     * table took away.
     */
    public static AlarmTable of(Path folder, Map<String, String> environment, Site site) {
        Site without =
                SiteReader.propose(folder, environment, null).result().site().orElse(site);
        return of(without, site);
    }

    /** @param without the same site without its table */
    static AlarmTable of(Site without, Site site) {
        Map<String, Tag> before = new LinkedHashMap<>();
        without.tags().forEach(tag -> before.put(tag.id(), tag));
        List<AlarmRow> rows = new ArrayList<>();
        for (Tag tag : site.tags()) {
            tag.conditions().forEach(spec -> rows.add(row(site, tag, spec)));
            removed(tag, before.get(tag.id())).forEach(condition -> rows.add(off(tag, condition)));
        }
        rows.sort(Comparator.comparing(AlarmRow::tag).thenComparing(AlarmRow::condition));
        return new AlarmTable(rows);
    }

    private static AlarmRow row(Site site, Tag tag, ConditionSpec spec) {
        Tag.Said said = tag.said(spec.condition());
        Map<AlarmColumn, String> cells = new EnumMap<>(AlarmCells.of(spec));
        cells.putAll(AlarmCells.of(site.annunciation(), tag, spec, said));
        cells.putAll(AlarmCells.of(said.basis()));
        AlarmRow row = AlarmRow.of(tag.id(), spec.condition(), cells);
        return new AlarmRow(row.tag(), row.condition(), row.cells(), note(tag, spec));
    }

    private static List<Condition> removed(Tag tag, @Nullable Tag before) {
        List<Condition> now =
                tag.conditions().stream().map(ConditionSpec::condition).toList();
        return before == null
                ? List.of()
                : before.conditions().stream()
                        .map(ConditionSpec::condition)
                        .filter(condition -> AlarmColumn.isLimit(condition) && !now.contains(condition))
                        .toList();
    }

    private static AlarmRow off(Tag tag, Condition condition) {
        return AlarmRow.of(
                        tag.id(), condition, AlarmCells.of(tag.said(condition).basis()))
                .with(AlarmColumn.VALUE, AlarmCells.OFF);
    }

    private static String note(Tag tag, ConditionSpec spec) {
        String unit = tag.unit() == null ? "" : tag.unit();
        if (spec instanceof Deviation deviation) {
            return joined(unit, "setpoint " + RecordText.number(deviation.setpoint()));
        } else if (spec instanceof RateOfChange rate) {
            return joined(unit + "/min", "window " + AlarmCells.duration(rate.windowMs()));
        } else if (spec instanceof Flatline flat) {
            return "window " + AlarmCells.duration(flat.windowMs()) + ", epsilon " + RecordText.number(flat.epsilon());
        } else if (spec instanceof State state) {
            return "alarmValues " + String.valueOf(RecordText.of(state.alarmValues()));
        } else if (spec instanceof OutOfRange range) {
            return joined(unit, bound(range.low()) + ".." + bound(range.high()));
        } else if (spec instanceof Stale stale) {
            return "timeout " + AlarmCells.duration(stale.timeoutMs());
        }
        return spec instanceof ConditionSpec.Limit ? unit : "";
    }

    private static String joined(String unit, String more) {
        return unit.isEmpty() ? more : unit + ", " + more;
    }

    private static String bound(double value) {
        return Double.isNaN(value) ? "" : RecordText.number(value);
    }

    /** The file: UTF-8, with names of columns in the language of the locale. */
    public byte[] csv(Form form, Locale locale) {
        return csv(form, locale, true);
    }

    /** As the site keeps it. */
    byte[] csv() {
        return csv(Form.PLAIN, Locale.ROOT, false);
    }

    private byte[] csv(Form form, Locale locale, boolean notes) {
        StringWriter text = new StringWriter();
        text.write(form == Form.EXCEL ? MARK : "");
        LineDelimiter end = form == Form.EXCEL ? LineDelimiter.CRLF : LineDelimiter.LF;
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(end).build(text)) {
            writer.writeRecord(heads(locale, notes));
            rows.forEach(row -> writer.writeRecord(cells(row, notes)));
        } catch (IOException e) {
            throw new UncheckedIOException("expected no I/O in writing a text", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> heads(Locale locale, boolean notes) {
        List<String> heads = new ArrayList<>();
        columns().forEach(column -> heads.add(column.label().in(locale)));
        if (notes) {
            heads.add(NOTE.in(locale));
        }
        return heads;
    }

    private static List<String> cells(AlarmRow row, boolean notes) {
        List<String> cells = new ArrayList<>();
        for (AlarmColumn column : columns()) {
            String cell = row.cell(column);
            cells.add(column.isNumber() ? cell : AlarmCell.marked(cell));
        }
        if (notes) {
            cells.add(AlarmCell.marked(row.note()));
        }
        return cells;
    }
}
