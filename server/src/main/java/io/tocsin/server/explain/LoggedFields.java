package io.tocsin.server.explain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of one record of the event log; those within another are named {@code outer.inner}, or {@code list.0}. */
record LoggedFields(Map<String, String> fields) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static LoggedFields of(byte[] json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, "", fields);
            }
        }
        return new LoggedFields(fields);
    }

    private static void read(JsonParser parser, String prefix, Map<String, String> fields) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            value(parser, parser.nextToken(), name, fields);
        }
    }

    private static void value(JsonParser parser, JsonToken value, String name, Map<String, String> fields) {
        if (value == JsonToken.START_OBJECT) {
            read(parser, name + ".", fields);
        } else if (value == JsonToken.START_ARRAY) {
            JsonToken element = parser.nextToken();
            for (int i = 0; element != JsonToken.END_ARRAY; i++) {
                value(parser, element, name + "." + i, fields);
                element = parser.nextToken();
            }
        } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            fields.put(name, parser.getString());
        }
    }

    @Nullable
    String text(String name) {
        return fields.get(name);
    }

    String text(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    double number(String name) {
        String text = fields.get(name);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    long whole(String name, long otherwise) {
        String text = fields.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /** -1 where there is none. */
    long timeMs(String name) {
        String text = fields.get(name);
        return text == null ? -1 : Instant.parse(text).toEpochMilli();
    }
}
