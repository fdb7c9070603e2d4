package io.tocsin.ingest;

import io.tocsin.config.Closure;
import io.tocsin.config.Site;
import io.tocsin.ingest.Rejection.Reason;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gates and cameras of a site: who may report a passage or an event. Immutable. */
final class Places {
    private final Map<String, Closure.Gate> gates = new LinkedHashMap<>();
    private final Set<String> cameras = new LinkedHashSet<>();

    Places(Site site) {
        for (Closure.Gate gate : site.closure().gates()) {
            gates.put(gate.id(), gate);
            gate.lanes().forEach(lane -> cameras.add(lane.camera()));
        }
        site.ground().cameras().forEach(camera -> cameras.add(camera.id()));
    }

    /** False = noted why. */
    boolean isKnown(Address address, Notes notes) {
        return switch (address.kind()) {
            case TELEMETRY, STATUS -> true;
            case PASSAGES ->
                gates.containsKey(address.gateway())
                        || notes.whole(Reason.UNKNOWN_GATE, "expected a gate of the site, was " + address.gateway());
            case CAMERA_EVENTS ->
                cameras.contains(address.gateway())
                        || notes.whole(
                                Reason.UNKNOWN_CAMERA, "expected a camera of the site, was " + address.gateway());
        };
    }

    Closure.Gate gate(String id) {
        Closure.Gate gate = gates.get(id);
        if (gate == null) {
            throw new IllegalStateException("expected a gate that is known, was " + id);
        }
        return gate;
    }

    /** False where the camera that a passage names does not look at the gate; noted why. No camera is no fault. */
    boolean isSound(@Nullable String camera, Closure.Gate gate, Notes notes) {
        if (camera == null || lane(camera, gate) != null) {
            return true;
        }
        return cameras.contains(camera)
                ? notes.whole(Reason.FOREIGN_CAMERA, "expected a camera of gate " + gate.id() + ", was another's")
                : notes.whole(
                        Reason.UNKNOWN_CAMERA,
                        "expected a camera of gate " + gate.id() + ", was " + Notes.quote(camera));
    }

    static Closure.@Nullable Lane lane(@Nullable String camera, Closure.Gate gate) {
        return gate.lanes().stream()
                .filter(lane -> lane.camera().equals(camera))
                .findFirst()
                .orElse(null);
    }
}
