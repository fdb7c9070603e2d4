package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SchemaTest {
    static Stream<ProblemCase> cases() {
        return ProblemCase.all().filter(one -> one.schema().isPresent());
    }

    @Test
    void namesExactlyTheFieldsThatTheReaderKnows() {
        List<List<Shape>> byFile = Shape.byFile();
        for (int i = 0; i < byFile.size(); i++) {
            for (Shape shape : byFile.get(i)) {
                JsonNode schema = Schemas.of(Schemas.NAMES.get(i), shape);
                assertThat(schema.path("properties").propertyNames())
                        .as(shape.id())
                        .containsExactlyInAnyOrderElementsOf(shape.names());
                assertThat(schema.path("additionalProperties").asBoolean(true))
                        .as(shape.id())
                        .isFalse();
            }
        }
    }

    @Test
    void describesEveryField() {
        for (String name : Schemas.NAMES) {
            List<String> silent = new ArrayList<>();
            withoutDescription(Schemas.of(name), name, silent);
            assertThat(silent).isEmpty();
        }
    }

    private static void withoutDescription(JsonNode schema, String path, List<String> silent) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getValue().path("description").asString("").isBlank()) {
                silent.add(path + "." + property.getKey());
            }
        }
        for (Map.Entry<String, JsonNode> definition : schema.path("definitions").properties()) {
            withoutDescription(definition.getValue(), path + "." + definition.getKey(), silent);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesWhatIsWronglyBuilt(ProblemCase wrong) {
        List<String> errors = new ArrayList<>();
        for (String name : Schemas.NAMES) {
            String yaml = wrong.files().get(name + ".yaml");
            if (yaml != null && !yaml.startsWith("#")) {
                errors.addAll(Schemas.errors(name, yaml));
            }
        }
        boolean refused = !errors.isEmpty() || wrong.files().containsValue("# nothing\n");
        assertThat(refused).as(errors.toString()).isEqualTo(wrong.schema().get().equals("refuses"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binhai", "minimal"})
    void acceptsTheShippedSites(String site) throws IOException {
        for (String name : Schemas.NAMES) {
            Path file = Path.of("../sites", site, name + ".yaml");
            if (Files.exists(file)) {
                assertThat(Schemas.errors(name, Files.readString(file))).isEmpty();
            }
        }
    }
}
