package io.tocsin.config;

import io.tocsin.config.AlarmsCsv.Written;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lays the rows of {@code alarms.csv} over the tags: a cell that says something else than its tag stands before it. One
 * site, one thread.
 */
final class Amendments {
    private final Owners owners;
    private final Problems problems;
    private final Graft graft;
    private final Map<String, List<Written>> rows = new LinkedHashMap<>();
    private final Counted counted = new Counted();

    Amendments(AlarmsCsv.@Nullable Source source, Owners owners, Problems problems) {
        this.owners = owners;
        this.problems = problems;
        this.graft = source == null ? Graft.NONE : new Graft(source.name());
        List<Written> all = source == null ? List.of() : AlarmsCsv.parse(source, problems);
        all.forEach(row -> rows.computeIfAbsent(row.row().tag(), absent -> new ArrayList<>())
                .add(row));
    }

    /** The same reading, which knows what was put into its document. */
    Reading grafted(Reading reading) {
        return new Reading(reading.file(), reading.problems(), reading.variables(), graft);
    }

    /** A tag of a document with the cells that differ from it in their places. */
    YamlNode amended(YamlNode tag, Path path, Reading reading) {
        String id = tag instanceof Mapping mapping && !rows.isEmpty() ? id(mapping, path, reading) : null;
        List<Written> own = id == null ? null : rows.get(id);
        return own == null ? tag : amended((Mapping) tag, own, new Quiet(path, reading));
    }

    private static @Nullable String id(Mapping tag, Path path, Reading reading) {
        Entry entry = tag.entries().get("tag");
        Reading quiet = new Reading(reading.file(), new Problems(), reading.variables());
        Scalar scalar = entry != null && entry.value() instanceof Scalar written
                ? reading.variables().resolve(written, path, quiet)
                : null;
        return scalar == null ? null : scalar.text();
    }

    /** Reads a tag without a word; null where there is something to say. */
    private final class Quiet {
        private final Path path;
        private final Reading reading;

        private Quiet(Path path, Reading reading) {
            this.path = path;
            this.reading = reading;
        }

        private @Nullable Tag read(Mapping tag) {
            Problems found = new Problems();
            Reading quiet = new Reading(reading.file(), found, reading.variables(), graft);
            Fields fields = Fields.of(tag, Shape.TAG, path, quiet);
            Tag read = fields == null ? null : new TagReader(owners).read(fields);
            return found.anyError() ? null : read;
        }
    }

    /** Limits first: a tag that gets its first one is watched for silence and bad quality from then on. */
    private Mapping amended(Mapping tag, List<Written> own, Quiet quiet) {
        Tag before = quiet.read(tag);
        if (before == null) {
            return tag;
        }
        AmendedTag amended = new AmendedTag(tag, graft, problems, counted);
        own.stream().filter(Amendments::isOfLimit).forEach(row -> amended.limit(row, spec(before, row)));
        Tag between = quiet.read(amended.node());
        for (Written row : own) {
            if (!isOfLimit(row)) {
                ConditionSpec now = between == null ? null : spec(between, row);
                amended.other(row, now == null ? spec(before, row) : now);
            }
        }
        return amended.node();
    }

    private static boolean isOfLimit(Written row) {
        return AlarmColumn.isLimit(row.row().condition());
    }

    static @Nullable ConditionSpec spec(Tag tag, Written row) {
        return tag.conditions().stream()
                .filter(spec -> spec.condition() == row.row().condition())
                .findFirst()
                .orElse(null);
    }

    /** Rows of tags that there are not. */
    void checkTags(Collection<Tag> tags) {
        Set<String> ids = new TreeSet<>();
        tags.forEach(tag -> ids.add(tag.id()));
        rows.forEach((id, own) -> {
            if (!ids.contains(id)) {
                own.forEach(row -> unknown(row, ids));
            }
        });
    }

    private void unknown(Written row, Set<String> ids) {
        String id = row.row().tag();
        Text spoiled = Spoiled.code(id, ids);
        Text wanted = Wording.text("站点中的位号", "a tag of the site");
        Text message = spoiled == null ? Wording.expected(wanted, Text.of(Wording.quoted(id))) : spoiled;
        problems.error(row.place(AlarmColumn.TAG), message, spoiled == null ? Names.nearest(id, ids) : null);
    }

    /** The site with what the rows say of how people are told. */
    Site over(Site site) {
        if (rows.isEmpty()) {
            return site;
        }
        Treatment treatment = new Treatment(site, problems, counted);
        List<Tag> tags = site.tags().stream()
                .map(tag ->
                        rows.containsKey(tag.id()) ? treatment.of(tag, rows.getOrDefault(tag.id(), List.of())) : tag)
                .toList();
        return site.with(tags);
    }

    /** The rows with the cells that said something else than the tags, and with their reasons; others are left out. */
    List<AlarmRow> counted() {
        return rows.values().stream()
                .flatMap(List::stream)
                .map(counted::row)
                .filter(row -> !row.cells().isEmpty())
                .toList();
    }
}
