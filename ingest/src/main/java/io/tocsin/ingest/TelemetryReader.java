package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads {@code {"seq","ts","session","hist","values":[...]}} into a header and a batch. Nothing leaves before the last
 * byte was read: the effective time of the first sample depends on the newest stamp of all.
 */
final class TelemetryReader {
    private static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    private final SampleReader samples;
    private final HeaderReader headers;
    private final Notes notes;
    private final PropertyNameMatcher fields;
    private final Names names = new Names();
    private final int maxSamples;

    TelemetryReader(Json json, SampleReader samples, HeaderReader headers, int maxSamples) {
        fields = json.fields("seq", "ts", "session", "hist", "values");
        this.samples = samples;
        this.headers = headers;
        notes = headers.notes();
        this.maxSamples = maxSamples;
    }

    /** False = the message as a whole is rejected, and noted why. */
    boolean read(JsonParser parser, Address source, Header header, Batch batch) {
        names.clear();
        for (int field = parser.nextNameMatch(fields); field != END; field = parser.nextNameMatch(fields)) {
            if (!names.isNew(field, parser)) {
                return notes.whole(
                        Reason.DUPLICATE_KEY, "expected a field once, was twice: " + Notes.quote(parser.currentName()));
            }
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            if (field == 4) {
                if (!values(parser, source, batch)) {
                    return false;
                }
                header.complete = true;
            } else if (!isNull && !scalar(field, parser, header)) {
                return false;
            }
        }
        return header.complete || notes.whole(Reason.WRONG_SHAPE, "expected a list \"values\", was none");
    }

    private boolean scalar(int field, JsonParser parser, Header header) {
        switch (field) {
            case 0 -> headers.seq(parser, header);
            case 1 -> headers.stamp(parser, header);
            case 2 -> headers.session(parser, header);
            case 3 -> {
                Boolean flag = Json.flag(parser);
                if (flag == null) {
                    return notes.whole(
                            Reason.WRONG_TYPE, "expected true or false in \"hist\", was " + Json.describe(parser));
                }
                header.historical = flag;
            }
            default -> parser.skipChildren();
        }
        return true;
    }

    private boolean values(JsonParser parser, Address source, Batch batch) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return notes.whole(Reason.WRONG_SHAPE, "expected a list in \"values\", was " + Json.describe(parser));
        }
        int position = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (position == maxSamples) {
                return notes.whole(Reason.TOO_MANY_SAMPLES, "expected at most " + maxSamples + " samples, was more");
            }
            samples.read(parser, position++, source, batch);
        }
        return true;
    }
}
