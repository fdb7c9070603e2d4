package io.tocsin.server.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every time that each alarm of a trial was active, in order; memory grows with the transitions, not with the samples. */
final class Occurrences {
    private static final int FIELDS = 3;

    private final @Nullable Spans[] bySlot;

    /** Onset, raise and clear of one alarm, one after the other. */
    private static final class Spans {
        private long[] times = new long[4 * FIELDS];
        private int size;

        void raise(long onsetMs, long raisedMs) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
            }
            times[size] = onsetMs;
            times[size + 1] = raisedMs;
            times[size + 2] = Occurrence.STANDING;
            size += FIELDS;
        }

        void clear(long clearedMs) {
            times[size - 1] = clearedMs;
        }
    }

    Occurrences(int slots) {
        bySlot = new Spans[slots];
    }

    void add(Transition transition) {
        Spans spans = bySlot[transition.slot()];
        if (spans == null) {
            spans = new Spans();
            bySlot[transition.slot()] = spans;
        }
        if (transition.raised()) {
            spans.raise(transition.onsetMs(), transition.timeMs());
        } else {
            spans.clear(transition.timeMs());
        }
    }

    List<Occurrence> of(int slot) {
        Spans spans = bySlot[slot];
        if (spans == null) {
            return List.of();
        }
        List<Occurrence> all = new ArrayList<>(spans.size / FIELDS);
        for (int i = 0; i < spans.size; i += FIELDS) {
            all.add(new Occurrence(spans.times[i], spans.times[i + 1], spans.times[i + 2]));
        }
        return all;
    }
}
