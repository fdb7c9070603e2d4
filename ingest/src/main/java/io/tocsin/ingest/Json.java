package io.tocsin.ingest;

import io.tocsin.config.Settings;
import io.tocsin.ingest.Rejection.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/** Opens payloads as JSON under the site's limits, and tells in which way one is no message. */
final class Json {
    private static final int NUMBER_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 1_000;

    /** Reads the fields of an object whose opening brace is behind the parser; false = the message is rejected. */
    @FunctionalInterface
    interface Body {
        boolean read(JsonParser parser);
    }

    private final JsonFactory factory;
    private final int maxNesting;

    Json(Settings.Ingest limits) {
        maxNesting = limits.maxNesting();
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxNesting)
                        .maxDocumentLength(limits.maxPayloadBytes())
                        .maxStringLength(limits.maxPayloadBytes())
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .maxNameLength(NAME_CHARS_MAX)
                        .build())
                // RFC 8259: UTF-8 only; nothing is to be guessed from the first bytes.
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .recyclerPool(JsonRecyclerPools.newBoundedPool(2))
                .build();
    }

    /** Reads a payload that must be one JSON object; false = rejected, and noted why. */
    boolean read(byte[] payload, Notes notes, Body body) {
        if (!Utf8.isValid(payload)) {
            return notes.whole(Reason.BAD_UTF8, "expected UTF-8, was " + payload.length + " bytes of something else");
        }
        JsonParser parser = factory.createParser(ObjectReadContext.empty(), payload);
        try (parser) {
            return document(parser, notes, body);
        } catch (StreamConstraintsException e) {
            boolean deep = parser.streamReadContext().getNestingDepth() > maxNesting;
            return deep
                    ? notes.whole(Reason.TOO_DEEP, "expected nesting of at most " + maxNesting + ", was deeper")
                    : notes.whole(Reason.TOO_LONG, "expected short numbers and names, was: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            return notes.whole(Reason.NOT_JSON, "expected JSON, was: " + Notes.quote(e.getOriginalMessage()));
        }
    }

    private static boolean document(JsonParser parser, Notes notes, Body body) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return notes.whole(Reason.NOT_JSON, "expected a JSON object, was nothing");
        }
        if (first != JsonToken.START_OBJECT) {
            return notes.whole(Reason.WRONG_SHAPE, "expected a JSON object, was " + describe(parser));
        }
        if (!body.read(parser)) {
            return false;
        }
        return parser.nextToken() == null
                || notes.whole(Reason.NOT_JSON, "expected one JSON document, was another one behind it");
    }

    /** The names of an object's known fields; a parser tells them by their position here, without making strings. */
    PropertyNameMatcher fields(String... names) {
        return factory.constructNameMatcher(
                Arrays.stream(names).map(Named::fromString).toList(), false);
    }

    /** What the parser stands on, for a detail. */
    static String describe(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> Notes.quote(parser.getString());
        };
    }

    /** True or false, also as 1 or 0; null for anything else. */
    static @Nullable Boolean flag(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> ofBit(Decimals.count(parser));
            default -> null;
        };
    }

    private static @Nullable Boolean ofBit(long bit) {
        return bit == 1 ? Boolean.TRUE : bit == 0 ? Boolean.FALSE : null;
    }
}
