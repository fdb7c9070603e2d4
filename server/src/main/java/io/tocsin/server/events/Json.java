package io.tocsin.server.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The one writer of JSON for the outside. Numbers go through Jackson's own double writer, so that the bytes are the same
 * on every JDK; absent values are written as null, so that a record always has the same fields.
 */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Json() {}

    /** The fields of one object. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json);
    }

    public static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A value that is no object. */
    public static byte[] value(Fields value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            value.write(json);
        }
        return bytes.toByteArray();
    }

    /** A number as it stands in JSON. */
    public static String number(double value) {
        return new String(value(json -> json.writeNumber(value)), StandardCharsets.US_ASCII);
    }

    public static void string(JsonGenerator json, String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    /** A number that is not finite has no JSON form: it is written as null. */
    public static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /** A whole number, or null. */
    public static void whole(JsonGenerator json, String name, @Nullable Integer value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.intValue());
        }
    }

    /** True, false or null. */
    public static void flag(JsonGenerator json, String name, @Nullable Boolean value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeBoolean(value);
        }
    }

    /** ISO 8601 UTC with milliseconds; a negative time means none. */
    public static void time(JsonGenerator json, String name, long timeMs) {
        string(json, name, timeMs < 0 ? null : time(timeMs));
    }

    public static String time(long timeMs) {
        return MILLIS.format(Instant.ofEpochMilli(timeMs));
    }
}
