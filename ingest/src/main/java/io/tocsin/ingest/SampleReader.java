package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import io.tocsin.rules.Quality;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/** Reads one {@code {"tag","v","q","ts","hist"}}; a fault costs this sample only. */
final class SampleReader {
    private static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    private final TagIndex tags;
    private final Stamps stamps;
    private final Notes notes;
    private final PropertyNameMatcher fields;
    private final Names names = new Names();
    private final Sample sample = new Sample();

    SampleReader(Json json, TagIndex tags, Stamps stamps, Notes notes) {
        fields = json.fields("tag", "v", "q", "ts", "hist");
        this.tags = tags;
        this.stamps = stamps;
        this.notes = notes;
    }

    /** Reads what the parser stands on, to its end, into the batch or the notes. */
    void read(JsonParser parser, int position, Address source, Batch batch) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            notes.part(Reason.WRONG_SHAPE, at(position) + "expected an object, was " + Json.describe(parser));
            parser.skipChildren();
            return;
        }
        names.clear();
        sample.clear();
        for (int field = parser.nextNameMatch(fields); field != END; field = parser.nextNameMatch(fields)) {
            if (!names.isNew(field, parser)) {
                sample.fault(
                        Reason.DUPLICATE_KEY, "expected a field once, was twice: " + Notes.quote(parser.currentName()));
            }
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            if (!isNull || field == 0) {
                value(field, parser);
            }
        }
        finish(position, source, batch);
    }

    private void value(int field, JsonParser parser) {
        switch (field) {
            case 0 -> tag(parser);
            case 1 -> number(parser);
            case 2 -> sample.quality = Qualities.read(parser);
            case 3 -> stamp(parser);
            case 4 -> hist(parser);
            default -> parser.skipChildren();
        }
    }

    private void tag(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            sample.fault(Reason.WRONG_TYPE, "expected a text in \"tag\", was " + Json.describe(parser));
            parser.skipChildren();
            return;
        }
        int tag = tags.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (tag == TagIndex.UNKNOWN) {
            sample.fault(Reason.UNKNOWN_TAG, "expected a tag of the site, was " + Notes.quote(parser.getString()));
        } else {
            sample.tagged(tag);
        }
    }

    private void number(JsonParser parser) {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> sample.number = Decimals.number(parser);
            case VALUE_TRUE -> sample.number = 1;
            case VALUE_FALSE -> sample.number = 0;
            // What it means depends on the tag, which may come after it.
            case VALUE_STRING -> sample.text = parser.getString();
            default -> parser.skipChildren();
        }
    }

    private void stamp(JsonParser parser) {
        sample.stampMs = stamps.read(parser);
        if (sample.stampMs == Stamps.BAD) {
            String was = parser.currentToken().isScalarValue() ? Json.describe(parser) : "a list or an object";
            sample.fault(Reason.BAD_TIME, "expected a time in \"ts\", was " + was);
        }
    }

    private void hist(JsonParser parser) {
        Boolean flag = Json.flag(parser);
        if (flag == null) {
            sample.fault(Reason.WRONG_TYPE, "expected true or false in \"hist\", was " + Json.describe(parser));
            parser.skipChildren();
        } else {
            sample.historical = flag;
        }
    }

    private void finish(int position, Address source, Batch batch) {
        Reason fault = sample.fault();
        if (fault != null) {
            notes.part(fault, at(position) + sample.detail());
        } else if (!tags.mayCarry(sample.tag, source.company())) {
            notes.part(
                    Reason.FOREIGN_TAG,
                    at(position) + "expected a tag of enterprise " + source.company() + ", was "
                            + Notes.quote(tags.id(sample.tag)));
        } else {
            batch.add(sample, resolved(), quality(position));
        }
    }

    private double resolved() {
        String text = sample.text;
        if (text != null) {
            sample.number = tags.value(sample.tag, text);
        }
        return sample.number;
    }

    /** Called after the value is resolved: no number is no better than UNREADABLE, whatever the sender said of it. */
    private int quality(int position) {
        boolean unknown = sample.quality == Qualities.UNKNOWN;
        if (unknown) {
            notes.part(
                    Reason.UNKNOWN_QUALITY,
                    at(position) + "expected GOOD, UNCERTAIN, BAD or an OPC number in \"q\", was none of these, tag="
                            + Notes.quote(tags.id(sample.tag)));
        }
        if (Double.isNaN(sample.number)) {
            String was = sample.text == null ? "no number" : Notes.quote(sample.text);
            notes.part(
                    Reason.UNREADABLE_VALUE,
                    at(position) + "expected a number in \"v\", was " + was + ", tag="
                            + Notes.quote(tags.id(sample.tag)));
            return Quality.UNREADABLE.code();
        }
        return unknown ? Quality.BAD.code() : sample.quality;
    }

    private static String at(int position) {
        return "values[" + position + "]: ";
    }
}
