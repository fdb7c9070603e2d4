package io.tocsin.alarms;

/** What can happen to the state of an alarm. */
public enum Trigger {
    /** The condition became active. */
    RAISE,
    /** The condition is over. */
    RETURN,
    /** The condition of a latching alarm is over. */
    RETURN_LATCHING,
    /** The condition is over, and nobody has to be asked: the class needs no acknowledgement, or nobody was told. */
    RETURN_QUIET,
    /** An operator has seen the current occurrence. */
    ACKNOWLEDGE,
    /** An operator releases a latched alarm. */
    RESET,
    /** It must be looked at again: the priority rose, or the re-alarm time passed. */
    REALARM,
    /** Nothing keeps people from being told of it any more. */
    REAPPEAR
}
