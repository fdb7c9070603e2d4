package io.tocsin.alarms;

import io.tocsin.rules.Input;

/** What can happen to an alarm. */
public enum Trigger {
    /** The condition became active. */
    RAISE,
    /** The condition is over. */
    RETURN,
    /** The condition of a latching alarm is over. */
    RETURN_LATCHING,
    /** An operator has seen the current occurrence. */
    ACKNOWLEDGE,
    /** An operator releases a latched alarm. */
    RESET,
    /** It must be looked at again: the priority rose, or the re-alarm time passed. */
    REALARM;

    static Trigger of(Input.Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> ACKNOWLEDGE;
            case RESET -> RESET;
        };
    }
}
