package io.tocsin.history;

import io.tocsin.config.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** The fields of a line of any JSON, and what is wrong where it is none. */
final class JsonParsed {
    /** NaN is no JSON, but is written all the same; here it is a bad sample. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Lines lines;
    private final Mistakes mistakes;
    private byte[] texts = new byte[256];
    private int used;

    JsonParsed(Lines lines, Mistakes mistakes) {
        this.lines = lines;
        this.mistakes = mistakes;
    }

    /** False where the line is no JSON object. */
    boolean read(JsonFields fields) {
        String text = Utf8.text(lines.buffer(), lines.from(), lines.to());
        used = 0;
        fields.clear(texts);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                mistakes.expected(
                        lines.number(), 1, new Text("JSON 对象", "a JSON object"), Text.of(Mistakes.shown(text)));
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                read(json, fields);
            }
            return true;
        } catch (JacksonException e) {
            int column = Math.max(1, e.getLocation().getColumnNr());
            mistakes.expected(lines.number(), column, Text.of("JSON"), Text.of(String.valueOf(e.getOriginalMessage())));
            return false;
        }
    }

    private void read(JsonParser json, JsonFields fields) {
        byte[] name = json.currentName().getBytes(StandardCharsets.UTF_8);
        int field = JsonFields.of(name, 0, name.length);
        JsonToken token = json.nextToken();
        fields.putColumn(field, json.currentTokenLocation().getColumnNr());
        if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
            fields.putNull(field);
            json.skipChildren();
        } else if (field != JsonFields.OTHER) {
            put(fields, field, json.getString());
        }
    }

    private void put(JsonFields fields, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (used + bytes.length > texts.length) {
            texts = Arrays.copyOf(texts, 2 * (used + bytes.length));
            fields.moved(texts);
        }
        System.arraycopy(bytes, 0, texts, used, bytes.length);
        fields.put(field, used, used + bytes.length);
        used += bytes.length;
    }
}
