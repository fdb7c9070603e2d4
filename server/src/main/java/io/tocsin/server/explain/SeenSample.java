package io.tocsin.server.explain;

import java.util.List;

/**
 * One sample of the tag that is asked for, and what was done with it. Times are epoch milliseconds.
 *
 * @param stampMs the time as it was sent; the receipt where none was
 * @param effectiveMs the time that decided
 * @param quality {@link io.tocsin.rules.Quality}
 */
public record SeenSample(
        By by, long stampMs, long effectiveMs, double value, String quality, Fate fate, List<Effect> effects) {
    /** What became of a sample as a whole. */
    public enum Fate {
        /** Good or uncertain: looked at. */
        TAKEN,
        /** Taken as bad: by its status, for want of a number, or beyond the instrument's failure bounds. */
        BAD,
        /** The newest sample once more: a sign of life and nothing else. */
        REPEAT,
        /** At or before the newest sample of its tag: moved nothing. */
        LATE,
        /** Flagged historical, or too old on arrival: moved nothing live. */
        HISTORY
    }

    /** What a sample did to one condition. */
    public enum Act {
        ON_DELAY_STARTED,
        /** Came back before the on-delay was over: held back. */
        ON_DELAY_CANCELLED,
        /** Raised at once. */
        RAISED,
        /** The on-delay was over before this sample, whose coming let time go on. */
        ON_DELAY_OVER,
        OFF_DELAY_STARTED,
        OFF_DELAY_CANCELLED,
        /** Cleared at once. */
        CLEARED,
        OFF_DELAY_OVER,
        /** Would have raised it, but came too late. */
        MISSED
    }

    /** @param condition of the tag */
    public record Effect(String condition, Act act) {}

    public SeenSample {
        effects = List.copyOf(effects);
    }

    boolean isLive() {
        return fate == Fate.TAKEN || fate == Fate.BAD;
    }

    boolean did(String condition) {
        return effects.stream().anyMatch(effect -> effect.condition().equals(condition));
    }

    SeenSample stamped(long sentMs) {
        return new SeenSample(by, sentMs, effectiveMs, value, quality, fate, effects);
    }
}
