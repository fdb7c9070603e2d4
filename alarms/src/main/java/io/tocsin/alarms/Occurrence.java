package io.tocsin.alarms;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/** One raise of an alarm: it counts its own transitions, so that consumers see a gap and drop a repeat. */
final class Occurrence {
    private final String id;
    private final long onsetMs;
    private int transitions;
    private Handling handling;
    private boolean superseding;

    Occurrence(String id, long onsetMs, Handling handling) {
        this.id = id;
        this.onsetMs = onsetMs;
        this.handling = handling;
    }

    /** Of an alarm that was never raised. */
    static Occurrence none() {
        return new Occurrence("", -1, new Handling(Handling.State.CLOSED, false, null, null, null, -1));
    }

    boolean isNone() {
        return id.isEmpty();
    }

    String id() {
        return id;
    }

    long onsetMs() {
        return onsetMs;
    }

    Handling handling() {
        return handling;
    }

    void handling(Handling now) {
        handling = now;
    }

    /** A newer one came before anybody acknowledged it: it is acknowledged with that one. */
    void supersede() {
        superseding = true;
    }

    void superseded() {
        superseding = false;
    }

    boolean isUnacknowledged() {
        return superseding;
    }

    String nextEventId() {
        transitions++;
        return id + "." + transitions;
    }

    void write(StateWriter out) {
        out.putText(id);
        out.putLong(onsetMs);
        out.putInt(transitions);
        out.putBoolean(superseding);
        out.putText(handling.state().name());
        out.putBoolean(handling.demanded());
        out.putOptional(handling.assignee());
        out.putOptional(handling.by());
        out.putOptional(handling.note());
        out.putLong(handling.sinceMs());
    }

    static Occurrence read(StateReader in) {
        String id = in.takeText();
        long onsetMs = in.takeLong();
        int transitions = in.takeInt();
        boolean superseding = in.takeBoolean();
        Handling handling = new Handling(
                Handling.State.valueOf(in.takeText()),
                in.takeBoolean(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeLong());
        Occurrence occurrence = new Occurrence(id, onsetMs, handling);
        occurrence.transitions = transitions;
        occurrence.superseding = superseding;
        return occurrence;
    }
}
