package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/configuration.md says what the schemas and the code say. */
class DocumentationTest {
    private static final List<String> WITHOUT_A_FIXED_DEFAULT = List.of(
            "none",
            "the tag's",
            "by metric",
            "by condition",
            "by class",
            "by kind",
            "the id",
            "the other",
            "all",
            "on",
            "of its inputs",
            "by its input",
            "by substance");

    private final List<String> lines = read();

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("../docs/configuration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of the first table under the heading that ends so. */
    private List<List<String>> table(String heading) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                inside = line.endsWith(heading);
            } else if (inside && line.startsWith("| ")) {
                rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        assertThat(rows).as(heading).isNotEmpty();
        return rows.subList(1, rows.size());
    }

    @Test
    void namesEveryFieldWithItsDefaultAndWhatItsSchemaSays() {
        for (int i = 0; i < Shape.byFile().size(); i++) {
            for (Shape shape : Shape.byFile().get(i)) {
                String file = Schemas.NAMES.get(i);
                List<List<String>> rows = new ArrayList<>(table(": `" + shape.id() + "`"));
                if (shape.id().endsWith("Rule")) {
                    rows.addAll(table(": `" + Shape.RULE.id() + "`"));
                }
                assertThat(rows)
                        .extracting(row -> row.get(0))
                        .as(shape.id())
                        .containsExactlyElementsOf(shape.names().stream()
                                .map(name -> "`" + name + "`")
                                .toList());
                rows.forEach(row -> sameAsSchema(Schemas.of(file, shape), row));
            }
        }
    }

    private static void sameAsSchema(JsonNode schema, List<String> row) {
        String name = row.get(0).replace("`", "");
        JsonNode property = schema.path("properties").path(name);
        assertThat(row.get(3)).as(name).isEqualTo(property.path("description").asString());
        JsonNode given = property.get("default");
        boolean required = false;
        for (JsonNode one : schema.path("required")) {
            required |= one.asString().equals(name);
        }
        if (given != null) {
            assertThat(row.get(2)).as(name).isEqualTo("`" + shown(given) + "`");
        } else if (required) {
            assertThat(row.get(2)).as(name).isEqualTo("required");
        } else {
            assertThat(row.get(2)).as(name).isIn(WITHOUT_A_FIXED_DEFAULT);
        }
    }

    private static String shown(JsonNode given) {
        if (given.isArray()) {
            return String.join(" ", given.valueStream().map(JsonNode::asString).toList());
        }
        return given.asString().isEmpty() ? "\"\"" : given.asString();
    }

    @Test
    void namesEveryPriority() {
        Map<String, String> documented = new LinkedHashMap<>();
        table("Priorities").forEach(row -> documented.put(row.get(0), row.get(1)));
        Map<String, String> coded = new LinkedHashMap<>();
        for (Condition condition : Condition.values()) {
            coded.put(condition.name(), Manner.defaultPriority(condition).name());
        }
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(coded);
    }

    @Test
    void namesEveryMetricWithItsDefaults() {
        List<List<String>> coded = Arrays.stream(Metric.values())
                .map(metric -> List.of(
                        metric == Metric.OTHER ? "*other*" : metric.name(),
                        duration(metric.staleTimeoutMs()),
                        duration(metric.maxAgeMs()),
                        duration(metric.badDelayMs()),
                        yesOrNo(metric.watchedByDefault()),
                        yesOrNo(metric.limitsLatch()),
                        yesOrNo(metric.stateLatches())))
                .toList();
        assertThat(table("Metrics")).isEqualTo(coded);
    }

    private static String duration(long ms) {
        if (ms % 3_600_000 == 0 && ms > 0) {
            return ms / 3_600_000 + "h";
        }
        return ms % 60_000 == 0 && ms > 0 ? ms / 60_000 + "m" : ms / 1_000 + "s";
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    @Test
    void namesEveryColumnOfTagsCsv() {
        assertThat(table("## tags.csv"))
                .containsExactlyElementsOf(TagsCsv.columns().stream()
                        .filter(column -> !column.name().contains("."))
                        .map(column -> List.of(
                                "`" + column.name() + "`",
                                String.join(" ", column.aliases()),
                                "`" + TagsCsv.field(column.name()) + "`"))
                        .toList());
        String text = String.join(" ", lines);
        assertThat(CsvTable.ASIDE).allMatch(text::contains);
        assertThat(TagsCsv.columns())
                .filteredOn(column -> column.name().startsWith("HH."))
                .allMatch(column -> text.contains("`" + column.name() + "`"));
    }

    @Test
    void namesEveryColumnOfTheLists() {
        columns(": `vehicles.csv`", GateListsReader.VEHICLE_COLUMNS);
        columns(": `reservations.csv`", GateListsReader.RESERVATION_COLUMNS);
    }

    private void columns(String heading, List<CsvTable.Column> columns) {
        assertThat(table(heading).stream().map(row -> row.subList(0, 3)))
                .containsExactlyElementsOf(columns.stream()
                        .map(column -> List.of(
                                "`" + column.name() + "`",
                                String.join(" ", column.aliases()),
                                column.required() ? "required" : "none"))
                        .toList());
    }

    @Test
    void namesEveryFieldThatIsNotActedOnYet() {
        String text = String.join(" ", lines);
        for (List<Shape> shapes : Shape.byFile()) {
            for (Shape shape : shapes) {
                shape.notYet().forEach(name -> assertThat(text).contains("`" + name + "`"));
            }
        }
    }

    @Test
    void showsAnExampleThatReadsWithoutProblems(@TempDir Path folder) {
        int start = lines.indexOf("```yaml");
        int end = start + lines.subList(start, lines.size()).indexOf("```");
        String example = String.join("\n", lines.subList(start + 1, end));
        assertThat(SiteFiles.rendered(SiteFiles.read(folder, Map.of("tags.yaml", example), Map.of())))
                .isEmpty();
    }

    @Test
    void showsProblemsAsTheyAreTold(@TempDir Path folder) {
        String tags = """
                tags:
                  - tag: A
                    range: {hihg: 5}
                  - tag: B
                    limits:
                      HH: 13.1
                      H: 12.9
                    badQuality: {}
                    stale: off
                """;
        List<String> told = SiteFiles.rendered(SiteFiles.read(folder, Map.of("tags.yaml", tags), Map.of()));
        assertThat(told.stream().map(DocumentationTest::withoutPlace).toList())
                .containsAll(lines.stream()
                        .filter(line -> line.startsWith("tags.yaml:"))
                        .map(DocumentationTest::withoutPlace)
                        .toList());
    }

    private static String withoutPlace(String line) {
        return line.replaceFirst(":[0-9]+:[0-9]+:", "");
    }
}
