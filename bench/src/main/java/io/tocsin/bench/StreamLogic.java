package io.tocsin.bench;

/**
 * What both stream processors do with a sample and with a timer; they differ in where state and timers are kept.
 *
 * <p>It looks at the delays of the sample's own tag first, so that time need only be told to the processor now and then.
 */
final class StreamLogic {
    /** How often time is told: the processors' own periods are 100 ms and longer. */
    static final long TIME_STEP_MS = 100;

    /** Asks for a timer. */
    interface Timers {
        void at(long dueMs);
    }

    private final double[] raise;
    private final double[] back;
    private final Tally tally;

    StreamLogic(Limits limits, Tally tally) {
        this.tally = tally;
        raise = new double[limits.tags() * Limits.PER_TAG];
        back = new double[raise.length];
        for (int slot = 0; slot < raise.length; slot++) {
            int tag = slot / Limits.PER_TAG;
            int place = slot % Limits.PER_TAG;
            raise[slot] = limits.limit(tag, place);
            back[slot] = Limits.isHigh(place) ? raise[slot] - limits.deadband(tag) : raise[slot] + limits.deadband(tag);
        }
    }

    Tally tally() {
        return tally;
    }

    /** @return true where the state changed */
    boolean sample(int tag, TagState state, long nowMs, double value, Timers timers) {
        boolean changed = fire(tag, state, nowMs);
        for (int place = 0; place < Limits.PER_TAG; place++) {
            changed |= step(tag * Limits.PER_TAG + place, place, state, nowMs, value, timers);
        }
        return changed;
    }

    /** Raises what was due at the time or before; true where that was anything. */
    boolean fire(int tag, TagState state, long nowMs) {
        boolean changed = false;
        for (int place = 0; place < Limits.PER_TAG; place++) {
            if (state.phase[place] == TagState.PENDING && state.dueMs[place] <= nowMs) {
                state.phase[place] = TagState.ACTIVE;
                tally.add(tag * Limits.PER_TAG + place, true, state.dueMs[place]);
                changed = true;
            }
        }
        return changed;
    }

    private boolean step(int slot, int place, TagState state, long nowMs, double value, Timers timers) {
        boolean high = Limits.isHigh(place);
        boolean raises = high ? value >= raise[slot] : value <= raise[slot];
        switch (state.phase[place]) {
            case TagState.NORMAL -> {
                if (!raises) {
                    return false;
                }
                state.phase[place] = TagState.PENDING;
                state.dueMs[place] = nowMs + Limits.ON_DELAY_MS;
                timers.at(state.dueMs[place]);
                return true;
            }
            case TagState.PENDING -> {
                // The timer stays and finds nothing to do: cheaper than to look for it.
                state.phase[place] = raises ? TagState.PENDING : TagState.NORMAL;
                return !raises;
            }
            default -> {
                boolean returns = high ? value < back[slot] : value > back[slot];
                if (returns) {
                    state.phase[place] = TagState.NORMAL;
                    tally.add(slot, false, nowMs);
                }
                return returns;
            }
        }
    }
}
