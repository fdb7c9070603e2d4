package io.tocsin.alarms;

/** Why a command was refused; each name says what stood in the way. */
public enum Reason {
    /** The configuration has no alarm of that id. */
    UNKNOWN_ALARM,
    /** The command named no occurrence. */
    OCCURRENCE_MISSING,
    /** The command named another occurrence than the current one: it came too late. */
    NOT_CURRENT,
    /** Nobody was named as the operator. */
    OPERATOR_MISSING,
    /** Another command had this request id. */
    REQUEST_ID_TAKEN,
    /** Somebody acknowledged this occurrence already. */
    ALREADY_ACKNOWLEDGED,
    /** Nothing is raised. */
    NOT_ACTIVE,
    /** Nothing is latched. */
    NOT_LATCHED,
    /** It must be acknowledged before it can be reset. */
    NOT_ACKNOWLEDGED,
    /** The condition still stands. */
    STILL_ACTIVE
}
