package io.tocsin.server.backtest;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.history.TagTable;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A site on trial, with all that is counted of what it says. */
final class Subject {
    private final Site site;
    private final Trial trial;
    private final Occurrences occurrences;
    private final KpiCounter before = new KpiCounter();
    private final KpiCounter after = new KpiCounter();
    private final @Nullable TransitionLines lines;
    private long transitions;

    /** @param out gets a line a transition; null where nobody asked */
    Subject(Site site, TagTable table, @Nullable OutputStream out) {
        this.site = site;
        trial = Trial.of(site, table, this::hear);
        occurrences = new Occurrences(trial.slots().size());
        lines = out == null ? null : new TransitionLines(trial.slots(), out);
    }

    private void hear(Transition transition) {
        transitions++;
        occurrences.add(transition);
        if (lines != null) {
            lines.write(transition);
        }
        String alarm = trial.alarm(transition.slot());
        Priority priority = trial.slots().priority(transition.slot());
        LogLine.Kind kind = transition.raised() ? LogLine.Kind.RAISED : LogLine.Kind.CLEARED;
        before.line(new LogLine(alarm, kind, transition.timeMs(), priority, LogLine.Audience.PERSON));
        after.line(new LogLine(
                alarm,
                kind,
                transition.timeMs(),
                priority,
                transition.annunciated() ? LogLine.Audience.PERSON : LogLine.Audience.NOBODY));
    }

    Site site() {
        return site;
    }

    Trial trial() {
        return trial;
    }

    Occurrences occurrences() {
        return occurrences;
    }

    long transitions() {
        return transitions;
    }

    /** Of every raise. */
    Kpis before(Backtest.Fed fed) {
        return before.ofSpan(fed.fromMs(), fed.toMs());
    }

    /** Of those that a person would have been told. */
    Kpis after(Backtest.Fed fed) {
        return after.ofSpan(fed.fromMs(), fed.toMs());
    }
}
