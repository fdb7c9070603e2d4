package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema of table tests and docs/rule-tests.md say what the reader says. */
class TableTestDocumentTest {
    private static final String NAME = "test";

    @Test
    void theSchemaNamesExactlyTheFieldsThatTheReaderKnows() {
        for (Shape shape : Shape.ofTests()) {
            JsonNode schema = Schemas.of(NAME, shape);
            assertThat(schema.path("properties").propertyNames())
                    .as(shape.id())
                    .containsExactlyElementsOf(shape.names());
            assertThat(schema.path("additionalProperties").asBoolean(true))
                    .as(shape.id())
                    .isFalse();
        }
    }

    @Test
    void theDocumentSaysOfEachFieldWhatTheSchemaSays() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/rule-tests.md"));
        for (Shape shape : Shape.ofTests()) {
            JsonNode schema = Schemas.of(NAME, shape);
            List<String> rows = new ArrayList<>();
            schema.path("properties")
                    .properties()
                    .forEach(field -> rows.add("| `" + field.getKey() + "` | "
                            + otherwise(schema, field.getKey(), field.getValue()) + " | "
                            + field.getValue().path("description").asString() + " |"));
            assertThat(table(lines, ": `" + shape.id() + "`")).as(shape.id()).isEqualTo(rows);
        }
    }

    private static String otherwise(JsonNode schema, String name, JsonNode field) {
        boolean required = schema.path("required")
                .valueStream()
                .anyMatch(one -> one.asString().equals(name));
        return required
                ? "required"
                : field.has("default") ? "`" + field.path("default").asString() + "`" : "none";
    }

    private static List<String> table(List<String> lines, String heading) {
        return lines.stream()
                .dropWhile(line -> !(line.startsWith("#") && line.endsWith(heading)))
                .skip(4)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    static List<Path> shipped() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("../sites", "../server/src/test/resources/table-tests")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(file -> file.toString().endsWith(TableTestReader.ENDING))
                        .forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theSchemaAcceptsTheShippedTests(Path file) throws IOException {
        assertThat(Schemas.errors(NAME, Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tests: []",
                "tests: [{name: x, expect: none}]",
                "tests: [{name: x, steps: [], expect: nothing}]",
                "tests: [{name: x, steps: [{at: 30, tick: true}], expect: none}]",
                "tests: [{name: x, steps: [{at: 3s, tick: false}], expect: none}]",
                "tests: [{name: x, steps: [{at: 3s, tag: A}], expect: none}]",
                "tests: [{name: x, samples: {A: {values: 1}}, expect: none}]",
                "tests: [{name: x, steps: [], expect: [{at: 0s, alarm: A, state: RAISED}]}]",
                "tests: [{name: x, steps: [], expect: [{at: 0s, alarm: 'A:H', state: RAISE}]}]",
                "tests: [{name: x, steps: [], expect: [{at: 0s, alarm: 'rule:', state: RAISED}]}]",
                "tags: [{tag: A}]\nrules: {a: {expr: 'true'}}\ntests: [{name: x, steps: [], expect: none}]",
                "tests: [{name: x, steps: [], expect: none, extra: 1}]"
            })
    void theSchemaRefusesWhatIsWronglyBuilt(String yaml) {
        assertThat(Schemas.errors(NAME, yaml)).isNotEmpty();
    }
}
