package io.tocsin.history;

import io.tocsin.config.Text;
import io.tocsin.rules.Quality;
import java.io.IOException;

/**
 * JSON lines, {@code {"t":"...","tag":"...","v":1.0,"q":"GOOD","received":"..."}}. A line without a tag is another kind
 * of input (a recording keeps gates and commands too): counted, not read.
 */
final class JsonRows implements Rows {
    private static final Text FIELD_V = new Text("字段 v", "a field v");

    private final Lines lines;
    private final TagTable tags;
    private final Mistakes mistakes;
    private final JsonFields fields = new JsonFields();
    private final JsonParsed parsed;
    private final Times times = new Times();
    private final Times receivedTimes = new Times();
    private final Numbers numbers = new Numbers();

    JsonRows(Lines lines, TagTable tags, Mistakes mistakes) {
        this.lines = lines;
        this.tags = tags;
        this.mistakes = mistakes;
        this.parsed = new JsonParsed(lines, mistakes);
    }

    @Override
    public boolean next(Sample sample) throws IOException {
        while (lines.next()) {
            boolean understood = JsonFlat.read(lines.buffer(), lines.from(), lines.to(), fields) || parsed.read(fields);
            if (understood && read(sample)) {
                return true;
            }
        }
        return false;
    }

    private boolean read(Sample sample) {
        if (fields.isBlank(JsonFields.TAG)) {
            mistakes.findings().otherInput();
            return false;
        }
        if (!fields.has(JsonFields.VALUE)) {
            mistakes.expected(lines.number(), 1, FIELD_V, Mistakes.NONE);
            return false;
        }
        return readTime(sample) && readReceived(sample) && readTag(sample) && readValue(sample);
    }

    private boolean readTime(Sample sample) {
        sample.timeMs = time(times, JsonFields.TIME);
        if (sample.timeMs == Times.NONE) {
            expected(JsonFields.TIME, Times.EXPECTED);
            return false;
        }
        if (!mistakes.inOrder(sample.timeMs)) {
            mistakes.steppedBack(lines.number(), column(JsonFields.TIME), sample.timeMs);
            return false;
        }
        return true;
    }

    private boolean readReceived(Sample sample) {
        sample.hasReceived = !fields.isNull(JsonFields.RECEIVED);
        sample.receivedMs = sample.hasReceived ? time(receivedTimes, JsonFields.RECEIVED) : sample.timeMs;
        if (sample.receivedMs == Times.NONE) {
            expected(JsonFields.RECEIVED, Times.EXPECTED);
        }
        return sample.receivedMs != Times.NONE;
    }

    private boolean readTag(Sample sample) {
        byte[] bytes = fields.bytes();
        int from = fields.from(JsonFields.TAG);
        int to = fields.to(JsonFields.TAG);
        sample.tag = tags.find(bytes, from, to);
        if (sample.tag < 0) {
            mistakes.findings().unknown(bytes, from, to);
        }
        return sample.tag >= 0;
    }

    private boolean readValue(Sample sample) {
        int field = JsonFields.VALUE;
        sample.value =
                fields.isNull(field) ? Double.NaN : numbers.parse(fields.bytes(), fields.from(field), fields.to(field));
        sample.quality = Numbers.quality(sample.value, quality());
        return true;
    }

    private int quality() {
        int field = JsonFields.QUALITY;
        if (fields.isNull(field)) {
            return Quality.GOOD.code();
        }
        int said = Qualities.parse(fields.bytes(), fields.from(field), fields.to(field));
        if (said == Qualities.NONE) {
            expected(field, Qualities.EXPECTED);
            return Quality.BAD.code();
        }
        return said;
    }

    private long time(Times known, int field) {
        return fields.isNull(field) ? Times.NONE : known.parse(fields.bytes(), fields.from(field), fields.to(field));
    }

    private void expected(int field, Text expected) {
        Text was = fields.isNull(field) ? Mistakes.NONE : Mistakes.quoted(fields.text(field));
        mistakes.expected(lines.number(), column(field), expected, was);
    }

    /** The place is looked for only when it is told. */
    private long column(int field) {
        JsonFields placed = new JsonFields();
        return parsed.read(placed) ? placed.column(field) : 1;
    }
}
