package io.tocsin.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The body of a request: one flat JSON object of texts. */
final class Body {
    static final int BYTES_MAX = 16 << 10;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(4 << 10)
                    .build())
            .build();

    private final Map<String, String> texts;

    private Body(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Refuses whatever is no such object. */
    static Body of(Context ctx) {
        return new Body(read(json(ctx)));
    }

    /** The bytes as they were sent; only a page of ours sends JSON without being asked whether it may. */
    static byte[] json(Context ctx) {
        String type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected application/json, was " + type);
        }
        byte[] bytes = bytes(ctx);
        if (bytes.length > BYTES_MAX) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected at most " + BYTES_MAX + " bytes, was more");
        }
        return bytes;
    }

    private static byte[] bytes(Context ctx) {
        try {
            return ctx.req().getInputStream().readNBytes(BYTES_MAX + 1);
        } catch (IOException e) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected a whole body, was cut off");
        }
    }

    private static Map<String, String> read(byte[] bytes) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                require(token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL);
                if (token == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getString());
                }
            }
            require(parser.nextToken() == null);
            return texts;
        } catch (JacksonException e) {
            throw new Refused(
                    Refused.Code.NOT_UNDERSTOOD, "expected a JSON object of texts, was " + e.getOriginalMessage());
        }
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected one flat JSON object of texts, was another thing");
        }
    }

    /** Refuses where the field is missing or blank. */
    String required(String name) {
        String text = texts.get(name);
        if (text == null || text.isBlank()) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected a text in \"" + name + "\", was none");
        }
        return text;
    }

    String optional(String name) {
        return texts.getOrDefault(name, "");
    }
}
