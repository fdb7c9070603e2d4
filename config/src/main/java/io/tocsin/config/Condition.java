package io.tocsin.config;

/**
 * What can be wrong with one tag. Each condition of a tag has a state of its own; levels are not exclusive.
 *
 * <p>{@link #code()} is stable on disk and on the wire; the declaration order is the order in which conditions of one
 * tag are evaluated and in which their timers break ties.
 */
public enum Condition {
    /** Critical high: beyond it, overflow or damage. */
    CH(1),
    /** High-high. */
    HH(2),
    /** High. */
    H(3),
    /** Low. */
    L(4),
    /** Low-low. */
    LL(5),
    /** Gas detector, first level: the milder of the two. */
    GAS_L1(6),
    /** Gas detector, second level: the more severe. */
    GAS_L2(7),
    /** Deviation from a set point. */
    DEV(8),
    /** Rate of change, either direction. */
    ROC(9),
    /** Rate of rise. */
    ROC_UP(10),
    /** Rate of fall. */
    ROC_DOWN(11),
    /** Stuck: no movement for a window. */
    FLAT(12),
    /** A switch, trip, valve or bypass stands in an alarm value. */
    STATE(13),
    /** Outside the measuring range. */
    RANGE(14),
    /** The last sample that arrived was bad. */
    BAD(15),
    /** Nothing arrived for a time. */
    STALE(16);

    private final int code;

    Condition(int code) {
        this.code = code;
    }

    /** The number that stands for this condition in records on disk; never reused. */
    public int code() {
        return code;
    }
}
