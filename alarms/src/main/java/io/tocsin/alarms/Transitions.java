package io.tocsin.alarms;

import static io.tocsin.alarms.AlarmState.ACK_ACTIVE;
import static io.tocsin.alarms.AlarmState.LATCHED_ACK;
import static io.tocsin.alarms.AlarmState.LATCHED_UNACK;
import static io.tocsin.alarms.AlarmState.NORMAL;
import static io.tocsin.alarms.AlarmState.UNACK_ACTIVE;
import static io.tocsin.alarms.AlarmState.UNACK_RTN;
import static io.tocsin.alarms.Trigger.ACKNOWLEDGE;
import static io.tocsin.alarms.Trigger.RAISE;
import static io.tocsin.alarms.Trigger.REALARM;
import static io.tocsin.alarms.Trigger.REAPPEAR;
import static io.tocsin.alarms.Trigger.RESET;
import static io.tocsin.alarms.Trigger.RETURN;
import static io.tocsin.alarms.Trigger.RETURN_LATCHING;
import static io.tocsin.alarms.Trigger.RETURN_QUIET;

import java.util.EnumMap;
import java.util.Map;

/** The transition table of an alarm, as data: every pair of state and trigger is listed. */
public final class Transitions {
    /** What a trigger does in a state. */
    public sealed interface Outcome {
        /** It goes to another state. */
        record To(AlarmState state) implements Outcome {}

        /** It changes nothing, and nobody needs to be told. */
        record Ignored() implements Outcome {}

        /** It is refused. */
        record Refused(Reason reason) implements Outcome {}
    }

    private static final Outcome IGNORED = new Outcome.Ignored();
    private static final Map<AlarmState, Map<Trigger, Outcome>> TABLE = table();

    private Transitions() {}

    public static Outcome of(AlarmState state, Trigger trigger) {
        Outcome outcome = row(TABLE, state).get(trigger);
        if (outcome == null) {
            throw new IllegalStateException(
                    "expected every pair in the table, was state=" + state + " trigger=" + trigger);
        }
        return outcome;
    }

    /** Why a trigger is refused in a state that refuses it. */
    static Reason reason(AlarmState state, Trigger trigger) {
        if (of(state, trigger) instanceof Outcome.Refused refused) {
            return refused.reason();
        }
        throw new IllegalStateException("expected a refusal, was state=" + state + " trigger=" + trigger);
    }

    private static Map<AlarmState, Map<Trigger, Outcome>> table() {
        Map<AlarmState, Map<Trigger, Outcome>> t = new EnumMap<>(AlarmState.class);
        put(t, NORMAL, RAISE, to(UNACK_ACTIVE));
        put(t, NORMAL, RETURN, IGNORED);
        put(t, NORMAL, RETURN_LATCHING, IGNORED);
        put(t, NORMAL, RETURN_QUIET, IGNORED);
        put(t, NORMAL, ACKNOWLEDGE, refused(Reason.NOT_ACTIVE));
        put(t, NORMAL, RESET, refused(Reason.NOT_LATCHED));
        put(t, NORMAL, REALARM, IGNORED);
        put(t, NORMAL, REAPPEAR, IGNORED);

        put(t, UNACK_ACTIVE, RAISE, IGNORED);
        put(t, UNACK_ACTIVE, RETURN, to(UNACK_RTN));
        put(t, UNACK_ACTIVE, RETURN_LATCHING, to(LATCHED_UNACK));
        put(t, UNACK_ACTIVE, RETURN_QUIET, to(NORMAL));
        put(t, UNACK_ACTIVE, ACKNOWLEDGE, to(ACK_ACTIVE));
        put(t, UNACK_ACTIVE, RESET, refused(Reason.STILL_ACTIVE));
        put(t, UNACK_ACTIVE, REALARM, IGNORED);
        put(t, UNACK_ACTIVE, REAPPEAR, IGNORED);

        put(t, ACK_ACTIVE, RAISE, IGNORED);
        put(t, ACK_ACTIVE, RETURN, to(NORMAL));
        put(t, ACK_ACTIVE, RETURN_LATCHING, to(LATCHED_ACK));
        put(t, ACK_ACTIVE, RETURN_QUIET, to(NORMAL));
        put(t, ACK_ACTIVE, ACKNOWLEDGE, refused(Reason.ALREADY_ACKNOWLEDGED));
        put(t, ACK_ACTIVE, RESET, refused(Reason.STILL_ACTIVE));
        put(t, ACK_ACTIVE, REALARM, to(UNACK_ACTIVE));
        put(t, ACK_ACTIVE, REAPPEAR, to(UNACK_ACTIVE));

        put(t, UNACK_RTN, RAISE, to(UNACK_ACTIVE));
        put(t, UNACK_RTN, RETURN, IGNORED);
        put(t, UNACK_RTN, RETURN_LATCHING, IGNORED);
        put(t, UNACK_RTN, RETURN_QUIET, IGNORED);
        put(t, UNACK_RTN, ACKNOWLEDGE, to(NORMAL));
        put(t, UNACK_RTN, RESET, refused(Reason.NOT_LATCHED));
        put(t, UNACK_RTN, REALARM, IGNORED);
        put(t, UNACK_RTN, REAPPEAR, IGNORED);

        put(t, LATCHED_UNACK, RAISE, to(UNACK_ACTIVE));
        put(t, LATCHED_UNACK, RETURN, IGNORED);
        put(t, LATCHED_UNACK, RETURN_LATCHING, IGNORED);
        put(t, LATCHED_UNACK, RETURN_QUIET, IGNORED);
        put(t, LATCHED_UNACK, ACKNOWLEDGE, to(LATCHED_ACK));
        put(t, LATCHED_UNACK, RESET, refused(Reason.NOT_ACKNOWLEDGED));
        put(t, LATCHED_UNACK, REALARM, IGNORED);
        put(t, LATCHED_UNACK, REAPPEAR, IGNORED);

        put(t, LATCHED_ACK, RAISE, to(UNACK_ACTIVE));
        put(t, LATCHED_ACK, RETURN, IGNORED);
        put(t, LATCHED_ACK, RETURN_LATCHING, IGNORED);
        put(t, LATCHED_ACK, RETURN_QUIET, IGNORED);
        put(t, LATCHED_ACK, ACKNOWLEDGE, refused(Reason.ALREADY_ACKNOWLEDGED));
        put(t, LATCHED_ACK, RESET, to(NORMAL));
        put(t, LATCHED_ACK, REALARM, IGNORED);
        put(t, LATCHED_ACK, REAPPEAR, IGNORED);
        return t;
    }

    private static void put(
            Map<AlarmState, Map<Trigger, Outcome>> table, AlarmState from, Trigger trigger, Outcome outcome) {
        table.computeIfAbsent(from, s -> new EnumMap<>(Trigger.class)).put(trigger, outcome);
    }

    private static Map<Trigger, Outcome> row(Map<AlarmState, Map<Trigger, Outcome>> table, AlarmState from) {
        Map<Trigger, Outcome> row = table.get(from);
        if (row == null) {
            throw new IllegalStateException("expected every state in the table, was " + from);
        }
        return row;
    }

    private static Outcome to(AlarmState state) {
        return new Outcome.To(state);
    }

    private static Outcome refused(Reason reason) {
        return new Outcome.Refused(reason);
    }
}
