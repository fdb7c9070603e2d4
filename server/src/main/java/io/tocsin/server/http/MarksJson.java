package io.tocsin.server.http;

import io.tocsin.alarms.kpi.FirstOut;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.Marks;
import tools.jackson.core.JsonGenerator;

/** What a list shows of an alarm beside its state; the field names are a contract (docs/http.md). */
final class MarksJson {
    private MarksJson() {}

    /** Three fields of an object that is open. */
    static void write(JsonGenerator json, Marks marks) {
        json.writeBooleanProperty("chattering", marks.chattering());
        json.writeBooleanProperty("longStanding", marks.longStanding());
        FirstOut first = marks.firstOut();
        json.writeName("firstOut");
        if (first == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeBooleanProperty("certain", first.isCertain());
        Json.string(json, "unit", first.group());
        json.writeArrayPropertyStart("candidates");
        first.alarms().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
