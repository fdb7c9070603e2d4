package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.ingest.Rejection;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What the routes answer, as JSON. */
final class Views {
    private Views() {}

    static byte[] alarms(List<AlarmStatus> alarms) {
        return list("alarms", alarms, EventJson::status);
    }

    static byte[] rejections(List<Rejection> rejections) {
        return list("rejections", rejections, Views::rejection);
    }

    private static void rejection(JsonGenerator json, Rejection rejection) {
        Json.time(json, "time", rejection.receiveMs());
        Json.string(json, "reason", rejection.reason().name());
        Json.string(json, "topic", rejection.topic());
        Json.string(json, "detail", rejection.detail());
        Json.string(json, "meaning", rejection.reason().sentence());
    }

    static byte[] health(Health health, boolean well) {
        return Json.object(json -> {
            Json.string(json, "status", well ? "UP" : "DOWN");
            json.writeArrayPropertyStart("parts");
            for (Health.Part part : health.parts()) {
                json.writeStartObject();
                Json.string(json, "name", part.name());
                json.writeBooleanProperty("ok", part.ok());
                Json.string(json, "state", part.state());
                Json.time(json, "since", part.sinceTimeMs());
                Json.string(json, "detail", part.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** RFC 9457. */
    static byte[] problem(int status, String detail) {
        return Json.object(json -> {
            Json.string(json, "type", "about:blank");
            json.writeNumberProperty("status", status);
            Json.string(json, "detail", detail);
        });
    }

    private static <T> byte[] list(String name, List<T> items, Item<T> item) {
        return Json.object(json -> {
            json.writeNumberProperty("count", items.size());
            json.writeArrayPropertyStart(name);
            for (T each : items) {
                json.writeStartObject();
                item.write(json, each);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @FunctionalInterface
    private interface Item<T> {
        void write(JsonGenerator json, T item);
    }
}
