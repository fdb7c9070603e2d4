package io.tocsin.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two sites have otherwise than each other, by id: everything that is configured, in a stable order. Immutable; the
 * same two sites give the same difference on every machine.
 *
 * @param changes in the order of {@link Site}'s parts, within each the earlier site's order, then what is new
 */
public record SiteDifference(List<Change> changes) {
    public static final SiteDifference NONE = new SiteDifference(List.of());

    /** What goes out of the process to people and Kafka ends here, whatever was changed; a record must hold it. */
    private static final int SHOWN_MAX = 1_000;

    private static final int SHOWN_CHARS_MAX = 96 << 10;
    private static final int VALUE_CHARS_MAX = 400;

    /** Parts of the settings that a running engine follows. */
    private static final Set<String> FOLLOWED = Set.of("ingest");

    /** What became of a thing. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One change.
     *
     * @param what tag, gateway, gate, hazard, zone, ..., or a part that there is once: park, rules, mqtt, ingest, ...
     * @param id of the thing; empty where there is only one, or where the order of such things is meant
     * @param field as {@code conditions.H.value}, with its unit last; null where the whole thing came or went
     * @param before as text; null where there was none
     * @param after as text; null where there is none
     */
    public record Change(
            Kind kind,
            String what,
            String id,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after) {
        private Change shortened() {
            return new Change(kind, what, id, field, shortened(before), shortened(after));
        }

        private static @Nullable String shortened(@Nullable String value) {
            return value == null || value.length() <= VALUE_CHARS_MAX ? value : cut(value);
        }

        /** Never in the middle of a character. */
        private static String cut(String value) {
            int end = Character.isHighSurrogate(value.charAt(VALUE_CHARS_MAX - 1)) ? 1 : 0;
            return value.substring(0, VALUE_CHARS_MAX - end) + "…";
        }

        private int chars() {
            return what.length() + id.length() + length(field) + length(before) + length(after);
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }

    public SiteDifference {
        changes = List.copyOf(changes);
    }

    /** What stands in the second and not in the first, and the other way round. Their hashes do not count. */
    public static SiteDifference of(Site before, Site after) {
        return new SiteDifference(new SiteComparison().changes(before, after));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The first changes, with long values cut: as many as may be shown. How many there are in all is another matter. */
    public List<Change> shown() {
        List<Change> shown = new ArrayList<>();
        int chars = 0;
        for (Change change : changes) {
            Change cut = change.shortened();
            chars += cut.chars();
            if (shown.size() == SHOWN_MAX || chars > SHOWN_CHARS_MAX) {
                break;
            }
            shown.add(cut);
        }
        return List.copyOf(shown);
    }

    /** Those that a running engine does not follow: connections, and what else a process has once. */
    public SiteDifference atNextStart() {
        Set<String> settings = SiteComparison.parts(Settings.class);
        return new SiteDifference(changes.stream()
                .filter(change -> settings.contains(change.what()) && !FOLLOWED.contains(change.what()))
                .toList());
    }
}
