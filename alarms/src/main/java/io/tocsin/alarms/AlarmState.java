package io.tocsin.alarms;

/** Where an alarm stands. {@link #code()} is stable on disk; names are stable on the wire. */
public enum AlarmState {
    /** Nothing is wrong and nothing is open. */
    NORMAL(0),
    /** The condition stands and nobody has acknowledged it. */
    UNACK_ACTIVE(1),
    /** The condition stands and somebody has seen it. */
    ACK_ACTIVE(2),
    /** The condition is over; nobody has acknowledged that it was there. */
    UNACK_RTN(3),
    /** Latching: the condition is over, neither acknowledged nor reset. */
    LATCHED_UNACK(4),
    /** Latching: the condition is over, acknowledged, waiting for a reset. */
    LATCHED_ACK(5);

    private final int code;

    AlarmState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** True while the condition itself stands. */
    public boolean isActive() {
        return this == UNACK_ACTIVE || this == ACK_ACTIVE;
    }

    /** True while somebody still has to acknowledge. */
    public boolean isUnacknowledged() {
        return this == UNACK_ACTIVE || this == UNACK_RTN || this == LATCHED_UNACK;
    }
}
