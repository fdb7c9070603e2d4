package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.events.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/asyncapi.yaml says of the topics what the code makes of them. */
class AsyncApiTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");
    private static final Set<TopicKind> IN_USE = EnumSet.allOf(TopicKind.class);

    private static final Map<String, RecordSchema> PAYLOADS = Map.of(
            "event",
            RecordSchema.EVENT,
            "configuration",
            RecordSchema.CONFIGURATION,
            "state",
            RecordSchema.STATE,
            "command",
            RecordSchema.COMMAND,
            "reply",
            RecordSchema.REPLY,
            "notUnderstood",
            RecordSchema.NOT_UNDERSTOOD,
            "passage",
            RecordSchema.PASSAGE,
            "warning",
            RecordSchema.WARNING,
            "heartbeat",
            RecordSchema.HEARTBEAT);

    private static JsonNode api;

    @BeforeAll
    static void read() throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(DOCUMENT));
        api = JsonMapper.shared().valueToTree(yaml);
    }

    @Test
    void hasAChannelForEveryTopicInUseWithItsSettings() {
        Map<String, Map<String, String>> listed = new TreeMap<>();
        for (JsonNode channel : api.path("channels")) {
            JsonNode kafka = channel.path("bindings").path("kafka");
            assertThat(kafka.path("partitions").asInt())
                    .isEqualTo(TopicCatalogue.live().partitions());
            assertThat(kafka.path("replicas").asInt())
                    .isEqualTo(TopicCatalogue.live().replication());
            listed.put(channel.path("address").asString(), settings(kafka.path("topicConfiguration")));
        }
        Map<String, Map<String, String>> made = new TreeMap<>();
        IN_USE.forEach(kind -> made.put(TopicCatalogue.live().name(kind), new TreeMap<>(kind.settings())));
        assertThat(listed).isEqualTo(made);
    }

    private static Map<String, String> settings(JsonNode configuration) {
        Map<String, String> settings = new TreeMap<>();
        configuration.propertyStream().forEach(entry -> {
            JsonNode value = entry.getValue();
            settings.put(entry.getKey(), value.isArray() ? joined(value) : value.asString());
        });
        return settings;
    }

    private static String joined(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(","));
    }

    @Test
    void refersToTheSchemaOfEveryRecord() {
        Map<String, String> refers = new TreeMap<>();
        api.path("components").path("messages").propertyStream().forEach(message -> {
            JsonNode payload = message.getValue().path("payload");
            if (payload.has("schema")) {
                assertThat(payload.path("schemaFormat").asString())
                        .isEqualTo("application/schema+json;version=draft-07");
                refers.put(message.getKey(), payload.path("schema").path("$ref").asString());
            }
        });
        Map<String, String> files = new TreeMap<>();
        PAYLOADS.forEach((message, schema) -> files.put(message, "./schemas/" + schema.file()));
        assertThat(refers).isEqualTo(files);
        assertThat(PAYLOADS.values()).containsExactlyInAnyOrder(RecordSchema.values());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryPartIsReferredTo() {
        Set<String> referred = new TreeSet<>();
        references(api, referred);
        for (String reference : referred) {
            if (reference.startsWith("#")) {
                assertThat(api.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(DOCUMENT.resolveSibling(reference)).exists();
            }
        }
        for (String part : List.of("/channels", "/components/messages", "/components/schemas")) {
            api.at(part)
                    .propertyStream()
                    .forEach(entry -> assertThat(referred).contains("#" + part + "/" + entry.getKey()));
        }
    }

    private static void references(JsonNode node, Set<String> found) {
        node.propertyStream().forEach(entry -> {
            if (entry.getKey().equals("$ref")) {
                found.add(entry.getValue().asString());
            }
        });
        node.forEach(child -> references(child, found));
    }

    @Test
    void listsTheHeadersThatAreWritten() {
        byte[] json = "{}".getBytes(UTF_8);
        headersAre("headers", event(TopicKind.ALARM_STATE, json, null));
        headersAre("headersOfReply", event(TopicKind.ALARM_REPLIES, json, "r1"));
        headersAre("headersWithoutValue", event(TopicKind.ALARM_STATE, null, null));
    }

    private static EventRecord event(TopicKind kind, byte @Nullable [] value, @Nullable String causationId) {
        return new EventRecord(1, kind, "k".getBytes(UTF_8), "id", "io.tocsin.x", 1, value, causationId);
    }

    private static void headersAre(String schema, EventRecord event) {
        Headers headers =
                new CloudEventHeaders("/tocsin/it").record("topic", event).headers();
        Set<String> written = new TreeSet<>();
        for (Header header : headers) {
            written.add(header.key());
        }
        Set<String> listed = new TreeSet<>();
        JsonNode published = api.path("components").path("schemas").path(schema);
        published.path("properties").propertyStream().forEach(entry -> listed.add(entry.getKey()));
        assertThat(listed).isEqualTo(written);
        for (JsonNode required : published.path("required")) {
            assertThat(listed).contains(required.asString());
        }
    }
}
