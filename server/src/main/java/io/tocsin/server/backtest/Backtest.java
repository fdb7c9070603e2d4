package io.tocsin.server.backtest;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.history.History;
import io.tocsin.history.TagTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Feeds history to one configuration or several, sample by sample, as far as the files go. */
final class Backtest {
    /** How far a receipt may lie before the sample's own time: no gateway's clock is right to the second. */
    private static final long SKEW_MS = 60_000;

    private static final int LOOK_EVERY = 1 << 16;

    private final History history;
    private final List<Trial> trials;
    private final Slice slice;
    private final ReceiptOrder waiting = new ReceiptOrder();
    private final long maxAgeMs;
    private boolean byReceipt;
    private long engineMs = Long.MIN_VALUE;
    private long samples;
    private long oldestMs = Long.MAX_VALUE;
    private long newestMs = Long.MIN_VALUE;
    private long newestReceiptMs = Long.MIN_VALUE;

    /** The part of history that is looked at, from a time to before another. */
    record Slice(long fromMs, long toMs) {
        static final Slice ALL = new Slice(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean holds(long timeMs) {
            return timeMs >= fromMs && timeMs < toMs;
        }
    }

    /**
     * What was fed.
     *
     * @param fromMs the oldest sample's time; meaningless where there is none
     * @param toMs the newest sample's time
     * @param byReceipt true where the files say when samples were received
     */
    record Fed(long samples, long fromMs, long toMs, boolean byReceipt) {}

    Backtest(History history, List<Trial> trials, Slice slice) {
        this.history = history;
        this.trials = trials;
        this.slice = slice;
        maxAgeMs = trials.stream()
                .flatMap(trial -> trial.plan().tags().stream())
                .mapToLong(Tag::maxAgeMs)
                .max()
                .orElse(0);
    }

    /** A table of the tags that any of these sites has. */
    static TagTable table(List<Site> sites) {
        Set<String> names = new LinkedHashSet<>();
        sites.forEach(site -> site.tags().forEach(tag -> names.add(tag.id())));
        return TagTable.of(new ArrayList<>(names));
    }

    /** Runs to the end of the files. */
    Fed run(BacktestRun.Watch watch) throws IOException {
        while (history.next()) {
            long timeMs = history.timeMs();
            if (slice.holds(timeMs)) {
                feed(timeMs);
                if (samples % LOOK_EVERY == 0) {
                    watch.at(history.bytesRead(), history.bytesTotal());
                }
            }
        }
        waiting.release(Long.MAX_VALUE, this::hand);
        if (samples > 0) {
            trials.forEach(trial -> trial.end(Math.max(newestMs, newestReceiptMs)));
        }
        return new Fed(samples, oldestMs, newestMs, byReceipt);
    }

    private void feed(long timeMs) {
        samples++;
        oldestMs = Math.min(oldestMs, timeMs);
        newestMs = Math.max(newestMs, timeMs);
        if (!byReceipt && history.hasReceived()) {
            byReceipt = true;
            trials.forEach(trial -> trial.expectLag(maxAgeMs));
        }
        if (byReceipt) {
            await(timeMs);
        } else {
            hand(history.tag(), timeMs, history.value(), history.quality(), timeMs);
        }
    }

    /** What came too late to be live need not wait, however long it was on its way. */
    private void await(long timeMs) {
        waiting.release(timeMs - SKEW_MS, this::hand);
        long receivedMs = history.receivedMs();
        newestReceiptMs = Math.max(newestReceiptMs, receivedMs);
        if (receivedMs - timeMs <= maxAgeMs) {
            waiting.add(history.tag(), timeMs, history.value(), history.quality(), receivedMs);
            return;
        }
        for (Trial trial : trials) {
            trial.history(history.tag(), timeMs, history.value(), history.quality(), engineMs);
        }
    }

    private void hand(int tag, long timeMs, double value, int quality, long receivedMs) {
        engineMs = Math.max(engineMs, receivedMs);
        for (int i = 0; i < trials.size(); i++) {
            trials.get(i).sample(tag, timeMs, value, quality, receivedMs);
        }
    }
}
