package io.tocsin.alarms;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The current occurrence of an alarm, and earlier ones that nobody acknowledged or whose handling is not over. */
final class Occurrences {
    private Occurrence current = Occurrence.none();
    private final List<Occurrence> earlier = new ArrayList<>();

    Occurrence current() {
        return current;
    }

    /** @param unacknowledged true where the one before is still on the same line */
    void begin(Occurrence next, boolean unacknowledged) {
        if (unacknowledged) {
            current.supersede();
        }
        if (current.isUnacknowledged() || !current.handling().state().isOver()) {
            earlier.add(current);
        }
        current = next;
    }

    /** True where the line holds more than the current one. */
    boolean isLineOpen() {
        return earlier.stream().anyMatch(Occurrence::isUnacknowledged);
    }

    /** The current one was acknowledged: so are those before it, which are closed. */
    List<Occurrence> supersede(String by, long nowMs) {
        List<Occurrence> superseded =
                earlier.stream().filter(Occurrence::isUnacknowledged).toList();
        for (Occurrence each : superseded) {
            each.superseded();
            Handling before = each.handling();
            each.handling(
                    new Handling(Handling.State.CLOSED, before.demanded(), before.assignee(), by, current.id(), nowMs));
        }
        forget();
        return superseded;
    }

    /** What needs nobody any more. */
    void forget() {
        earlier.removeIf(
                each -> !each.isUnacknowledged() && each.handling().state().isOver());
    }

    /** One whose handling somebody may still touch; null where there is none of that id. */
    @Nullable
    Occurrence find(@Nullable String id) {
        if (!current.isNone() && current.id().equals(id)) {
            return current;
        }
        return earlier.stream()
                .filter(each -> Objects.equals(each.id(), id))
                .findFirst()
                .orElse(null);
    }

    /** Earlier ones that somebody has to handle. */
    List<AlarmStatus.Unhandled> unhandled() {
        return earlier.stream()
                .filter(each ->
                        each.handling().demanded() && !each.handling().state().isOver())
                .map(each -> new AlarmStatus.Unhandled(each.id(), each.handling()))
                .toList();
    }

    /** True where somebody has still something to do about one of them. */
    boolean isAnyOpen() {
        return !current.handling().state().isOver() || !earlier.isEmpty();
    }

    void write(StateWriter out) {
        current.write(out);
        out.putInt(earlier.size());
        earlier.forEach(occurrence -> occurrence.write(out));
    }

    void read(StateReader in) {
        current = Occurrence.read(in);
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            earlier.add(Occurrence.read(in));
        }
    }
}
