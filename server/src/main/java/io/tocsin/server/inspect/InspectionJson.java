package io.tocsin.server.inspect;

import io.tocsin.ingest.Address;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Quality;
import io.tocsin.server.events.Json;
import io.tocsin.server.inspect.Inspection.Part;
import io.tocsin.server.inspect.Inspection.Taken;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** An inspection for machines; docs/mqtt.md has the fields. Stateless. */
public final class InspectionJson {
    private InspectionJson() {}

    public static byte[] of(Inspection all) {
        return Json.object(json -> {
            Json.string(json, "topic", all.arrival().topic());
            Json.string(json, "received", Json.time(all.arrival().receiveMs()));
            Address address = all.address();
            Json.string(json, "enterprise", address == null ? null : address.company());
            Json.string(json, "gateway", address == null ? null : address.gateway());
            Envelope envelope = all.envelope();
            json.writeBooleanProperty("telemetry", envelope != null);
            json.writeBooleanProperty("status", all.status() != null);
            json.writeBooleanProperty("passage", all.passage() != null);
            json.writeBooleanProperty("cameraEvent", all.cameraEvent() != null);
            rejections(json, "rejected", all.rejections());
            json.writeArrayPropertyStart("values");
            all.parts().forEach(part -> part(json, part));
            json.writeEndArray();
        });
    }

    private static void part(JsonGenerator json, Part part) {
        json.writeStartObject();
        Json.string(json, "written", part.written());
        Taken sample = part.sample();
        json.writeBooleanProperty("taken", sample != null);
        if (sample != null) {
            Json.string(json, "tag", sample.tag());
            Json.number(json, "value", sample.value());
            Json.string(json, "unit", sample.unit());
            Json.string(json, "quality", Quality.ofCode(sample.quality()).name());
            Json.string(json, "time", Json.time(sample.effectiveMs()));
            json.writeBooleanProperty("historical", sample.historical());
        }
        rejections(json, "remarks", part.remarks());
        json.writeEndObject();
    }

    private static void rejections(JsonGenerator json, String name, List<Rejection> rejections) {
        json.writeArrayPropertyStart(name);
        for (Rejection each : rejections) {
            json.writeStartObject();
            Json.string(json, "reason", each.reason().name());
            Json.string(json, "detail", each.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
