package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.Values;
import io.tocsin.server.series.Series;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What the routes and the stream answer, as JSON.
 *
 * @param plates false where the reader may not see whose vehicle it is
 */
record Views(boolean plates) {
    private static final int SHOWN_CHARS = 2;

    /** One thing among others. */
    @FunctionalInterface
    interface Item<T> {
        void write(JsonGenerator json, T item);
    }

    /** {@code {"count":n,"<name>":[...]}}. */
    static <T> byte[] list(String name, List<T> items, Item<T> item) {
        return Json.object(json -> {
            json.writeNumberProperty("count", items.size());
            json.writeName(name);
            array(json, items, item);
        });
    }

    static <T> void array(JsonGenerator json, List<T> items, Item<T> item) {
        json.writeStartArray();
        for (T each : items) {
            json.writeStartObject();
            item.write(json, each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An alarm with what a list shows beside its state. */
    Item<AlarmStatus> marked(Map<String, Marks> marks) {
        return (json, status) -> {
            alarm(json, status);
            MarksJson.write(json, marks.getOrDefault(status.definition().id(), Marks.NONE));
        };
    }

    void alarm(JsonGenerator json, AlarmStatus status) {
        Definition.Pass pass = status.definition().pass();
        EventJson.status(
                json,
                plates || pass == null
                        ? status
                        : status.with(status.definition().masked(masked(pass.plate()))));
    }

    void rejection(JsonGenerator json, Rejection rejection) {
        Json.time(json, "time", rejection.receiveMs());
        Json.string(json, "reason", rejection.reason().name());
        Json.string(json, "topic", rejection.topic());
        Json.string(json, "detail", rejection.detail());
        Json.string(json, "meaning", rejection.reason().sentence());
    }

    void passage(JsonGenerator json, JudgedPassage judged) {
        EventJson.writePassage(
                json, plates ? judged : judged.masked(masked(judged.passage().plate())));
    }

    void inside(JsonGenerator json, VehicleInside vehicle) {
        Json.string(json, "subject", vehicle.subject());
        Json.string(json, "plate", plate(vehicle.plate()));
        Json.string(json, "vehicleClass", vehicle.vehicleClass().name());
        Json.string(json, "gate", vehicle.gate());
        Json.time(json, "since", vehicle.sinceMs());
        Json.time(json, "overstayTime", vehicle.overstayMs());
    }

    void cameraEvent(JsonGenerator json, Input.CameraEvent event) {
        Json.string(json, "eventId", empty(event.eventId()));
        Json.string(json, "camera", event.camera());
        Json.string(json, "kind", event.kind());
        Json.whole(json, "confidence", event.confidence() < 0 ? null : event.confidence());
        Json.string(json, "imageUrl", event.imageUrl());
        Json.time(json, "time", event.eventTimeMs());
        Json.time(json, "recordedTime", event.receiveTimeMs());
    }

    /** A tag's newest value, by its index. */
    static void value(JsonGenerator json, Values values, int tag, boolean stale) {
        Json.string(json, "tag", values.site().tags().get(tag).id());
        Json.number(json, "v", values.value(tag));
        boolean heard = values.quality(tag) != Values.NEVER;
        Json.string(json, "q", heard ? quality(values.quality(tag)) : "NONE");
        Json.time(json, "t", heard ? values.eventMs(tag) : -1);
        Json.time(json, "r", values.receiveMs(tag));
        json.writeBooleanProperty("stale", stale);
    }

    private static String quality(int code) {
        return Quality.isUsable(code) ? Quality.ofCode(code).name() : Quality.BAD.name();
    }

    static byte[] series(String tag, @Nullable String unit, Series series) {
        return Json.object(json -> {
            Json.string(json, "tag", tag);
            Json.string(json, "unit", unit);
            Json.time(json, "from", series.fromMs());
            Json.time(json, "to", series.toMs());
            json.writeNumberProperty("bucketMs", series.bucketMs());
            json.writeBooleanProperty("raw", series.raw());
            json.writeArrayPropertyStart("points");
            for (Series.Point point : series.points()) {
                json.writeStartArray();
                json.writeNumber(point.timeMs());
                number(json, point.first());
                number(json, point.min());
                number(json, point.max());
                number(json, point.last());
                json.writeNumber(point.q());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    static byte[] health(Health health, boolean well) {
        return Json.object(json -> {
            Json.string(json, "status", well ? "UP" : "DOWN");
            json.writeName("parts");
            array(json, health.parts(), Views::part);
        });
    }

    private static void part(JsonGenerator json, Health.Part part) {
        Json.string(json, "name", part.name());
        json.writeBooleanProperty("ok", part.ok());
        Json.string(json, "state", part.state());
        Json.time(json, "since", part.sinceTimeMs());
        Json.string(json, "detail", part.detail());
    }

    private @Nullable String plate(String plate) {
        return plate.isEmpty() ? null : plates ? plate : masked(plate);
    }

    /** 浙A·Y0001 becomes 浙A*****: where it is from, not whose it is. */
    static String masked(String plate) {
        int shown = Math.min(SHOWN_CHARS, plate.length());
        return plate.substring(0, shown) + "*".repeat(plate.length() - shown);
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
