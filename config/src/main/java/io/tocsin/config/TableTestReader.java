package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.Problem.Severity;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of table tests, {@code *.test.yaml}: all of its problems in one pass. Stateless; safe to call from any
 * thread.
 */
public final class TableTestReader {
    /** How the name of every such file ends. */
    public static final String ENDING = ".test.yaml";

    private final Reading reading;
    private final Optional<Site> site;

    private TableTestReader(Reading reading, Optional<Site> site) {
        this.reading = reading;
        this.site = site;
    }

    /**
     * @param tests in the order of the file; empty where there is a problem
     * @param problems errors only: what tags of a test do on purpose is not worth a warning
     */
    public record Result(List<TableTest> tests, List<Problem> problems) {
        public Result {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Never throws for what the file says; a file that cannot be read is a problem too.
     *
     * @param folder where {@code name} begins
     * @param name of the file, as problems shall name it
     * @param site whose tags and rules the tests are about, where the file has no tags of its own
     * @param environment for {@code ${VAR:default}}
     */
    public static Result read(
            java.nio.file.Path folder, String name, Optional<Site> site, Map<String, String> environment) {
        Problems problems = new Problems();
        byte[] bytes = new SiteFolder(folder, problems).bytes(name);
        String text = bytes == null ? null : SiteFolder.decoded(name, bytes, problems);
        YamlNode root = text == null ? null : YamlTree.parse(name, text, problems);
        List<TableTest> tests = new ArrayList<>();
        if (root != null) {
            Reading reading = new Reading(name, problems, new Variables(environment, false));
            tests.addAll(new TableTestReader(reading, site).tests(root));
        }
        List<Problem> errors = problems.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        return new Result(errors.isEmpty() ? tests : List.of(), errors);
    }

    private List<TableTest> tests(YamlNode root) {
        Fields file = Fields.of(root, Shape.TESTS_FILE, Path.ROOT, reading);
        if (file == null) {
            return List.of();
        }
        Subject subject = subject(file);
        List<TableTest> tests = new ArrayList<>();
        file.required("tests", (node, path, at) -> {
            tests.addAll(list(node, path, subject));
            return tests;
        });
        return tests;
    }

    /** What the tests of a file may name. */
    private record Subject(Map<String, Tag> tags, List<Rule> rules) {
        static Subject of(List<Tag> tags, List<Rule> rules) {
            Map<String, Tag> known = new LinkedHashMap<>();
            tags.forEach(tag -> known.putIfAbsent(tag.id(), tag));
            return new Subject(known, rules);
        }
    }

    /** Tags of a file's own have rules of its own, or none: those of a site look at tags of the site. */
    private Subject subject(Fields file) {
        Owners owners = Owners.of(false);
        RuleReader rules = new RuleReader(owners);
        rules.begin(file);
        if (!file.has("tags")) {
            withoutTags(file);
        }
        List<Tag> own = file.read("tags", new TagsFile(owners)::all);
        return own == null
                ? Subject.of(
                        site.map(Site::tags).orElse(List.of()),
                        site.map(Site::rules).orElse(List.of()))
                : Subject.of(own, rules.read(own));
    }

    private void withoutTags(Fields file) {
        if (file.has("rules")) {
            Text wanted =
                    Wording.text("`rules` 旁有 `tags`（规则只用本文件自己的位号）", "`tags` beside `rules`, which look at no others");
            reading.problems().error(file.place("rules"), Wording.expected(wanted, Wording.NOTHING));
        } else if (site.isEmpty()) {
            Text wanted = Wording.text("字段 `tags`（未给出站点）", "the field `tags` (no site was given)");
            reading.problems().error(file.place(), Wording.expected(wanted, Wording.NOTHING));
        }
    }

    private List<TableTest> list(YamlNode node, Path path, Subject subject) {
        boolean some = node instanceof Sequence list && !list.items().isEmpty();
        if (!some) {
            Values.refuse(node, Wording.text("至少一个测试的列表", "a list of at least one test"), path, reading);
            return List.of();
        }
        List<TableTest> tests = new ArrayList<>();
        List<YamlNode> items = ((Sequence) node).items();
        for (int i = 0; i < items.size(); i++) {
            TableTest test = test(items.get(i), path.item(i), subject);
            if (test != null) {
                tests.add(test);
            }
        }
        return tests;
    }

    private @Nullable TableTest test(YamlNode node, Path path, Subject subject) {
        Fields fields = Fields.of(node, Shape.TABLE_TEST, path, reading);
        return fields == null
                ? null
                : new TableTestFields(fields, (Mapping) node, subject.tags(), subject.rules()).read();
    }
}
