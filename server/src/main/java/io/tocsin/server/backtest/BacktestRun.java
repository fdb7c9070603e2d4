package io.tocsin.server.backtest;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Site;
import io.tocsin.history.Findings;
import io.tocsin.history.MergedHistory;
import io.tocsin.history.OnMistake;
import io.tocsin.history.TagTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One backtest from files to findings; on the caller's thread. */
public final class BacktestRun {
    private BacktestRun() {}

    /**
     * What is asked.
     *
     * @param files history, merged by time; ties go by the order here
     * @param fromMs leave out what lies before
     * @param toMs leave out what lies at or after
     * @param tune try other deadbands and delays on alarms that chatter: reads the files once more
     */
    public record Options(List<Path> files, OnMistake onMistake, long fromMs, long toMs, boolean tune) {
        public Options {
            files = List.copyOf(files);
        }
    }

    /** Hears how far a run has come: bytes read, of all passes. */
    public interface Watch {
        void at(long bytesRead, long bytesTotal);
    }

    /**
     * Runs a site over history, and another one beside it.
     *
     * @param transitions gets the site's transitions, a line each; null where nobody asked
     * @throws IOException where a file is not there or cannot be read; what is wrong in it is among the findings
     */
    public static Result run(
            Options options, Site site, @Nullable Site other, @Nullable OutputStream transitions, Watch watch)
            throws IOException {
        TagTable table = Backtest.table(other == null ? List.of(site) : List.of(site, other));
        Subject own = new Subject(site, table, transitions);
        Subject against = other == null ? null : new Subject(other, table, null);
        List<Trial> trials = new ArrayList<>(List.of(own.trial()));
        if (against != null) {
            trials.add(against.trial());
        }
        Backtest.Slice slice = new Backtest.Slice(options.fromMs(), options.toMs());
        try (MergedHistory history = MergedHistory.open(options.files(), table, options.onMistake())) {
            Backtest.Fed fed = new Backtest(history, trials, slice).run(watch);
            List<Recommendation> recommendations =
                    options.tune() && fed.samples() > 0 ? tune(options, own, table, fed, watch) : List.of();
            return new Result(options.files(), fed, history.findings(), own, against, recommendations);
        }
    }

    private static List<Recommendation> tune(
            Options options, Subject own, TagTable table, Backtest.Fed fed, Watch watch) throws IOException {
        List<Integer> slots = chattering(own, own.after(fed));
        if (slots.isEmpty()) {
            return List.of();
        }
        Tuning tuning = new Tuning(own.trial(), own.occurrences(), slots, table, fed.toMs());
        // Mistakes were told once; here they are passed over, as they were then.
        OnMistake quietly = options.onMistake();
        try (MergedHistory again = MergedHistory.open(options.files(), table, quietly)) {
            Backtest.Slice slice = new Backtest.Slice(options.fromMs(), options.toMs());
            new Backtest(again, List.of(tuning.trial()), slice)
                    .run((read, total) -> watch.at(total + read, total + total));
        }
        return tuning.recommendations();
    }

    /** Slots whose alarms chatter, worst first. */
    private static List<Integer> chattering(Subject own, Kpis kpis) {
        Map<String, Long> counts = kpis.chattering();
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < own.trial().plan().slots(); slot++) {
            if (counts.containsKey(own.trial().alarm(slot))) {
                slots.add(slot);
            }
        }
        slots.sort(Comparator.comparingLong(
                        (Integer slot) -> -counts.getOrDefault(own.trial().alarm(slot), 0L))
                .thenComparing(Comparator.naturalOrder()));
        return slots;
    }

    /** What was found; to be written as {@link ReportJson} or {@link Report}. */
    public static final class Result {
        private final List<Path> files;
        private final Backtest.Fed fed;
        private final Findings findings;
        private final Subject own;
        private final @Nullable Subject against;
        private final @Nullable Comparison comparison;
        private final List<Recommendation> recommendations;

        private Result(
                List<Path> files,
                Backtest.Fed fed,
                Findings findings,
                Subject own,
                @Nullable Subject against,
                List<Recommendation> recommendations) {
            this.files = files;
            this.fed = fed;
            this.findings = findings;
            this.own = own;
            this.against = against;
            this.recommendations = recommendations;
            comparison = against == null
                    ? null
                    : Comparison.of(own.trial(), own.occurrences(), against.trial(), against.occurrences());
        }

        public Findings findings() {
            return findings;
        }

        /** Samples of tags that the sites know. */
        public long samples() {
            return fed.samples();
        }

        /** Transitions of the site itself. */
        public long transitions() {
            return own.transitions();
        }

        /** True where the other site says something else. */
        public boolean differs() {
            return comparison != null && !comparison.isNone();
        }

        List<Path> files() {
            return files;
        }

        Backtest.Fed fed() {
            return fed;
        }

        Subject own() {
            return own;
        }

        @Nullable
        Subject against() {
            return against;
        }

        @Nullable
        Comparison comparison() {
            return comparison;
        }

        List<Recommendation> recommendations() {
            return recommendations;
        }
    }
}
