package io.tocsin.alarms;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What falls due about alarms, in engine time; of each kind one for each subject. Not thread-safe. */
final class Deadlines {
    /** What falls due. Declared in the order in which they come that are due together. */
    enum Kind {
        /** A gateway was not heard for its timeout. */
        GATEWAY_SILENT(true),
        /** A gateway is back for a while: do its tags stand still? */
        GATEWAY_FROZEN(true),
        WINDOW_BEGINS(false),
        WINDOW_ENDS(false),
        /** A stale tag was given time to be one of many. */
        SETTLED(true),
        /** What was put aside comes back. */
        SHELF_ENDS(false),
        /** Nobody confirmed a shelving. */
        ASKED_ENDS(false),
        /** What was suppressed by hand comes back. */
        MANUAL_ENDS(false),
        /** Somebody is to look whether it still has to be out of service. */
        REVIEW(false),
        /** An acknowledged alarm asks for another look. */
        REALARM(true),
        /** Nobody acknowledged. */
        UNACKNOWLEDGED(true),
        /** Nobody handled it. */
        UNHANDLED(true);

        private final boolean span;

        Kind(boolean span) {
            this.span = span;
        }
    }

    /** @param subject an alarm, a gateway or a window, by its id */
    record Due(long dueMs, Kind kind, String subject) {}

    private record Key(Kind kind, String subject) {}

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong(Due::dueMs).thenComparing(Due::kind).thenComparing(Due::subject);

    private final TreeSet<Due> inOrder = new TreeSet<>(ORDER);
    private final Map<Key, Due> byKey = new LinkedHashMap<>();

    /** Takes the place of an earlier one of the same kind and subject. */
    void arm(Kind kind, String subject, long dueMs) {
        cancel(kind, subject);
        Due due = new Due(dueMs, kind, subject);
        inOrder.add(due);
        byKey.put(new Key(kind, subject), due);
    }

    void cancel(Kind kind, String subject) {
        Due due = byKey.remove(new Key(kind, subject));
        if (due != null) {
            inOrder.remove(due);
        }
    }

    boolean isArmed(Kind kind, String subject) {
        return byKey.containsKey(new Key(kind, subject));
    }

    /** {@link Long#MAX_VALUE} where nothing is due ever. */
    long nextDueMs() {
        return inOrder.isEmpty() ? Long.MAX_VALUE : inOrder.first().dueMs();
    }

    /** The first that is due, and no longer kept; null where none is. */
    @Nullable
    Due next(long nowMs) {
        if (nextDueMs() > nowMs) {
            return null;
        }
        Due due = inOrder.first();
        cancel(due.kind(), due.subject());
        return due;
    }

    /**
     * The clock was set. Spans keep their length. A moment that a person named is brought nearer by a clock set forward and
     * moves back with one set back: nothing that a person allowed ever lasts longer than he meant.
     */
    void clockAdjusted(long deltaMs) {
        List<Due> all = new ArrayList<>(inOrder);
        inOrder.clear();
        byKey.clear();
        for (Due due : all) {
            long moved = due.kind().span || deltaMs < 0 ? due.dueMs() + deltaMs : due.dueMs();
            arm(due.kind(), due.subject(), moved);
        }
    }

    /** Goes on with those of another configuration; what has no subject any more comes to nothing when it is due. */
    void adopt(Deadlines old) {
        old.inOrder.forEach(due -> arm(due.kind(), due.subject(), due.dueMs()));
    }

    void write(StateWriter out) {
        out.putInt(inOrder.size());
        for (Due due : inOrder) {
            out.putLong(due.dueMs());
            out.putText(due.kind().name());
            out.putText(due.subject());
        }
    }

    void read(StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            long dueMs = in.takeLong();
            Kind kind = Kind.valueOf(in.takeText());
            arm(kind, in.takeText(), dueMs);
        }
    }
}
