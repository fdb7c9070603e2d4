package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an operator is to know and do. */
final class ResponseReader {
    private static final Parser<String> LINE = Values.line(256);

    private ResponseReader() {}

    static @Nullable Response read(YamlNode node, Path path, Reading reading) {
        Fields fields = Fields.of(node, Shape.RESPONSE, path, reading);
        if (fields == null) {
            return null;
        }
        return new Response(
                fields.read("cause", Values.LABEL),
                fields.read("consequence", Values.LABEL),
                fields.read("action", Values.LABEL),
                fields.read("timeToRespond", Values.POSITIVE_DURATION_MS, 0L),
                fields.read("plan", LINE),
                fields.read("cameras", Values.list(Values.TOPIC_LEVEL), List.of()),
                fields.read("contacts", Values.list(LINE), List.of()));
    }
}
