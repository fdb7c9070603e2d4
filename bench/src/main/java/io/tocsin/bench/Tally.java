package io.tocsin.bench;

import io.tocsin.rules.ConditionSink;
import java.util.Arrays;

/**
 * What a contestant said: how often, a sum over all that does not depend on the order, and where wanted each word.
 *
 * <p>A slot is {@code tag * 4 + place}, which is how our own {@link io.tocsin.rules.Plan} lays out four conditions a
 * tag; the other contestants use the same number.
 */
final class Tally implements ConditionSink {
    private long transitions;
    private long sum;
    private final boolean keeps;
    private Said[] said = new Said[0];

    /** One transition. */
    record Said(long timeMs, int slot, boolean raised) implements Comparable<Said> {
        @Override
        public int compareTo(Said other) {
            int byTime = Long.compare(timeMs, other.timeMs);
            int bySlot = byTime != 0 ? byTime : Integer.compare(slot, other.slot);
            return bySlot != 0 ? bySlot : Boolean.compare(raised, other.raised);
        }

        @Override
        public String toString() {
            return "tag " + slot / Limits.PER_TAG + " " + Limits.name(slot % Limits.PER_TAG)
                    + (raised ? " RAISED " : " CLEARED ") + timeMs;
        }
    }

    /** @param keeps true to remember each transition, for a comparison */
    Tally(boolean keeps) {
        this.keeps = keeps;
    }

    @Override
    public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
        add(slot, true, timeMs);
    }

    @Override
    public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
        throw new IllegalStateException("expected no history in the workload, slot=" + slot);
    }

    @Override
    public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
        add(slot, false, timeMs);
    }

    void add(int slot, boolean raised, long timeMs) {
        sum += mix(timeMs * 31 + slot * 2L + (raised ? 1 : 0));
        if (keeps) {
            keep(new Said(timeMs, slot, raised));
        }
        transitions++;
    }

    private void keep(Said word) {
        int at = (int) transitions;
        if (at == said.length) {
            said = Arrays.copyOf(said, Math.max(1024, at * 2));
        }
        said[at] = word;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    long transitions() {
        return transitions;
    }

    long sum() {
        return sum;
    }

    /** All that was kept, in the order of time, then of the slot. */
    Said[] sorted() {
        Said[] all = Arrays.copyOf(said, keeps ? (int) transitions : 0);
        Arrays.sort(all);
        return all;
    }
}
