package io.tocsin.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.Reason;
import io.tocsin.config.Closure;
import io.tocsin.config.Priority;
import io.tocsin.config.SiteDifference;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** docs/schemas says what {@link EventJson} writes: neither more nor less. */
class RecordSchemaTest {
    @ParameterizedTest
    @EnumSource
    void everyValueThatLeavesFitsItsSchema(RecordSchema schema) {
        for (byte[] value : RecordSamples.of(schema)) {
            assertThat(schema.errors(value)).as(new String(value, UTF_8)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMMAND")
    void aSchemaHasTheFieldsThatAreWrittenAndNoOthers(RecordSchema schema) {
        JsonNode published = schema.json();
        Set<String> properties = RecordSchema.names(published.path("properties"));
        for (byte[] value : RecordSamples.of(schema)) {
            assertThat(RecordSchema.names(JsonMapper.shared().readTree(value))).isEqualTo(properties);
        }
        assertThat(texts(published.path("required"))).isEqualTo(properties);
        assertThat(published.path("additionalProperties").asBoolean(true)).isFalse();
    }

    /** A schema that lets anything pass would pass everything above. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMMAND")
    void aValueWithAnyFieldMissingAddedOrOfAnotherTypeIsRefused(RecordSchema schema) {
        byte[] sound = RecordSamples.of(schema).get(0);
        ObjectNode added = (ObjectNode) JsonMapper.shared().readTree(sound);
        added.put("news", 1);
        assertThat(schema.errors(bytes(added))).isNotEmpty();
        for (String name : RecordSchema.names(added)) {
            ObjectNode without = (ObjectNode) JsonMapper.shared().readTree(sound);
            without.remove(name);
            ObjectNode other = (ObjectNode) JsonMapper.shared().readTree(sound);
            other.putObject(name);
            if (!name.equals("news")) {
                assertThat(schema.errors(bytes(without))).as("without " + name).isNotEmpty();
            }
            assertThat(schema.errors(bytes(other))).as(name).isNotEmpty();
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(UTF_8);
    }

    @Test
    void theWordsOfTheSchemasAreThoseOfTheCode() {
        words(RecordSchema.EVENT, "type", AlarmEvent.Type.values());
        for (RecordSchema schema : List.of(RecordSchema.EVENT, RecordSchema.STATE)) {
            words(schema, "state", AlarmState.values());
            words(schema, "priority", Priority.values());
            words(schema, "quality", Quality.values());
            items(schema);
        }
        assertThat(listed(RecordSchema.CONFIGURATION
                        .json()
                        .path("properties")
                        .path("changes")
                        .path("items")
                        .path("properties")
                        .path("kind")))
                .isEqualTo(
                        Stream.of(SiteDifference.Kind.values()).map(Enum::name).toList());
        words(RecordSchema.REPLY, "reason", Reason.values());
        words(RecordSchema.PASSAGE, "direction", Closure.Direction.values());
        words(RecordSchema.PASSAGE, "vehicleClass", VehicleClass.values());
        items(RecordSchema.PASSAGE);
        Verdict[] told = Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.DUPLICATE)
                .toArray(Verdict[]::new);
        words(RecordSchema.PASSAGE, "verdict", told);
        List<String> verbs =
                Stream.of(Input.Verb.values()).map(EventNames::command).toList();
        for (RecordSchema schema : List.of(RecordSchema.REPLY, RecordSchema.COMMAND)) {
            assertThat(listed(schema.json().path("properties").path("command"))).isEqualTo(verbs);
        }
    }

    private static void words(RecordSchema schema, String property, Enum<?>[] values) {
        assertThat(listed(schema.json().path("properties").path(property)))
                .as(schema + " " + property)
                .isEqualTo(Stream.of(values).map(Enum::name).toList());
    }

    private static void items(RecordSchema schema) {
        assertThat(listed(schema.json().path("properties").path("reasons").path("items")))
                .isEqualTo(Stream.of(GateReason.values()).map(Enum::name).toList());
    }

    private static List<String> listed(JsonNode property) {
        return property.path("enum")
                .valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySchemaIsOfDraft7AndHasAPlaceInTheTests() throws IOException {
        assertThat(RecordSchema.filesInTheFolder())
                .isEqualTo(
                        Stream.of(RecordSchema.values()).map(RecordSchema::file).collect(Collectors.toSet()));
        assertThat(RecordSchema.values())
                .allMatch(schema ->
                        schema.json().path("$schema").asString().equals("http://json-schema.org/draft-07/schema#"));
    }

    @Test
    void aCommandNeedsAVerbAndARequestIdAndMayHaveMore() {
        assertThat(command("{\"command\":\"acknowledge\",\"requestId\":\"r1\"}"))
                .isEmpty();
        assertThat(command("{\"command\":\"reset\",\"requestId\":\"r1\",\"alarmId\":\"A:H\",\"occurrenceId\":\"o\","
                        + "\"operator\":\"li.wei\",\"comment\":\"done\",\"until\":null}"))
                .isEmpty();
        assertThat(command("{\"command\":\"acknowledge\"}")).isNotEmpty();
        assertThat(command("{\"command\":\"acknowledge\",\"requestId\":\"\"}")).isNotEmpty();
        assertThat(command("{\"command\":\"dance\",\"requestId\":\"r1\"}")).isNotEmpty();
        assertThat(command("[]")).isNotEmpty();
    }

    private static List<String> command(String json) {
        return RecordSchema.COMMAND.errors(json.getBytes(UTF_8));
    }
}
