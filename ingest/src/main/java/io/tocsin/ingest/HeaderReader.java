package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the fields that telemetry and status have in common: {@code seq}, {@code session}, {@code ts}. */
final class HeaderReader {
    private static final int SESSION_CHARS_MAX = 128;

    private final Stamps stamps;
    private final Notes notes;

    HeaderReader(Stamps stamps, Notes notes) {
        this.stamps = stamps;
        this.notes = notes;
    }

    Notes notes() {
        return notes;
    }

    void stamp(JsonParser parser, Header header) {
        header.stampMs = stamps.read(parser);
        if (header.stampMs == Stamps.BAD) {
            header.stampBad = true;
            header.stampMs = Batch.UNSTAMPED;
            notes.part(Reason.BAD_TIME, "expected a time in \"ts\", was " + written(parser));
        }
    }

    void seq(JsonParser parser, Header header) {
        header.seq = number(parser, "seq");
    }

    void fromSeq(JsonParser parser, Header header) {
        header.fromSeq = number(parser, "fromSeq");
    }

    private long number(JsonParser parser, String field) {
        long number = Decimals.count(parser);
        if (number < 0) {
            number = Envelope.NO_SEQ;
            notes.part(
                    Reason.WRONG_TYPE, "expected a whole number 0..2^53 in \"" + field + "\", was " + written(parser));
        }
        parser.skipChildren();
        return number;
    }

    void session(JsonParser parser, Header header) {
        boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
        if (!isText && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            header.sessionBad = true;
            notes.part(Reason.WRONG_TYPE, "expected a text in \"session\", was " + written(parser));
            parser.skipChildren();
        } else if (parser.getStringLength() > SESSION_CHARS_MAX) {
            header.sessionBad = true;
            notes.part(Reason.TOO_LONG, "expected a \"session\" of at most 128 characters, was " + written(parser));
        } else {
            header.session = parser.getString();
        }
    }

    /** What stood there, for a detail; after a list or object was skipped its closing bracket is all that is left. */
    private static String written(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token.isScalarValue() ? Json.describe(parser) : "a list or an object";
    }
}
