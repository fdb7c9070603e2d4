package io.tocsin.server.events;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The scalars of a record's JSON by name; those of an object inside as {@code message.zh}, a list's joined by a space. */
public record Scalars(Map<String, String> texts) {
    private static final JsonFactory FACTORY = new JsonFactory();

    public static Scalars of(byte[] json) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            object(parser, "", texts);
        }
        return new Scalars(texts);
    }

    private static void object(JsonParser parser, String prefix, Map<String, String> texts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, name + ".", texts);
            } else if (value == JsonToken.START_ARRAY) {
                array(parser, name, texts);
            } else if (value != JsonToken.VALUE_NULL) {
                texts.put(name, parser.getString());
            }
        }
    }

    private static void array(JsonParser parser, String name, Map<String, String> texts) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            texts.merge(name, String.valueOf(parser.getString()), (before, next) -> before + " " + next);
        }
    }

    public @Nullable String text(String name) {
        return texts.get(name);
    }

    /** Empty where there is none. */
    public String words(String name) {
        return texts.getOrDefault(name, "");
    }

    public @Nullable Double number(String name) {
        String text = texts.get(name);
        return text == null ? null : Double.valueOf(text);
    }

    public @Nullable Long timeMs(String name) {
        String text = texts.get(name);
        return text == null ? null : Long.valueOf(Instant.parse(text).toEpochMilli());
    }

    /** False where there is none. */
    public boolean flag(String name) {
        return "true".equals(texts.get(name));
    }

    /** Null where there is none. */
    public @Nullable Boolean flagOrNone(String name) {
        String text = texts.get(name);
        return text == null ? null : Boolean.valueOf(text);
    }
}
