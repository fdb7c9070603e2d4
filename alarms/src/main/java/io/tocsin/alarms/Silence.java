package io.tocsin.alarms;

import io.tocsin.alarms.Suppressed.Asked;
import io.tocsin.alarms.Suppressed.Removal;
import io.tocsin.alarms.Suppressed.Shelf;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What keeps people from being told of one alarm, as it changes. Its view is {@link Suppressed}. */
final class Silence {
    /** The cause of what a supervisor suppressed by hand. */
    static final String BY_HAND = "operator";

    private final NavigableSet<String> causes = new TreeSet<>();
    private Suppressed view = Suppressed.NOT;

    Suppressed view() {
        return view;
    }

    boolean isSilent() {
        return view.isSilent();
    }

    boolean isEmpty() {
        return view.equals(Suppressed.NOT);
    }

    boolean has(String cause) {
        return causes.contains(cause);
    }

    /** False where it was one already. */
    boolean add(String cause) {
        boolean added = causes.add(cause);
        look();
        return added;
    }

    /** False where it was none. */
    boolean remove(String cause) {
        boolean removed = causes.remove(cause);
        look();
        return removed;
    }

    private void look() {
        view = new Suppressed(
                view.outOfService(), new ArrayList<>(causes), view.manual(), view.shelved(), view.asked());
    }

    void shelf(@Nullable Shelf shelf) {
        view = new Suppressed(view.outOfService(), view.byDesign(), view.manual(), shelf, null);
    }

    void asked(@Nullable Asked asked) {
        view = new Suppressed(view.outOfService(), view.byDesign(), view.manual(), view.shelved(), asked);
    }

    void outOfService(@Nullable Removal removal) {
        view = new Suppressed(removal, view.byDesign(), view.manual(), view.shelved(), view.asked());
    }

    void manual(@Nullable Removal removal) {
        view = new Suppressed(view.outOfService(), view.byDesign(), removal, view.shelved(), view.asked());
        if (removal == null) {
            remove(BY_HAND);
        } else {
            add(BY_HAND);
        }
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter out) {
        List<String> all = view.byDesign();
        out.putInt(all.size());
        all.forEach(out::putText);
        write(out, view.outOfService());
        write(out, view.manual());
        Shelf shelf = view.shelved();
        out.putBoolean(shelf != null);
        if (shelf != null) {
            out.putText(shelf.by());
            out.putOptional(shelf.confirmedBy());
            out.putText(shelf.reason());
            out.putLong(shelf.sinceMs());
            out.putLong(shelf.untilMs());
            out.putBoolean(shelf.oneShot());
            out.putOptional(shelf.position());
        }
        Asked asked = view.asked();
        out.putBoolean(asked != null);
        if (asked != null) {
            out.putText(asked.requestId());
            out.putText(asked.by());
            out.putText(asked.reason());
            out.putLong(asked.untilMs());
            out.putBoolean(asked.oneShot());
            out.putLong(asked.expiresMs());
        }
    }

    private static void write(StateWriter out, @Nullable Removal removal) {
        out.putBoolean(removal != null);
        if (removal != null) {
            out.putText(removal.by());
            out.putOptional(removal.authorisation());
            out.putText(removal.reason());
            out.putLong(removal.sinceMs());
            out.putLong(removal.untilMs());
        }
    }

    void read(StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            causes.add(in.takeText());
        }
        Removal outOfService = readRemoval(in);
        Removal manual = readRemoval(in);
        Shelf shelf = in.takeBoolean()
                ? new Shelf(
                        in.takeText(),
                        in.takeOptional(),
                        in.takeText(),
                        in.takeLong(),
                        in.takeLong(),
                        in.takeBoolean(),
                        in.takeOptional())
                : null;
        Asked asked = in.takeBoolean()
                ? new Asked(in.takeText(), in.takeText(), in.takeText(), in.takeLong(), in.takeBoolean(), in.takeLong())
                : null;
        view = new Suppressed(outOfService, new ArrayList<>(causes), manual, shelf, asked);
    }

    private static @Nullable Removal readRemoval(StateReader in) {
        return in.takeBoolean()
                ? new Removal(in.takeText(), in.takeOptional(), in.takeText(), in.takeLong(), in.takeLong())
                : null;
    }
}
