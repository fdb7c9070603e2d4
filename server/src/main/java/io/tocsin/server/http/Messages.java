package io.tocsin.server.http;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Handling;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Server-sent events as bytes; several can be gathered into one piece that is taken or refused as a whole. */
final class Messages {
    private static final Map<String, String> LINKS =
            Map.of("mqtt", "mqtt", "kafka-events", "kafka", "series", "series");

    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(16 << 10);

    void add(byte[] message) {
        gathered.writeBytes(message);
    }

    byte[] bytes() {
        return gathered.toByteArray();
    }

    static byte[] of(String event, byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 32);
        bytes.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(json); // one line: our writer breaks none
        bytes.writeBytes(new byte[] {'\n', '\n'});
        return bytes.toByteArray();
    }

    void snapshotStart(long nowMs, @Nullable Values values) {
        add(of("snapshot-start", Json.object(json -> {
            Json.time(json, "time", nowMs);
            Json.string(json, "configVersion", values == null ? null : version(values));
        })));
    }

    private static String version(Values values) {
        return ConfigHash.version(values.site().hash());
    }

    void snapshotEnd(long nowMs) {
        add(of("snapshot-end", Json.object(json -> Json.time(json, "time", nowMs))));
    }

    /** A normal alarm matters as long as people are not told of it, or have something left to do about it. */
    static boolean isShown(AlarmStatus alarm) {
        AlarmStatus.People people = alarm.people();
        Handling handling = people.handling();
        return alarm.state() != AlarmState.NORMAL
                || people.suppressed().isSilent()
                || people.suppressed().asked() != null
                || !people.open().isEmpty()
                || (handling != null && handling.demanded() && !handling.state().isOver());
    }

    static <T> byte[] list(String event, List<T> items, Views.Item<T> item) {
        return of(event, Json.value(json -> Views.array(json, items, item)));
    }

    static byte[] values(Values values, Staleness staleness, List<Integer> tags) {
        return list("values", tags, (json, tag) -> Views.value(json, values, tag, staleness.isStale(values, tag)));
    }

    /** The site is another: what was asked of it before is old. */
    static byte[] park(Values values) {
        return of("park", Json.object(json -> Json.string(json, "configVersion", version(values))));
    }

    /** How many alarms people are not told of, by kind. */
    static byte[] suppressed(Silenced.Counts counts) {
        return of("suppressed", Json.object(counts::write));
    }

    static byte[] removed(String alarmId) {
        return of("removed", Json.object(json -> Json.string(json, "alarmId", alarmId)));
    }

    static byte[] signedOut() {
        return of("signed-out", Json.object(json -> {}));
    }

    /** Each second: that the stream lives, and how old what it tells is. */
    static byte[] beat(EngineView engine) {
        long nowMs = engine.nowMs();
        Values values = engine.values();
        return of("beat", Json.object(json -> {
            Json.time(json, "time", nowMs);
            Json.time(json, "engineTime", values == null ? -1 : values.engineTimeMs());
            json.writeName("dataAgeMs");
            if (values == null || values.newestReceiveMs() == Long.MIN_VALUE) {
                json.writeNull();
            } else {
                json.writeNumber(Math.max(0, nowMs - values.newestReceiveMs()));
            }
            json.writeObjectPropertyStart("links");
            for (Health.Part part : engine.health().parts()) {
                String link = LINKS.get(part.name());
                if (link != null) {
                    Json.string(json, link, part.state());
                }
            }
            json.writeEndObject();
            json.writeArrayPropertyStart("gateways");
            if (values != null) {
                values.gateways().forEach((id, heard) -> {
                    json.writeStartObject();
                    Json.string(json, "id", id);
                    ParkJson.presence(json, heard);
                    json.writeEndObject();
                });
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("counts");
            json.writeNumberProperty(
                    "rejections",
                    engine.figures().counts().rejected().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            json.writeNumberProperty("messages", engine.figures().counts().messages());
            json.writeEndObject();
        }));
    }
}
