package io.tocsin.config;

import io.tocsin.config.AlarmsCsv.Written;
import io.tocsin.config.Tag.Basis;
import io.tocsin.config.Tag.Said;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What rows say of how people are told of alarms: class, response, and why it is so. */
final class Treatment {
    private final Annunciation rules;
    private final TreeSet<String> classes = new TreeSet<>();
    private final Problems problems;
    private final Counted counted;

    Treatment(Site site, Problems problems, Counted counted) {
        this.rules = site.annunciation();
        this.problems = problems;
        this.counted = counted;
        Annunciation.standard().forEach(each -> classes.add(each.id()));
        rules.classes().forEach(each -> classes.add(each.id()));
    }

    Tag of(Tag tag, List<Written> rows) {
        SortedMap<Condition, Said> said = new TreeMap<>(tag.said());
        for (Written row : rows) {
            Said own = said(tag, row);
            if (!own.equals(tag.said(row.row().condition()))) {
                said.put(row.row().condition(), own);
            }
            basis(row);
        }
        return new Tag(
                tag.id(),
                tag.metric(),
                tag.unit(),
                tag.range(),
                tag.intervalMs(),
                tag.maxAgeMs(),
                tag.enterprise(),
                tag.gateway(),
                tag.tank(),
                tag.area(),
                tag.states(),
                tag.conditions(),
                said);
    }

    private Said said(Tag tag, Written row) {
        Said before = tag.said(row.row().condition());
        Basis basis = new Basis(text(row, AlarmColumn.REASON), text(row, AlarmColumn.CHANGE));
        ConditionSpec spec = Amendments.spec(tag, row);
        if (spec == null) {
            return new Said(before.alarmClass(), before.response(), basis, before.latches(), before.when());
        }
        Map<AlarmColumn, String> otherwise = AlarmCells.of(rules, tag, spec, before);
        Differing cells = new Differing(row, otherwise, counted);
        Response response = new Response(
                cells.text(AlarmColumn.CAUSE_ZH, AlarmColumn.CAUSE_EN),
                cells.text(AlarmColumn.CONSEQUENCE_ZH, AlarmColumn.CONSEQUENCE_EN),
                cells.text(AlarmColumn.ACTION_ZH, AlarmColumn.ACTION_EN),
                cells.durationMs(AlarmColumn.TIME_TO_RESPOND),
                cells.said(AlarmColumn.PLAN),
                cells.list(AlarmColumn.CAMERAS),
                cells.list(AlarmColumn.CONTACTS));
        String alarmClass = alarmClass(row) ? cells.said(AlarmColumn.CLASS) : null;
        Said said = new Said(
                alarmClass == null ? before.alarmClass() : alarmClass,
                response.orElse(before.response()),
                basis,
                before.latches(),
                before.when());
        return latching(row, said, rules.alarmClass(tag, spec, said).latching());
    }

    /** @param otherwise what holds where the row does not say whether the alarm latches */
    private Said latching(Written row, Said said, boolean otherwise) {
        if (!row.has(AlarmColumn.LATCHING) || row.cell(AlarmColumn.LATCHING).equals(String.valueOf(otherwise))) {
            return said;
        }
        counted.add(row, AlarmColumn.LATCHING);
        return new Said(said.alarmClass(), said.response(), said.basis(), !otherwise, said.when());
    }

    private static @Nullable String text(Written row, AlarmColumn column) {
        return row.has(column) ? row.cell(column) : null;
    }

    private boolean alarmClass(Written row) {
        String id = row.cell(AlarmColumn.CLASS);
        boolean known = id.isEmpty() || classes.contains(id);
        if (!known) {
            Text message = Wording.expected(Wording.oneOf(classes), Text.of(Wording.quoted(id)));
            problems.error(row.place(AlarmColumn.CLASS), message, Names.nearest(id, classes));
        }
        return known;
    }

    /** A change of an alarm without a reason and a number is understood, and worth a second look. */
    private void basis(Written row) {
        boolean complete = row.has(AlarmColumn.REASON) && row.has(AlarmColumn.CHANGE);
        if (complete || !counted.isDecisive(row)) {
            return;
        }
        AlarmColumn missing = row.has(AlarmColumn.REASON) ? AlarmColumn.CHANGE : AlarmColumn.REASON;
        String both = row.has(AlarmColumn.REASON) || row.has(AlarmColumn.CHANGE)
                ? "`" + missing.heading() + "`"
                : "`reason` / `change`";
        Text wanted = new Text("改变报警的行有 " + both, both + " in a row that changes an alarm");
        Place tag = row.place(AlarmColumn.TAG);
        Place place = new Place(tag.file(), tag.line(), tag.column(), tag.path().field(AlarmColumn.REASON.heading()));
        problems.warning(place, Wording.expected(wanted, Wording.NOTHING));
    }

    /** The cells of a row that say something else than the site does without them. */
    private record Differing(Written row, Map<AlarmColumn, String> otherwise, Counted counted) {
        private boolean differs(AlarmColumn column) {
            return row.has(column) && !row.cell(column).equals(otherwise.get(column));
        }

        private @Nullable String said(AlarmColumn column) {
            if (!differs(column)) {
                return null;
            }
            counted.add(row, column);
            return row.cell(column);
        }

        private @Nullable Text text(AlarmColumn zh, AlarmColumn en) {
            if (!differs(zh) && !differs(en)) {
                return null;
            }
            counted.add(row, zh);
            counted.add(row, en);
            return new Text(row.cell(zh), row.cell(en));
        }

        private List<String> list(AlarmColumn column) {
            String text = said(column);
            return text == null ? List.of() : AlarmCell.items(text);
        }

        private long durationMs(AlarmColumn column) {
            String text = said(column);
            Long ms = text == null ? null : Values.durationMs(text);
            return ms == null ? 0 : ms;
        }
    }
}
