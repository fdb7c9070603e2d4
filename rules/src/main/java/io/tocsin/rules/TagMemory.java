package io.tocsin.rules;

import io.tocsin.config.Tag;
import java.util.List;

/**
 * What is remembered of each tag: its newest live sample, how late it speaks, when it was heard, when its next delay ends,
 * and the band of values that change nothing.
 *
 * <p>What a sample touches lies together, eight longs a tag, so that a tag in the middle of a million costs one line of
 * memory and not one for each fact. {@link #takeQuietly} is the whole way of nearly every sample.
 */
final class TagMemory {
    static final long UNSEEN = Long.MIN_VALUE;
    private static final long NEVER = DueQueue.NEVER;

    private static final int STRIDE = 8;
    private static final int NEWEST = 0;
    private static final int VALUE = 1;
    private static final int QUIET_LOW = 2;
    private static final int QUIET_HIGH = 3;
    /** The lag, and in the lowest bits what the newest sample was worth. */
    private static final int LAG_AND_WORTH = 4;

    private static final int HEARD = 5;
    private static final int DEADLINE = 6;
    private static final int MAX_AGE = 7;

    private static final int WORTH_BITS = 2;
    private static final int WORTH_MASK = (1 << WORTH_BITS) - 1;
    /** No value lies in a band with such an end. */
    private static final long EMPTY = Double.doubleToRawLongBits(Double.NaN);

    private final long[] cells;
    /** The last good value of a tag whose newest sample is bad. */
    private final double[] goodBefore;

    TagMemory(List<Tag> tags) {
        cells = new long[tags.size() * STRIDE];
        goodBefore = new double[tags.size()];
        for (int tag = 0; tag < tags.size(); tag++) {
            set(tag, NEWEST, UNSEEN);
            set(tag, VALUE, Double.doubleToRawLongBits(Double.NaN));
            set(tag, HEARD, UNSEEN);
            set(tag, DEADLINE, NEVER);
            set(tag, MAX_AGE, tags.get(tag).maxAgeMs());
            unsettle(tag);
        }
    }

    private long get(int tag, int field) {
        return cells[tag * STRIDE + field];
    }

    private void set(int tag, int field, long to) {
        cells[tag * STRIDE + field] = to;
    }

    // ---- samples ----------------------------------------------------------------------------------------------------

    /**
     * Takes a live sample that is newer than all before it, lies in the quiet band and comes before any delay ends: no
     * condition can change by it. Nor may it bring the end of a running delay closer by being less late than the sample
     * before. Anything else is left untouched for the long way.
     *
     * @return false where nothing was taken
     */
    boolean takeQuietly(int tag, long atMs, double value, int quality, long receiveMs) {
        int at = tag * STRIDE;
        boolean quiet = value >= Double.longBitsToDouble(cells[at + QUIET_LOW])
                && value <= Double.longBitsToDouble(cells[at + QUIET_HIGH])
                && Quality.isUsable(quality)
                && atMs > cells[at + NEWEST]
                && (cells[at + DEADLINE] == NEVER || (atMs < cells[at + DEADLINE] && receiveMs - atMs >= lagMs(tag)))
                && receiveMs - atMs <= cells[at + MAX_AGE];
        if (quiet) {
            cells[at + NEWEST] = atMs;
            cells[at + VALUE] = Double.doubleToRawLongBits(value);
            cells[at + LAG_AND_WORTH] = (Math.max(0, receiveMs - atMs) << WORTH_BITS) | quality;
            cells[at + HEARD] = Math.max(cells[at + HEARD], receiveMs);
        }
        return quiet;
    }

    void take(int tag, long atMs, double value, int worth, long receiveMs) {
        if (!Quality.isUsable(worth)) {
            goodBefore[tag] = held(tag);
        }
        set(tag, NEWEST, atMs);
        set(tag, VALUE, Double.doubleToRawLongBits(value));
        setLag(tag, Math.max(0, receiveMs - atMs), worth);
    }

    private void setLag(int tag, long lagMs, int worth) {
        set(tag, LAG_AND_WORTH, (lagMs << WORTH_BITS) | worth);
    }

    void hear(int tag, long receiveMs) {
        set(tag, HEARD, Math.max(heardMs(tag), receiveMs));
    }

    /** The newest sample once more: the source's time stands still, the source itself does not. */
    boolean isRepeat(int tag, long atMs, double value) {
        return atMs == newestMs(tag) && same(newestValue(tag), value);
    }

    private static boolean same(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }

