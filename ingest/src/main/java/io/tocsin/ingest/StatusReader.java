package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/** Reads {@code {"online","ts","session","fromSeq"}}; a fault costs the message. */
final class StatusReader {
    private static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    private final HeaderReader headers;
    private final Notes notes;
    private final PropertyNameMatcher fields;
    private final Names names = new Names();

    StatusReader(Json json, HeaderReader headers) {
        fields = json.fields("online", "ts", "session", "fromSeq");
        this.headers = headers;
        notes = headers.notes();
    }

    /** False = the message is rejected, and noted why. */
    boolean read(JsonParser parser, Header header) {
        names.clear();
        for (int field = parser.nextNameMatch(fields); field != END; field = parser.nextNameMatch(fields)) {
            if (!names.isNew(field, parser)) {
                return notes.whole(
                        Reason.DUPLICATE_KEY, "expected a field once, was twice: " + Notes.quote(parser.currentName()));
            }
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            if (!isNull && !value(field, parser, header)) {
                return false;
            }
        }
        return header.complete || notes.whole(Reason.WRONG_SHAPE, "expected a field \"online\", was none");
    }

    /** False = a fault: a status with half of its identity could undo the wrong birth. */
    private boolean value(int field, JsonParser parser, Header header) {
        switch (field) {
            case 0 -> {
                return online(parser, header);
            }
            case 1 -> headers.stamp(parser, header);
            case 2 -> headers.session(parser, header);
            case 3 -> headers.fromSeq(parser, header);
            default -> parser.skipChildren();
        }
        return !header.stampBad && !header.sessionBad;
    }

    private boolean online(JsonParser parser, Header header) {
        Boolean flag = Json.flag(parser);
        if (flag == null) {
            return notes.whole(Reason.WRONG_TYPE, "expected true or false in \"online\", was " + Json.describe(parser));
        }
        header.online = flag;
        header.complete = true;
        return true;
    }
}
