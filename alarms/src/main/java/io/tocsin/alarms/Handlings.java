package io.tocsin.alarms;

import static io.tocsin.alarms.Handling.State.ASSIGNED;
import static io.tocsin.alarms.Handling.State.CLOSED;
import static io.tocsin.alarms.Handling.State.FALSE_ALARM;
import static io.tocsin.alarms.Handling.State.HANDLED;
import static io.tocsin.alarms.Handling.State.OPEN;

import io.tocsin.rules.Input.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each command makes of the handling of an occurrence, as data: every pair of state and command is listed. */
public final class Handlings {
    /** What a command does. */
    public sealed interface Outcome {
        /** It brings the record into another state, or the same one with other words. */
        record To(Handling.State state) implements Outcome {}

        /** It is refused. */
        record Refused(Reason reason) implements Outcome {}
    }

    /** The commands that are about handling. */
    public static final List<Verb> VERBS = List.of(Verb.ASSIGN, Verb.HANDLE, Verb.FALSE_ALARM, Verb.CLOSE);

    private static final Map<Handling.State, Map<Verb, Outcome>> TABLE = table();

    private Handlings() {}

    public static Outcome of(Handling.State state, Verb verb) {
        Map<Verb, Outcome> row = TABLE.get(state);
        Outcome outcome = row == null ? null : row.get(verb);
        if (outcome == null) {
            throw new IllegalStateException("expected a command about handling, was " + verb + " in " + state);
        }
        return outcome;
    }

    private static Map<Handling.State, Map<Verb, Outcome>> table() {
        Map<Handling.State, Map<Verb, Outcome>> table = new EnumMap<>(Handling.State.class);
        Outcome unhandled = new Outcome.Refused(Reason.NOT_HANDLED);
        Outcome over = new Outcome.Refused(Reason.ALREADY_CLOSED);
        Outcome assigned = new Outcome.To(ASSIGNED);
        Outcome handled = new Outcome.To(HANDLED);
        Outcome falseAlarm = new Outcome.To(FALSE_ALARM);
        put(table, OPEN, assigned, handled, falseAlarm, unhandled);
        put(table, ASSIGNED, assigned, handled, falseAlarm, unhandled);
        // Sent back to somebody, told in better words, or found to have been nothing.
        put(table, HANDLED, assigned, handled, falseAlarm, new Outcome.To(CLOSED));
        put(table, CLOSED, over, over, over, over);
        put(table, FALSE_ALARM, over, over, over, over);
        return table;
    }

    private static void put(Map<Handling.State, Map<Verb, Outcome>> table, Handling.State from, Outcome... outcomes) {
        Map<Verb, Outcome> row = new EnumMap<>(Verb.class);
        for (int i = 0; i < outcomes.length; i++) {
            row.put(VERBS.get(i), outcomes[i]);
        }
        table.put(from, row);
    }
}