    // ---- what is known ----------------------------------------------------------------------------------------------

    /** Effective time of the newest live sample, good or bad; {@link #UNSEEN} before the first. */
    long newestMs(int tag) {
        return get(tag, NEWEST);
    }

    private double newestValue(int tag) {
        return Double.longBitsToDouble(get(tag, VALUE));
    }

    /** What the newest live sample was worth: {@link Quality#code()}. */
    int newestWorth(int tag) {
        return (int) get(tag, LAG_AND_WORTH) & WORTH_MASK;
    }

    /** Receive time minus effective time of the newest live sample, never below 0. */
    long lagMs(int tag) {
        return get(tag, LAG_AND_WORTH) >> WORTH_BITS;
    }

    /** Receive time of the last sign of life; {@link #UNSEEN} before the first. */
    long heardMs(int tag) {
        return get(tag, HEARD);
    }

    void setHeard(int tag, long receiveMs) {
        set(tag, HEARD, receiveMs);
    }

    boolean isTooOld(int tag, long atMs, long receiveMs) {
        return receiveMs - atMs > get(tag, MAX_AGE);
    }

    /** The last good value; NaN where there was none. */
    double held(int tag) {
        return Quality.isUsable(newestWorth(tag)) ? newestValue(tag) : goodBefore[tag];
    }

    Heard heard(int tag) {
        return new Heard(held(tag), newestMs(tag), newestWorth(tag), heardMs(tag));
    }

    /** The effective time at which the tag's next delay ends; {@link DueQueue#NEVER} where none is running. */
    long deadlineMs(int tag) {
        return get(tag, DEADLINE);
    }

    void setDeadline(int tag, long atMs) {
        set(tag, DEADLINE, atMs);
    }

    /** Good values from low to high, both included, change nothing until {@link #unsettle}. */
    void settle(int tag, double low, double high) {
        set(tag, QUIET_LOW, Double.doubleToRawLongBits(low));
        set(tag, QUIET_HIGH, Double.doubleToRawLongBits(high));
    }

    /** Every value has to be looked at. */
    void unsettle(int tag) {
        set(tag, QUIET_LOW, EMPTY);
    }

    // ---- another configuration, another clock, a snapshot -----------------------------------------------------------

    /** Goes on with what another configuration remembered; its delays come with its slots. */
    void adopt(int tag, TagMemory old, int from) {
        set(tag, NEWEST, old.get(from, NEWEST));
        set(tag, VALUE, old.get(from, VALUE));
        set(tag, LAG_AND_WORTH, old.get(from, LAG_AND_WORTH));
        set(tag, HEARD, old.get(from, HEARD));
        goodBefore[tag] = old.goodBefore[from];
    }

    /**
     * Our clock was set by {@code deltaMs}. Sources whose stamps follow our clock, and those that could not be heard any
     * more unless they followed, are moved along with it; another one keeps its own stamps and is now that much later.
     *
     * @return by how much what was stamped so far lies elsewhere from now on
     */
    long adjustClock(int tag, long deltaMs) {
        if (heardMs(tag) != UNSEEN) {
            setHeard(tag, heardMs(tag) + deltaMs);
        }
        if (newestMs(tag) == UNSEEN) {
            return 0;
        }
        long lagMs = lagMs(tag);
        boolean follows = lagMs == 0 || Math.abs(deltaMs) > get(tag, MAX_AGE);
        long movedMs = follows ? deltaMs : Math.min(0, lagMs + deltaMs);
        set(tag, NEWEST, newestMs(tag) + movedMs);
        setLag(tag, lagMs + deltaMs - movedMs, newestWorth(tag));
        return movedMs;
    }

    void write(int tag, StateWriter out) {
        out.putLong(heardMs(tag));
        out.putLong(newestMs(tag));
        if (newestMs(tag) != UNSEEN) {
            out.putDouble(newestValue(tag));
            out.putLong(get(tag, LAG_AND_WORTH));
            if (!Quality.isUsable(newestWorth(tag))) {
                out.putDouble(goodBefore[tag]);
            }
        }
    }

    void read(int tag, StateReader in) {
        set(tag, HEARD, in.takeLong());
        set(tag, NEWEST, in.takeLong());
        if (newestMs(tag) != UNSEEN) {
            set(tag, VALUE, Double.doubleToRawLongBits(in.takeDouble()));
            set(tag, LAG_AND_WORTH, in.takeLong());
            if (!Quality.isUsable(newestWorth(tag))) {
                goodBefore[tag] = in.takeDouble();
            }
        }
    }
}
