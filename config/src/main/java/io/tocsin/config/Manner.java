package io.tocsin.config;

import io.tocsin.config.Fields.Parser;

/**
 * How a condition is annunciated: what every condition may say of itself.
 *
 * @param latching stays after the return until an operator resets it
 */
record Manner(long onDelayMs, long offDelayMs, Priority priority, boolean latching) {
    private static final Parser<Priority> PRIORITY = Values.word(Priority.class, Priority::name);

    /** Our choice of priorities, where a condition does not name its own. */
    static Priority defaultPriority(Condition condition) {
        return switch (condition) {
            case CH, GAS_L2 -> Priority.CRITICAL;
            case HH, LL, GAS_L1, STATE -> Priority.HIGH;
            case H, L, DEV, ROC, ROC_UP, ROC_DOWN -> Priority.MEDIUM;
            case FLAT, RANGE, STALE, BAD -> Priority.LOW;
        };
    }

    /** What the fields say, and this manner where they say nothing. The shape must have priority and latching. */
    Manner withoutDelays(Fields fields) {
        return new Manner(
                onDelayMs,
                offDelayMs,
                fields.read("priority", PRIORITY, priority),
                fields.read("latching", Values.YES_OR_NO, latching));
    }

    /** The same for a shape that has delays too. */
    Manner with(Fields fields) {
        Manner said = withoutDelays(fields);
        return new Manner(
                fields.read("onDelay", Values.DURATION_MS, onDelayMs),
                fields.read("offDelay", Values.DURATION_MS, offDelayMs),
                said.priority,
                said.latching);
    }
}
