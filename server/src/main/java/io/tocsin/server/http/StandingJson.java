package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.HandOver;
import io.tocsin.config.Position;
import io.tocsin.config.Response;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Of alarms and positions as much as a list of what stands needs. */
final class StandingJson {
    private StandingJson() {}

    /** Which alarm it is; of a gate's alarm never the plate. */
    static void alarm(JsonGenerator json, AlarmStatus alarm) {
        Definition definition = alarm.definition();
        Json.string(json, "alarmId", definition.id());
        Json.string(json, "occurrenceId", alarm.occurrenceId().isEmpty() ? null : alarm.occurrenceId());
        Json.string(json, "state", alarm.state().name());
        Json.string(json, "priority", definition.priority().name());
        Json.string(json, "class", definition.alarmClass().id());
        Json.string(json, "tag", definition.tag());
        Json.string(json, "condition", definition.condition());
        Json.string(json, "enterprise", definition.enterprise());
        Json.string(json, "area", definition.area());
        Json.string(json, "position", alarm.people().position());
        text(json, "message", definition.message());
    }

    static void text(JsonGenerator json, String name, @Nullable Text text) {
        json.writeName(name);
        if (text == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "zh", text.zh());
        Json.string(json, "en", text.en());
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** @param watch null where nobody said that he has it */
    static void position(JsonGenerator json, Position position, @Nullable HandOver watch) {
        Json.string(json, "id", position.id());
        text(json, "name", position.name());
        Json.string(json, "enterprise", position.enterprise());
        Json.string(json, "escalatesTo", position.escalatesTo());
        texts(json, "contacts", position.contacts());
        json.writeName("watch");
        if (watch == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "by", watch.by());
        Json.string(json, "from", watch.from());
        Json.string(json, "note", watch.note());
        Json.time(json, "since", watch.sinceMs());
        json.writeEndObject();
    }

    /** What there is to know and do. */
    static void response(JsonGenerator json, Response response) {
        json.writeObjectPropertyStart("response");
        text(json, "cause", response.cause());
        text(json, "consequence", response.consequence());
        text(json, "action", response.action());
        json.writeName("timeToRespondMs");
        if (response.timeToRespondMs() > 0) {
            json.writeNumber(response.timeToRespondMs());
        } else {
            json.writeNull();
        }
        Json.string(json, "plan", response.plan());
        texts(json, "cameras", response.cameras());
        texts(json, "contacts", response.contacts());
        json.writeEndObject();
    }
}
