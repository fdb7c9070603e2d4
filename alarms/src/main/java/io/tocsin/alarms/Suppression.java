package io.tocsin.alarms;

/** Why nobody is told of an alarm; declared in the order in which one is shown before another. */
public enum Suppression {
    /** Somebody authorised took it out of service (停用). */
    OUT_OF_SERVICE,
    /** The configuration, another alarm, work on the plant or a supervisor says that it means nothing now. */
    SUPPRESSED_BY_DESIGN,
    /** An operator put it aside for a time (搁置). */
    SHELVED
}
