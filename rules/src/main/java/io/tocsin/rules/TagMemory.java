package io.tocsin.rules;

import java.util.Arrays;

/** What is remembered of each tag: its newest live sample, the last good value, how late it speaks, when it was heard. */
final class TagMemory {
    static final long UNSEEN = Long.MIN_VALUE;

    /** Effective time of the newest live sample, good or bad. */
    final long[] newestMs;

    final double[] newestValue;
    /** What that sample was worth: {@link Quality#code()}. */
    final byte[] newestQuality;
    /** The last good value; NaN where there was none. */
    final double[] held;
    /** Receive time minus effective time of the newest live sample, never below 0. */
    final long[] lagMs;
    /** Receive time of the last sign of life. */
    final long[] heardMs;

    TagMemory(int tags) {
        newestMs = new long[tags];
        Arrays.fill(newestMs, UNSEEN);
        newestValue = new double[tags];
        newestQuality = new byte[tags];
        held = new double[tags];
        Arrays.fill(held, Double.NaN);
        lagMs = new long[tags];
        heardMs = new long[tags];
        Arrays.fill(heardMs, UNSEEN);
    }

    void take(int tag, long atMs, double value, int worth, long receiveMs) {
        newestMs[tag] = atMs;
        newestValue[tag] = value;
        newestQuality[tag] = (byte) worth;
        lagMs[tag] = Math.max(0, receiveMs - atMs);
        if (Quality.isUsable(worth)) {
            held[tag] = value;
        }
    }

    void hear(int tag, long receiveMs) {
        heardMs[tag] = Math.max(heardMs[tag], receiveMs);
    }

    /** The newest sample once more: the source's time stands still, the source itself does not. */
    boolean isRepeat(int tag, long atMs, double value) {
        return atMs == newestMs[tag] && same(newestValue[tag], value);
    }

    void adopt(int tag, TagMemory old, int from) {
        newestMs[tag] = old.newestMs[from];
        newestValue[tag] = old.newestValue[from];
        newestQuality[tag] = old.newestQuality[from];
        held[tag] = old.held[from];
        lagMs[tag] = old.lagMs[from];
        heardMs[tag] = old.heardMs[from];
    }

    private static boolean same(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }
}
