package io.tocsin.alarms;

/** Why a command was refused, or not carried out yet; each name says what stood in the way. */
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
    /** It must be acknowledged before it can be reset, or before its handling is closed. */
    NOT_ACKNOWLEDGED,
    /** The condition still stands. */
    STILL_ACTIVE,

    /** The operator's role does not allow it. */
    ROLE_MISSING,
    /** The alarm is of an enterprise that the operator has no hand in. */
    OUT_OF_SCOPE,
    /** Another position is responsible. */
    NOT_RESPONSIBLE,
    /** It needs a reason. */
    REASON_MISSING,
    /** It needs an end. */
    UNTIL_MISSING,
    /** Its end is over already. */
    UNTIL_PAST,
    /** Its end lies behind the end of the shift. */
    BEYOND_SHIFT,
    /** It would last longer than is allowed. */
    TOO_LONG,
    /** The position has put aside as many alarms as it may. */
    TOO_MANY_SHELVED,
    /** Alarms of this class are never put aside. */
    SHELVING_FORBIDDEN,
    /** Accepted, and waiting: a second person has to confirm it. */
    SECOND_PERSON_NEEDED,
    /** Whoever confirms must be another than who asked. */
    SAME_PERSON,
    /** Nothing waits under that request id. */
    NOTHING_TO_CONFIRM,
    /** It is put aside already. */
    ALREADY_SHELVED,
    /** It is not put aside. */
    NOT_SHELVED,
    /** It is suppressed by hand already. */
    ALREADY_SUPPRESSED,
    /** Nobody suppressed it by hand; what the configuration suppresses it also releases. */
    NOT_SUPPRESSED,
    /** It needs a work permit or an order. */
    AUTHORISATION_MISSING,
    /** It is out of service already. */
    ALREADY_OUT_OF_SERVICE,
    /** It is in service. */
    NOT_OUT_OF_SERVICE,
    /** Nobody was named to handle it. */
    ASSIGNEE_MISSING,
    /** Its handling must be written down before it is closed. */
    NOT_HANDLED,
    /** Its handling is over. */
    ALREADY_CLOSED,
    /** No such tag or tank. */
    UNKNOWN_SUBJECT,
    /** No such window. */
    UNKNOWN_WINDOW,
    /** No such position. */
    UNKNOWN_POSITION
}
