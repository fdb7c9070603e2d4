package io.tocsin.config;

import io.tocsin.config.SiteDifference.Change;
import io.tocsin.config.SiteDifference.Kind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through two sites by the components of their records, so that a field that is added to one of them is compared
 * without a word here. One use, one thread.
 */
final class SiteComparison {
    /** Parts that hold things, and say nothing themselves. */
    private static final Set<Class<?>> HOLDERS =
            Set.of(Site.Ground.class, Closure.class, Settings.class, Annunciation.class, Warnings.class);

    private final List<Change> changes = new ArrayList<>();

    List<Change> changes(Site before, Site after) {
        contents(before, after);
        return changes;
    }

    /** The names of a record's components. */
    static Set<String> parts(Class<? extends Record> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
        return names;
    }

    private void contents(Record before, Record after) {
        for (RecordComponent part : before.getClass().getRecordComponents()) {
            Object was = RecordText.value(part, before);
            Object is = RecordText.value(part, after);
            if (was instanceof List<?> things && is instanceof List<?> others) {
                things(byKey(things), byKey(others));
            } else if (was instanceof Record one && is instanceof Record other) {
                if (HOLDERS.contains(one.getClass())) {
                    contents(one, other);
                } else {
                    fields(new Subject(part.getName(), ""), "", one, other);
                }
            } else if (!part.getName().equals("hash")) {
                throw new IllegalStateException("expected things and parts in a site, was " + part);
            }
        }
    }

    /** @param id empty where there is only one */
    private record Subject(String what, String id) {}

    // ---- things of one kind -----------------------------------------------------------------------------------------

    private void things(Map<String, Record> before, Map<String, Record> after) {
        before.forEach((id, was) -> {
            Record is = after.get(id);
            if (is == null) {
                changes.add(new Change(Kind.REMOVED, what(was), id, null, RecordText.of(was), null));
            } else {
                fields(new Subject(what(was), id), "", was, is);
            }
        });
        after.forEach((id, is) -> {
            if (!before.containsKey(id)) {
                changes.add(new Change(Kind.ADDED, what(is), id, null, null, RecordText.of(is)));
            }
        });
        if (!before.isEmpty()) {
            order(new Subject(what(before.values().iterator().next()), ""), "order", before, after);
        }
    }

    /** Things are shown in the order of their files. */
    private void order(Subject subject, String field, Map<String, Record> before, Map<String, Record> after) {
        List<String> was = before.keySet().stream().filter(after::containsKey).toList();
        List<String> is = after.keySet().stream().filter(before::containsKey).toList();
        if (!was.equals(is)) {
            changed(subject, field, String.join(" ", was), String.join(" ", is));
        }
    }

    private static Map<String, Record> byKey(List<?> things) {
        Map<String, Record> byKey = new LinkedHashMap<>();
        things.forEach(thing -> byKey.put(key((Record) thing), (Record) thing));
        return byKey;
    }

    /** A condition's name, else what comes first: an id. */
    private static String key(Record thing) {
        return thing instanceof ConditionSpec spec
                ? spec.condition().name()
                : String.valueOf(RecordText.value(thing.getClass().getRecordComponents()[0], thing));
    }

    private static String what(Record thing) {
        return thing.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    // ---- fields of one thing ----------------------------------------------------------------------------------------

    private void fields(Subject subject, String prefix, Record before, Record after) {
        if (before.equals(after)) {
            return;
        }
        for (RecordComponent part : before.getClass().getRecordComponents()) {
            Object was = RecordText.value(part, before);
            Object is = RecordText.value(part, after);
            if (!Objects.equals(was, is)) {
                field(subject, prefix, part, was, is);
            }
        }
    }

    private void field(
            Subject subject, String prefix, RecordComponent part, @Nullable Object was, @Nullable Object is) {
        String field = prefix + part.getName();
        if (was instanceof Record one
                && is instanceof Record other
                && !(was instanceof Expression)
                && one.getClass() == other.getClass()) {
            fields(subject, field + ".", one, other);
        } else if (was instanceof Map<?, ?> map
                && is instanceof Map<?, ?> other
                && (holdsThings(map) || holdsThings(other))) {
            members(subject, field, byName(map, other), byName(other, map));
        } else if (holdsRecords(was) || holdsRecords(is)) {
            members(subject, field, byKey((List<?>) Objects.requireNonNull(was)), byKey((List<?>)
                    Objects.requireNonNull(is)));
        } else {
            boolean secret = part.isAnnotationPresent(Secret.class);
            changed(
                    subject,
                    field,
                    secret ? RecordText.HIDDEN : RecordText.of(was),
                    secret ? RecordText.HIDDEN : RecordText.of(is));
        }
    }

    private static boolean holdsThings(Map<?, ?> map) {
        return map.values().stream().anyMatch(Record.class::isInstance);
    }

    /** What one of the two does not have says nothing, where there is such a thing: so that its parts are compared. */
    private static Map<String, Record> byName(Map<?, ?> things, Map<?, ?> others) {
        Map<String, Record> byName = new TreeMap<>();
        others.forEach((name, thing) -> {
            if (thing instanceof Tag.Said) {
                byName.put(String.valueOf(name), Tag.Said.NOTHING);
            }
        });
        things.forEach((name, thing) -> byName.put(String.valueOf(name), (Record) thing));
        return byName;
    }

    private static boolean holdsRecords(@Nullable Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Record
                && !(list.get(0) instanceof Expression);
    }

    /** Parts of a thing that there are several of: conditions by their names, cameras by their ids. */
    private void members(Subject subject, String field, Map<String, Record> before, Map<String, Record> after) {
        before.forEach((key, was) -> member(subject, field + "." + key, was, after.get(key)));
        after.forEach((key, is) -> {
            if (!before.containsKey(key)) {
                member(subject, field + "." + key, null, is);
            }
        });
        order(subject, field + ".order", before, after);
    }

    private void member(Subject subject, String field, @Nullable Record was, @Nullable Record is) {
        if (was == null || is == null || was.getClass() != is.getClass()) {
            changed(subject, field, RecordText.of(was), RecordText.of(is));
        } else {
            fields(subject, field + ".", was, is);
        }
    }

    private void changed(Subject subject, String field, @Nullable String before, @Nullable String after) {
        changes.add(new Change(Kind.CHANGED, subject.what(), subject.id(), field, before, after));
    }
}
