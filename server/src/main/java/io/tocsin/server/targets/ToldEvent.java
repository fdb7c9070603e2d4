package io.tocsin.server.targets;

import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.server.past.FollowedLog.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An event of an alarm as the event log has it, and what decides whether and how it is told.
 *
 * @param seq where it stands in the event log
 * @param json as it goes to Kafka, its plate included: {@link #write} leaves that out
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way out
record ToldEvent(long seq, Map<String, String> fields, List<String> informed, byte[] json) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static ToldEvent of(Logged logged) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> informed = new ArrayList<>();
        byte[] json = logged.event().value();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, "", fields, informed);
            }
        }
        fields.putIfAbsent("eventId", logged.event().id());
        return new ToldEvent(logged.seq(), fields, informed, json);
    }

    private static void read(JsonParser parser, String prefix, Map<String, String> fields, List<String> informed) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                read(parser, name + ".", fields, informed);
            } else if (value == JsonToken.START_ARRAY && name.equals("informed")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    informed.add(parser.getString());
                }
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                fields.put(name, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** As it goes to Kafka, but for the plate: whose vehicle it is stays in the house. */
    void write(JsonGenerator out) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "plate".equals(parser.currentName())) {
                    out.writeNull();
                } else {
                    out.copyCurrentEventExact(parser);
                }
            }
        }
    }

    String id() {
        return text("eventId", "");
    }

    String type() {
        return text("type", "");
    }

    Priority priority() {
        return Priority.valueOf(text("priority", Priority.LOW.name()));
    }

    @Nullable
    String text(String name) {
        return fields.get(name);
    }

    String text(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    /** True unless it says otherwise: an event of an older program says nothing. */
    boolean annunciated() {
        return !"false".equals(fields.get("annunciated"));
    }

    boolean drill() {
        return "true".equals(fields.get("drill"));
    }

    /** Joins what came back together; null where it stands by itself. */
    @Nullable
    String group() {
        return fields.get("group");
    }

    /** What is meant: {@code T-101.LEVEL HH}; of an alarm without a tag its id. */
    String subject() {
        String tag = text("tag");
        return tag == null ? text("alarmId", "") : tag + " " + text("condition", "");
    }

    /** Value and unit; empty where there is no value. */
    String measured() {
        String value = text("value");
        String unit = text("unit");
        return value == null ? "" : unit == null ? value : value + " " + unit;
    }

    Text message() {
        return new Text(text("message.zh", subject()), text("message.en", subject()));
    }

    long timeMs() {
        return timeMs("time");
    }

    /** When it came to be known, from when on it waits to be told. */
    long recordedMs() {
        return timeMs("recordedTime");
    }

    private long timeMs(String name) {
        String time = fields.get(name);
        return time == null ? 0 : Instant.parse(time).toEpochMilli();
    }

    @Override
    public String toString() {
        return type() + " " + id();
    }
}
