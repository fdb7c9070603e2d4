package io.tocsin.ingest;

import io.tocsin.config.Closure;
import io.tocsin.ingest.Rejection.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads what a camera says of a passage or an event. A fault in what decides (time, plate, way, camera, hazmat) costs
 * the message; one in what only describes it is noted and passed over: a lost exit would leave a vehicle in the park.
 */
final class SightingReader {
    static final int ID_CHARS_MAX = 128;
    static final int PLATE_CHARS_MAX = 20;
    private static final int WORD_CHARS_MAX = 64;
    private static final int URL_CHARS_MAX = 2_048;
    private static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    private final PropertyNameMatcher ofPassage;
    private final PropertyNameMatcher ofEvent;
    private final Stamps stamps;
    private final Notes notes;
    private final Names names = new Names();

    /** Takes one field that is not null; false = the message is rejected, and noted why. */
    @FunctionalInterface
    private interface Field {
        boolean take(int field, JsonParser parser, Sighting into);
    }

    SightingReader(Json json, Stamps stamps, Notes notes) {
        ofPassage = json.fields(
                "eventId",
                "confidence",
                "imageUrl",
                "passTime",
                "cameraCode",
                "plateNumber",
                "plateColor",
                "laneNo",
                "direction",
                "vehicleClass",
                "speedKmh",
                "hazmat",
                "unNumber");
        ofEvent = json.fields("eventId", "confidence", "imageUrl", "time", "kind");
        this.stamps = stamps;
        this.notes = notes;
    }

    /** False = the message is rejected, and noted why. */
    boolean passage(JsonParser parser, Sighting into) {
        return read(parser, into, ofPassage, this::ofPassage);
    }

    /** The same of a camera's event, which must say what kind it is. */
    boolean event(JsonParser parser, Sighting into) {
        return read(parser, into, ofEvent, this::ofEvent)
                && (into.kind != null || notes.whole(Reason.WRONG_SHAPE, "expected a field \"kind\", was none"));
    }

    private boolean read(JsonParser parser, Sighting into, PropertyNameMatcher fields, Field take) {
        into.clear();
        names.clear();
        for (int field = parser.nextNameMatch(fields); field != END; field = parser.nextNameMatch(fields)) {
            if (!names.isNew(field, parser)) {
                return notes.whole(
                        Reason.DUPLICATE_KEY, "expected a field once, was twice: " + Notes.quote(parser.currentName()));
            }
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            if (!take.take(field, parser, into)) {
                return false;
            }
            parser.skipChildren();
        }
        return true;
    }

    private boolean ofPassage(int field, JsonParser parser, Sighting into) {
        switch (field) {
            case 3 -> {
                return time("passTime", parser, into);
            }
            case 4 -> {
                into.camera = id("cameraCode", parser);
                return into.camera != null;
            }
            case 5 -> {
                return plate(parser, into);
            }
            case 6 -> into.plateColor = word("plateColor", parser, WORD_CHARS_MAX);
            case 7 -> into.laneNo = lane(parser);
            case 8 -> into.direction = direction(parser);
            case 9 -> into.vehicleClass = VehicleClasses.of(written(parser));
            case 10 -> into.speedKmh = speed(parser);
            case 11 -> {
                return hazmat(parser, into);
            }
            case 12 -> into.unNumber = word("unNumber", parser, WORD_CHARS_MAX);
            default -> {
                return common(field, parser, into);
            }
        }
        return true;
    }

    private boolean ofEvent(int field, JsonParser parser, Sighting into) {
        return switch (field) {
            case 3 -> time("time", parser, into);
            case 4 -> {
                into.kind = word("kind", parser, WORD_CHARS_MAX);
                yield into.kind != null;
            }
            default -> common(field, parser, into);
        };
    }

    /** What passages and events have in common. */
    private boolean common(int field, JsonParser parser, Sighting into) {
        switch (field) {
            case 0 -> {
                String eventId = id("eventId", parser);
                into.eventId = eventId == null ? "" : eventId;
                return eventId != null;
            }
            case 1 -> into.confidence = confidence(parser);
            case 2 -> into.imageUrl = url(parser);
            default -> {}
        }
        return true;
    }

    // ---- what decides: a fault costs the message --------------------------------------------------------------------

    private boolean time(String field, JsonParser parser, Sighting into) {
        into.timeMs = stamps.readOfCamera(parser);
        into.stamped = true;
        return into.timeMs != Stamps.BAD
                || notes.whole(Reason.BAD_TIME, "expected a time in \"" + field + "\", was " + shown(parser));
    }

