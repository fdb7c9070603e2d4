package io.tocsin.server.live;

import io.tocsin.rules.Input;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.events.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a command as it was journaled; what cannot be understood is a value that says why, never an exception. */
public final class CommandJson {
    /** More than this is not understood, and not kept. */
    static final int BYTES_MAX = 64 << 10;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(16 << 10)
                    .build())
            .build();

    /**
     * @param command null where it was not understood
     * @param requestId as far as it could be read; empty where there is none
     * @param detail what was expected; empty where it was understood
     */
    public record Parsed(Input.@Nullable Command command, String requestId, String detail) {}

    private CommandJson() {}

    /** @param via by which way it came: never read from the command itself */
    public static Parsed parse(byte[] json, String via, long receiveTimeMs) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (json.length > BYTES_MAX) {
            return new Parsed(null, "", "expected a command of at most " + BYTES_MAX + " bytes, was longer");
        }
        try {
            if (!read(json, fields)) {
                return new Parsed(null, text(fields, "requestId"), "expected one JSON object, was something else");
            }
        } catch (JacksonException e) {
            return new Parsed(null, text(fields, "requestId"), "expected a JSON object, was " + e.getOriginalMessage());
        }
        return build(fields, via, receiveTimeMs);
    }

    /** False where it is no object, or something stands behind it. */
    private static boolean read(byte[] json, Map<String, String> fields) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    fields.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null;
        }
    }

    private static Parsed build(Map<String, String> fields, String via, long receiveTimeMs) {
        String requestId = text(fields, "requestId");
        String name = text(fields, "command");
        if (requestId.isEmpty()) {
            return new Parsed(null, "", "expected a requestId, was none");
        }
        for (Input.Verb verb : Input.Verb.values()) {
            if (EventNames.command(verb).equals(name)) {
                return new Parsed(command(verb, fields, via, receiveTimeMs), requestId, "");
            }
        }
        String known =
                Arrays.stream(Input.Verb.values()).map(EventNames::command).collect(Collectors.joining(", "));
        return new Parsed(null, requestId, "expected a command out of " + known + ", was " + name);
    }

    private static Input.Command command(Input.Verb verb, Map<String, String> fields, String via, long receiveTimeMs) {
        return new Input.Command(
                verb,
                text(fields, "requestId"),
                text(fields, "alarmId"),
                fields.get("occurrenceId"),
                new Input.Principal(text(fields, "operator"), via),
                fields.getOrDefault("comment", fields.get("reason")),
                receiveTimeMs);
    }

    /** A command of our own as it is journaled. */
    static byte[] write(Input.Command command) {
        return Json.object(json -> {
            Json.string(json, "command", EventNames.command(command.verb()));
            Json.string(json, "requestId", command.requestId());
            Json.string(json, "alarmId", command.alarmId());
            Json.string(json, "occurrenceId", command.occurrenceId());
            Json.string(json, "operator", command.principal().operator());
            Json.string(json, "comment", command.comment());
        });
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }
}
