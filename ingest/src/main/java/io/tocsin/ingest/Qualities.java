package io.tocsin.ingest;

import io.tocsin.rules.Quality;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The quality of a native sample: GOOD, UNCERTAIN, BAD in any case, or an OPC DA number of which the top bits count. */
final class Qualities {
    /** Stands for a quality that was not understood. */
    static final int UNKNOWN = -1;

    private static final int OPC_MASK = 0xC0;

    private Qualities() {}

    /** The {@link Quality#code()} that the parser stands on, or {@link #UNKNOWN}. Skips what is no single value. */
    static int read(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            String word = parser.getString();
            if (word.equalsIgnoreCase("GOOD")) {
                return Quality.GOOD.code();
            }
            if (word.equalsIgnoreCase("UNCERTAIN")) {
                return Quality.UNCERTAIN.code();
            }
            if (word.equalsIgnoreCase("BAD")) {
                return Quality.BAD.code();
            }
        }
        long number = Decimals.count(parser);
        parser.skipChildren();
        return number < 0 ? UNKNOWN : ofOpc((int) (number & OPC_MASK));
    }

    private static int ofOpc(int top) {
        return switch (top) {
            case 0xC0 -> Quality.GOOD.code();
            case 0x40 -> Quality.UNCERTAIN.code();
            default -> Quality.BAD.code();
        };
    }
}