    /** A text, or a whole number taken as one; null = the message is rejected, and noted why. */
    private @Nullable String id(String field, JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            notes.whole(Reason.WRONG_TYPE, "expected a text in \"" + field + "\", was " + shown(parser));
            return null;
        }
        if (parser.getStringLength() > ID_CHARS_MAX) {
            notes.whole(
                    Reason.TOO_LONG,
                    "expected at most " + ID_CHARS_MAX + " characters in \"" + field + "\", was "
                            + parser.getStringLength());
            return null;
        }
        return parser.getString();
    }

    /** A plate is personal data: no detail repeats it. */
    private boolean plate(JsonParser parser, Sighting into) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return notes.whole(Reason.WRONG_TYPE, "expected a text in \"plateNumber\", was none");
        }
        into.plate(parser.getString());
        return into.plate.length() <= PLATE_CHARS_MAX
                || notes.whole(
                        Reason.TOO_LONG,
                        "expected at most " + PLATE_CHARS_MAX + " characters in \"plateNumber\", was "
                                + into.plate.length());
    }

    private boolean hazmat(JsonParser parser, Sighting into) {
        Boolean flag = Json.flag(parser);
        if (flag == null) {
            return notes.whole(Reason.WRONG_TYPE, "expected true or false in \"hazmat\", was " + shown(parser));
        }
        into.hazmat = flag;
        return true;
    }

    // ---- what describes: a fault is noted, and the field passed over ------------------------------------------------

    private @Nullable String word(String field, JsonParser parser, int charsMax) {
        if (parser.currentToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            notes.part(Reason.WRONG_TYPE, "expected a text in \"" + field + "\", was " + shown(parser));
            return null;
        }
        if (parser.getStringLength() > charsMax) {
            notes.part(
                    Reason.TOO_LONG,
                    "expected at most " + charsMax + " characters in \"" + field + "\", was "
                            + parser.getStringLength());
            return null;
        }
        return parser.getString();
    }

    /** An address to look at, never a script and never the picture itself. */
    private @Nullable String url(JsonParser parser) {
        String url = word("imageUrl", parser, URL_CHARS_MAX);
        if (url == null || url.startsWith("http://") || url.startsWith("https://")) {
            return url;
        }
        notes.part(Reason.WRONG_TYPE, "expected http:// or https:// in \"imageUrl\", was " + Notes.quote(url));
        return null;
    }

    private int confidence(JsonParser parser) {
        double percent = number(parser);
        if (percent >= 0 && percent <= 100) {
            return (int) percent;
        }
        notes.part(Reason.WRONG_TYPE, "expected 0..100 in \"confidence\", was " + shown(parser));
        return Sighting.UNKNOWN_CONFIDENCE;
    }

    private @Nullable Integer lane(JsonParser parser) {
        long lane = parser.currentToken().isScalarValue() ? Decimals.count(parser) : -1;
        if (lane >= 0 && lane <= Short.MAX_VALUE) {
            return (int) lane;
        }
        notes.part(Reason.WRONG_TYPE, "expected a small whole number in \"laneNo\", was " + shown(parser));
        return null;
    }

    private double speed(JsonParser parser) {
        double kmh = number(parser);
        if (Double.isNaN(kmh)) {
            notes.part(Reason.WRONG_TYPE, "expected a number in \"speedKmh\", was " + shown(parser));
        }
        return kmh;
    }

    /** Null where it is no word for a way: the camera's lane may know. */
    private static Closure.@Nullable Direction direction(JsonParser parser) {
        String way = written(parser).toUpperCase(Locale.ROOT);
        if (way.equals("IN") || way.equals("进")) {
            return Closure.Direction.IN;
        }
        return way.equals("OUT") || way.equals("出") ? Closure.Direction.OUT : null;
    }

    /** A number in or out of quotes; NaN for anything else. */
    private static double number(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Decimals.number(parser);
            case VALUE_STRING ->
                Decimals.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            default -> Double.NaN;
        };
    }

    private static String written(JsonParser parser) {
        boolean isWord = parser.currentToken() == JsonToken.VALUE_STRING && parser.getStringLength() <= WORD_CHARS_MAX;
        return isWord ? parser.getString() : "";
    }

    /** What stood there, for a detail; after a list or object was skipped its closing bracket is all that is left. */
    private static String shown(JsonParser parser) {
        return parser.currentToken().isScalarValue() ? Json.describe(parser) : "a list or an object";
    }
}
