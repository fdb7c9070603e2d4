package io.tocsin.rules;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What history would have raised: samples that came too late to move anything live are followed by the same thresholds
 * and on-delays, and what was beyond a limit for long enough is said once as missed.
 *
 * <p>Only conditions that look at the value alone are followed. A backfill is taken to be in order of time; one that
 * begins before the last one ended is another backfill, and starts from nothing. Memory is used only for tags that ever
 * sent history.
 */
final class HistoryRuns {
    private static final long NONE = Long.MIN_VALUE;
    /** Beyond its limit, and said. */
    private static final long SAID = Long.MAX_VALUE;

    private final Plan plan;
    private final Verdicts verdicts;
    private final ConditionSink out;
    private final @Nullable Run[] runs;

    /** One tag's backfill: how far it has come, and since when each slot has been beyond its limit. */
    private static final class Run {
        private long newestMs = NONE;
        private final long[] onsetMs;

        Run(int slots) {
            onsetMs = new long[slots];
            Arrays.fill(onsetMs, NONE);
        }
    }

    HistoryRuns(Plan plan, Verdicts verdicts, ConditionSink out) {
        this.plan = plan;
        this.verdicts = verdicts;
        this.out = out;
        runs = new Run[plan.tags().size()];
    }

    /** Takes a sample of history that is good; a bad one says nothing here. */
    void take(int tag, long atMs, double value, int quality) {
        Run run = runs[tag];
        if (run == null || atMs < run.newestMs) {
            run = new Run(plan.firstSlot[tag + 1] - plan.firstSlot[tag]);
            runs[tag] = run;
        }
        run.newestMs = atMs;
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            follow(run, slot, atMs, value, quality);
        }
    }

    private void follow(Run run, int slot, long atMs, double value, int quality) {
        int at = slot - plan.firstSlot[plan.slotTag[slot]];
        byte verdict = verdicts.ofValue(slot, value);
        if (verdict == Verdicts.UNDEFINED) {
            return;
        }
        long onsetMs = run.onsetMs[at];
        if (onsetMs == NONE && verdict == Verdicts.RAISE) {
            onsetMs = atMs;
        }
        if (onsetMs != NONE && onsetMs != SAID && atMs - onsetMs >= plan.onDelayMs(slot)) {
            out.missed(slot, onsetMs + plan.onDelayMs(slot), onsetMs, value, quality);
            onsetMs = SAID;
        }
        boolean over = onsetMs == SAID ? verdict == Verdicts.RETURN : verdict != Verdicts.RAISE;
        run.onsetMs[at] = over ? NONE : onsetMs;
    }

    /** Goes on with another configuration's run; a condition that it did not have begins with nothing. */
    void adopt(int tag, HistoryRuns old, int from) {
        Run oldRun = old.runs[from];
        if (oldRun == null) {
            return;
        }
        Run run = new Run(plan.firstSlot[tag + 1] - plan.firstSlot[tag]);
        run.newestMs = oldRun.newestMs;
        for (int i = 0; i < run.onsetMs.length; i++) {
            int oldSlot = old.plan.slot(from, plan.condition(plan.firstSlot[tag] + i));
            if (oldSlot >= 0) {
                run.onsetMs[i] = oldRun.onsetMs[oldSlot - old.plan.firstSlot[from]];
            }
        }
        runs[tag] = run;
    }

    void write(int tag, StateWriter out) {
        Run run = runs[tag];
        out.putBoolean(run != null);
        if (run != null) {
            out.putLong(run.newestMs);
            for (long onsetMs : run.onsetMs) {
                out.putLong(onsetMs);
            }
        }
    }

    void read(int tag, StateReader in) {
        if (in.takeBoolean()) {
            Run run = new Run(plan.firstSlot[tag + 1] - plan.firstSlot[tag]);
            run.newestMs = in.takeLong();
            for (int i = 0; i < run.onsetMs.length; i++) {
                run.onsetMs[i] = in.takeLong();
            }
            runs[tag] = run;
        }
    }
}
