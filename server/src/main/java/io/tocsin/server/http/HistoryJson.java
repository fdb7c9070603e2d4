package io.tocsin.server.http;

import io.tocsin.server.events.Json;
import io.tocsin.server.past.History;
import io.tocsin.server.past.PastOccurrence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the history answers, as JSON.
 *
 * @param plates false where the reader may not see whose vehicle it is
 */
record HistoryJson(boolean plates) {
    private static final JsonFactory FACTORY = new JsonFactory();

    byte[] page(History.Page page) {
        return Json.object(json -> {
            json.writeNumberProperty("count", page.occurrences().size());
            json.writeName("occurrences");
            Views.array(json, page.occurrences(), this::occurrence);
            Json.string(json, "next", page.next() == null ? null : page.next().cursor());
            json.writeNumberProperty("behind", page.behind());
        });
    }

    byte[] whole(History.Whole whole) {
        return Json.object(json -> {
            occurrence(json, whole.occurrence());
            records(json, "events", whole.events());
            records(json, "replies", whole.replies());
        });
    }

    private void occurrence(JsonGenerator json, PastOccurrence past) {
        Json.string(json, "occurrenceId", past.id());
        Json.string(json, "alarmId", past.alarm());
        Json.string(json, "state", past.state());
        Json.string(json, "priority", past.priority());
        Json.string(json, "category", past.category());
        Json.string(json, "tag", past.tag());
        Json.string(json, "condition", past.condition());
        Json.number(json, "limit", past.limit());
        Json.string(json, "unit", past.unit());
        Json.number(json, "value", past.value());
        Json.string(json, "quality", past.quality());
        Json.string(json, "enterprise", past.enterprise());
        Json.string(json, "area", past.area());
        gate(json, past);
        json.writeObjectPropertyStart("message");
        Json.string(json, "zh", past.messageZh());
        Json.string(json, "en", past.messageEn());
        json.writeEndObject();
        times(json, past);
        json.writeNumberProperty("transitions", past.transitions());
        json.writeBooleanProperty("missed", past.missed());
    }

    private void gate(JsonGenerator json, PastOccurrence past) {
        Json.string(json, "gate", past.gate());
        Json.string(json, "subject", past.subject());
        Json.string(json, "plate", shown(past.plate()));
        if (past.gate() == null) {
            json.writeNullProperty("reasons");
        } else {
            json.writeArrayPropertyStart("reasons");
            past.reasons().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void times(JsonGenerator json, PastOccurrence past) {
        Json.time(json, "raisedTime", past.raisedMs());
        Json.time(json, "onsetTime", past.onsetMs());
        Json.time(json, "clearedTime", past.clearedMs());
        Json.time(json, "acknowledgedTime", past.acknowledgedMs());
        Json.string(json, "acknowledgedBy", past.acknowledgedBy());
        Json.time(json, "resetTime", past.resetMs());
        Json.string(json, "resetBy", past.resetBy());
    }

    private @Nullable String shown(@Nullable String plate) {
        return plate == null || plates ? plate : Views.masked(plate);
    }

    private void records(JsonGenerator json, String name, List<byte[]> records) {
        json.writeArrayPropertyStart(name);
        records.forEach(record -> record(json, record));
        json.writeEndArray();
    }

    /** As it stands in the log, but for the plate. */
    private void record(JsonGenerator json, byte[] record) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), record)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "plate".equals(parser.currentName())) {
                    json.writeString(shown(parser.getString()));
                } else {
                    json.copyCurrentEventExact(parser);
                }
            }
        }
    }
}
