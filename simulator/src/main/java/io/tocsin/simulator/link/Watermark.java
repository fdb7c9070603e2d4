package io.tocsin.simulator.link;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The engine's word to a gateway: all numbers of a session up to this one are on its disk.
 *
 * @param upToSeq -1 where none is
 */
record Watermark(String session, long upToSeq) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The word in a message; null where it holds none. */
    static @Nullable Watermark parse(byte[] payload) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String session = null;
            Long upToSeq = null;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("session") && value == JsonToken.VALUE_STRING) {
                    session = json.getString();
                } else if (name.equals("upToSeq") && value == JsonToken.VALUE_NUMBER_INT) {
                    upToSeq = json.getLongValue();
                } else {
                    json.skipChildren();
                }
            }
            return session == null || upToSeq == null ? null : new Watermark(session, upToSeq);
        } catch (JacksonException e) {
            return null;
        }
    }
}
