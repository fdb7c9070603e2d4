package io.tocsin.simulator.replay;

import io.tocsin.simulator.telemetry.ReadingQuality;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON lines, {@code {"t":"...","tag":"...","v":1.0,"q":"GOOD"}}. A line without a tag is another kind of input (a
 * recording keeps gates and commands too): counted, not read.
 */
final class JsonSamples implements SampleReader {
    /** NaN is no JSON, but is written all the same; here it is a bad sample. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final BufferedReader lines;
    private final Findings findings;
    private long line;

    JsonSamples(BufferedReader lines, Findings findings) {
        this.lines = lines;
        this.findings = findings;
    }

    /** A field's text and where it stands; null text = JSON null. */
    private record Field(@Nullable String text, int column) {}

    private static final class Fields {
        private @Nullable Field time;
        private @Nullable Field tag;
        private @Nullable Field value;
        private @Nullable Field quality;
    }

    @Override
    public @Nullable RecordedSample next() throws IOException {
        for (@Nullable String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            @Nullable Fields fields = text.isBlank() ? null : parse(text);
            @Nullable RecordedSample sample = fields == null ? null : sample(fields);
            if (sample != null) {
                return sample;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Fields parse(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                findings.expected(line, 1, "a JSON object", text.length() > 40 ? text.substring(0, 40) : text);
                return null;
            }
            Fields fields = new Fields();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                read(json, fields);
            }
            return fields;
        } catch (JacksonException e) {
            findings.expected(line, Math.max(1, e.getLocation().getColumnNr()), "JSON", e.getOriginalMessage());
            return null;
        }
    }

    private static void read(JsonParser json, Fields fields) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        int column = json.currentTokenLocation().getColumnNr();
        Field field =
                new Field(token == JsonToken.VALUE_NULL || !token.isScalarValue() ? null : json.getString(), column);
        switch (name) {
            case "t" -> fields.time = field;
            case "tag" -> fields.tag = field;
            case "v" -> fields.value = field;
            case "q" -> fields.quality = field;
            default -> {}
        }
        json.skipChildren();
    }

    private @Nullable RecordedSample sample(Fields fields) {
        @Nullable String tag = text(fields.tag);
        if (tag == null || tag.isBlank()) {
            findings.otherInput();
            return null;
        }
        if (fields.value == null) {
            findings.expected(line, 1, "a field v", "none");
            return null;
        }
        OptionalLong timeMs = time(fields.time);
        if (timeMs.isEmpty() || !findings.inOrder(timeMs.getAsLong(), line, column(fields.time))) {
            return null;
        }
        @Nullable String value = text(fields.value);
        double number = value == null ? Double.NaN : Cell.number(value);
        return new RecordedSample(timeMs.getAsLong(), tag, number, quality(fields.quality));
    }

    private OptionalLong time(@Nullable Field field) {
        @Nullable String text = text(field);
        OptionalLong timeMs = text == null ? OptionalLong.empty() : RecordedTime.parse(text);
        if (timeMs.isEmpty()) {
            findings.expected(line, column(field), RecordedTime.EXPECTED, text == null ? "none" : '"' + text + '"');
        }
        return timeMs;
    }

    private ReadingQuality quality(@Nullable Field field) {
        @Nullable String text = text(field);
        if (text == null) {
            return ReadingQuality.GOOD;
        }
        Optional<ReadingQuality> known = Cell.quality(text);
        if (known.isEmpty()) {
            findings.expected(line, column(field), Cell.QUALITY_EXPECTED, '"' + text + '"');
        }
        return known.orElse(ReadingQuality.BAD);
    }

    private static @Nullable String text(@Nullable Field field) {
        return field == null ? null : field.text();
    }

    private static int column(@Nullable Field field) {
        return field == null ? 1 : field.column();
    }
}
