package io.tocsin.config;

import io.tocsin.config.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a site folder: all of its problems in one pass, never one by one. Stateless; safe to call from any thread. */
public final class SiteReader {
    /** The files that a site may have; lists of vehicles and reservations are none of them. */
    public static final List<String> FILES = SiteFolder.NAMES;

    private final SortedMap<String, byte[]> texts;
    private final Variables variables;
    private final Problems problems;
    /** Where tags are written; none where not all of them could be read. */
    private Map<String, Place> tagPlaces = Map.of();

    private boolean tagsWhole;

    private final AlarmsCsv.@Nullable Source alarms;
    private List<AlarmRow> counted = List.of();

    private SiteReader(SortedMap<String, byte[]> texts, Variables variables, Problems problems) {
        this(texts, variables, problems, ownAlarms(texts));
    }

    private SiteReader(
            SortedMap<String, byte[]> texts,
            Variables variables,
            Problems problems,
            AlarmsCsv.@Nullable Source alarms) {
        this.texts = texts;
        this.variables = variables;
        this.problems = problems;
        this.alarms = alarms;
    }

    private static AlarmsCsv.@Nullable Source ownAlarms(SortedMap<String, byte[]> texts) {
        byte[] bytes = texts.get(AlarmsCsv.NAME);
        return bytes == null ? null : AlarmsCsv.Source.of(bytes);
    }

    /**
     * @param site the site, present when no problem is an error
     * @param problems errors and warnings, by file, line and column
     * @param texts the bytes that the site's hash stands for, by file name: written into a folder under these names,
     *     they are read by {@link #readArchived(Path)}. Beside the site's files there may be one named
     *     {@code environment} with the variables that decided something (never a secret). Not to be changed.
     */
    public record Result(Optional<Site> site, List<Problem> problems, SortedMap<String, byte[]> texts) {
        public Result {
            problems = List.copyOf(problems);
            texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        }

        /** The same with problems of files that stand beside the site's own. */
        public Result with(List<Problem> more) {
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(more);
            return new Result(site, all, texts);
        }
    }

    /**
     * Reads and checks a site folder. Never throws for what the files say; a file that cannot be read is a problem too.
     *
     * @param environment for {@code ${VAR:default}} and {@code TOCSIN_...} overrides
     */
    public static Result read(Path folder, Map<String, String> environment) {
        Problems problems = new Problems();
        SortedMap<String, byte[]> texts = new SiteFolder(folder, problems).texts();
        return new SiteReader(texts, new Variables(environment, false), problems).result();
    }

    /**
     * Reads a site as it was, from the texts of an earlier {@link Result}: same site, same hash, whatever the
     * environment says today. Connections that took a variable or a secret have their defaults.
     */
    public static Result readArchived(Path folder) {
        Problems problems = new Problems();
        SiteFolder files = new SiteFolder(folder, problems);
        Map<String, String> environment = Archive.read(files.archivedVariables());
        return new SiteReader(files.texts(), new Variables(environment, true), problems).result();
    }

    /**
     * A site as it would be with another table of alarms.
     *
     * @param counted the rows of the table with the cells that say something else than the site does without it
     */
    record Proposal(Result result, List<AlarmRow> counted) {}

    /** Reads a site with this table in the place of its own; null for none. */
    static Proposal propose(Path folder, Map<String, String> environment, AlarmsCsv.@Nullable Source alarms) {
        Problems problems = new Problems();
        SortedMap<String, byte[]> texts = new SiteFolder(folder, problems).texts();
        texts.remove(AlarmsCsv.NAME);
        if (alarms != null) {
            texts.put(AlarmsCsv.NAME, alarms.bytes());
        }
        SiteReader reader = new SiteReader(texts, new Variables(environment, false), problems, alarms);
        Result result = reader.result();
        return new Proposal(result, reader.counted);
    }

    private Result result() {
        Site site = site();
        Optional<Site> usable = problems.anyError() ? Optional.empty() : Optional.of(site);
        return new Result(usable, problems.sorted(), texts);
    }

    private Site site() {
        YamlNode settingsRoot = root(SettingsFile.NAME);
        YamlNode settings = settingsRoot == null ? Mapping.empty() : settingsRoot;
        Settings read = SettingsFile.read(settings, reading(SettingsFile.NAME));
        YamlNode parkRoot = root(ParkFile.NAME);
        Owners owners = Owners.of(parkRoot != null);
        ParkFile park = parkRoot == null
                ? ParkFile.none(reading(ParkFile.NAME), owners)
                : ParkFile.read(
                        parkRoot, reading(ParkFile.NAME), owners, read.ingest().rate());
        RuleReader rules = new RuleReader(owners);
        Closure closure = closure(park, rules);
        Annunciation annunciation = park.annunciation().annunciation();
        Amendments amendments = new Amendments(alarms, owners, problems);
        List<Tag> tags = tags(owners, park.ground(), amendments);
        Site site = new Site(
                park.park(),
                List.copyOf(owners.enterprises().values()),
                List.copyOf(owners.gateways().values()),
                List.copyOf(owners.tanks().values()),
                tags,
                park.ground().ground(),
                closure,
                tagsWhole ? rules.read(tags) : List.of(),
                annunciation,
                read,
                hash());
        TargetsReader.check(
                settings,
                reading(SettingsFile.NAME),
                owners.checked() ? owners.ids("enterprise") : null,
                site.annunciation().positions().stream().map(Position::id).toList());
        Site amended = amendments.over(site);
        counted = amendments.counted();
        park.annunciation().check(amended, tagPlaces, problems);
        return amended;
    }

    private List<Tag> tags(Owners owners, GroundReader ground, Amendments amendments) {
        TagsFile file = new TagsFile(owners, amendments);
        YamlNode yaml = root(TagsFile.NAME);
        if (yaml != null) {
            file.read(yaml, reading(TagsFile.NAME));
        }
        byte[] table = texts.get(TagsCsv.NAME);
        YamlNode csv = table == null ? null : TagsCsv.parse(table, owners, problems);
        if (csv != null) {
            file.read(csv, reading(TagsCsv.NAME));
        }
        boolean complete = (yaml != null || !texts.containsKey(TagsFile.NAME)) && (csv != null || table == null);
        if (complete) {
            tagsWhole = true;
            tagPlaces = file.places();
            amendments.checkTags(file.tags());
            ground.checkTags(file.tags().stream().map(Tag::id).collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        return file.tags();
    }

    private Closure closure(ParkFile park, RuleReader composites) {
        YamlNode root = root(RulesFile.NAME);
        YamlNode rules = root == null ? Mapping.empty() : root;
        Closure closure = new Closure(
                park.gates(), RulesFile.read(rules, reading(RulesFile.NAME), composites, park.annunciation()));
        RulesFile.checkGates(rules, reading(RulesFile.NAME), closure);
        return closure;
    }

    /** Over the deciding variables too: they are part of what was decided by. */
    private String hash() {
        if (!variables.deciding().isEmpty()) {
            texts.put(Variables.FILE, Archive.write(variables.deciding()));
        }
        return SiteFolder.hash(texts);
    }

    private Reading reading(String file) {
        return new Reading(file, problems, variables);
    }

    /** The document of a file; null where there is none, or it is no YAML and told so. */
    private @Nullable YamlNode root(String file) {
        byte[] bytes = texts.get(file);
        String text = bytes == null ? null : SiteFolder.decoded(file, bytes, problems);
        return text == null ? null : YamlTree.parse(file, text, problems);
    }
}
