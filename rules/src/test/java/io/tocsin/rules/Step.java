package io.tocsin.rules;

/** One input of a random case. */
sealed interface Step {
    long receiveMs();

    record Sample(int tag, long atMs, double value, Quality quality, long receiveMs) implements Step {}

    record History(int tag, long atMs, double value, Quality quality, long receiveMs) implements Step {}

    record Tick(long receiveMs) implements Step {}

    record Started(long receiveMs) implements Step {}

    record Drained(long receiveMs) implements Step {}

    /** @param receiveMs the wall clock after it was set */
    record ClockAdjusted(long deltaMs, long receiveMs) implements Step {}

    default void applyTo(Conditions conditions) {
        if (this instanceof Sample s) {
            conditions.sample(s.tag(), s.atMs(), s.value(), s.quality().code(), s.receiveMs());
        } else if (this instanceof History s) {
            conditions.history(s.tag(), s.atMs(), s.value(), s.quality().code(), s.receiveMs());
        } else if (this instanceof Started s) {
            conditions.started(s.receiveMs());
        } else if (this instanceof Drained s) {
            conditions.drained(s.receiveMs());
        } else if (this instanceof ClockAdjusted s) {
            conditions.clockAdjusted(s.deltaMs());
        } else {
            conditions.tick(receiveMs());
        }
    }
}
