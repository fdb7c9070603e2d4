package io.tocsin.simulator.scene;

import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Noise;
import io.tocsin.simulator.telemetry.GateController;
import io.tocsin.simulator.telemetry.Publication;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the gates' cameras say of a passage, in the native JSON. Immutable.
 *
 * @param client index of the controller in its feed
 */
record GateVoice(GateController controller, int client, Noise noise) {
    private static final JsonFactory JSON = new JsonFactory();
    /** The part of plates that are read badly; never one that a rule waits for. */
    private static final double BLURRED = 0.04;

    private static final int DRAWS = 4;

    Publication say(Passage passage, long stampMs) {
        String gate = passage.gate().id();
        String eventId = gate + '-' + stampMs + '-' + passage.order();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("eventId", eventId);
            json.writeNumberProperty("passTime", stampMs);
            json.writeStringProperty("cameraCode", passage.camera());
            json.writeStringProperty("plateNumber", passage.vehicle().plate());
            json.writeStringProperty("plateColor", passage.vehicle().color());
            json.writeNumberProperty("confidence", confidence(passage));
            json.writeNumberProperty("laneNo", isWatched(passage) || draw(passage, 2) < 0.6 ? 1 : 2);
            json.writeStringProperty("direction", passage.direction().name());
            json.writeStringProperty(
                    "vehicleClass", passage.vehicle().vehicleClass().name());
            json.writeNumberProperty("speedKmh", 12 + (int) (draw(passage, 3) * 17));
            json.writeBooleanProperty("hazmat", passage.vehicle().hazmat());
            if (passage.vehicle().hazmat()) {
                json.writeStringProperty("unNumber", passage.vehicle().unNumber());
            }
            json.writeStringProperty("imageUrl", "https://cameras.binhai.example/" + eventId + ".jpg");
            json.writeEndObject();
        }
        return Publication.of(
                Publication.Kind.PASSAGE, client, controller.passagesTopic(gate), bytes.toByteArray(), stampMs);
    }

    private int confidence(Passage passage) {
        boolean blurred = !isWatched(passage) && draw(passage, 0) < BLURRED;
        return (int) (blurred ? 60 + draw(passage, 1) * 30 : 95 + draw(passage, 1) * 5);
    }

    /** A class whose stay is watched: one bad reading of it would be an alarm for hours. */
    private static boolean isWatched(Passage passage) {
        VehicleClass seen = passage.vehicle().vehicleClass();
        return seen == VehicleClass.HAZMAT || seen == VehicleClass.WASTE || seen == VehicleClass.RESCUE;
    }

    private double draw(Passage passage, int what) {
        return noise.unit(passage.order() * DRAWS + what);
    }
}
