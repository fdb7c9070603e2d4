package io.tocsin.server.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the samples that a person has to see: all that did something, those before them, and as many more as fit. */
final class SampleKeeper {
    /** Samples that did nothing are left out beyond so many. */
    static final int QUIET_MAX = 120;

    static final int MAX = 600;

    private final int before;
    private final Deque<SeenSample> waiting = new ArrayDeque<>();
    private final List<SeenSample> kept = new ArrayList<>();
    private int quiet;
    private long leftOut;

    /** @param before how many are kept of those before the first that is wanted */
    SampleKeeper(int before) {
        this.before = before;
    }

    /** Before what is asked for: kept only where it is among the last. */
    void before(SeenSample sample) {
        waiting.addLast(sample);
        if (waiting.size() > before) {
            waiting.removeFirst();
        }
    }

    void keep(SeenSample sample, boolean didSomething) {
        if (!didSomething && quiet >= QUIET_MAX) {
            leftOut += waiting.size() >= before ? 1 : 0;
            before(sample);
            return;
        }
        if (kept.size() >= MAX) {
            leftOut++;
            return;
        }
        kept.addAll(waiting);
        waiting.clear();
        quiet += didSomething ? 0 : 1;
        kept.add(sample);
    }

    /** In the order in which they came. */
    List<SeenSample> kept() {
        List<SeenSample> all = new ArrayList<>(kept);
        all.addAll(waiting);
        return List.copyOf(all);
    }

    long leftOut() {
        return leftOut;
    }
}
