package io.tocsin.server.live;

import io.tocsin.config.Closure;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passages and events of cameras as bytes of a snapshot. */
final class GateRecords {
    private GateRecords() {}

    static void write(JudgedPassage judged, StateWriter out) {
        out.putText(judged.passageId());
        write(judged.passage(), out);
        out.putOptional(judged.subject());
        out.putText(judged.vehicleClass().name());
        out.putText(judged.verdict().name());
        out.putInt(judged.reasons().size());
        judged.reasons().forEach(reason -> out.putText(reason.name()));
        out.putOptional(
                judged.reservation() == null ? null : judged.reservation().toString());
    }

    static JudgedPassage readPassage(StateReader in) {
        String id = in.takeText();
        Input.Passage passage = passage(in);
        String subject = in.takeOptional();
        VehicleClass vehicleClass = VehicleClass.valueOf(in.takeText());
        Verdict verdict = Verdict.valueOf(in.takeText());
        int count = in.takeInt();
        List<GateReason> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reasons.add(GateReason.valueOf(in.takeText()));
        }
        String reservation = in.takeOptional();
        return new JudgedPassage(
                id,
                passage,
                subject,
                vehicleClass,
                verdict,
                reasons,
                reservation == null ? null : Boolean.valueOf(reservation));
    }

    private static void write(Input.Passage passage, StateWriter out) {
        out.putText(passage.eventId());
        out.putText(passage.gate());
        out.putOptional(passage.camera());
        out.putText(passage.plate());
        out.putOptional(passage.plateColor());
        out.putInt(passage.confidence());
        out.putOptional(passage.laneNo() == null ? null : passage.laneNo().toString());
        out.putText(passage.direction().name());
        out.putText(passage.vehicleClass().name());
        out.putDouble(passage.speedKmh());
        out.putBoolean(passage.hazmat());
        out.putOptional(passage.unNumber());
        out.putOptional(passage.imageUrl());
        out.putLong(passage.passTimeMs());
        out.putLong(passage.receiveTimeMs());
    }

    private static Input.Passage passage(StateReader in) {
        return new Input.Passage(
                in.takeText(),
                in.takeText(),
                in.takeOptional(),
                in.takeText(),
                in.takeOptional(),
                in.takeInt(),
                lane(in.takeOptional()),
                Closure.Direction.valueOf(in.takeText()),
                VehicleClass.valueOf(in.takeText()),
                in.takeDouble(),
                in.takeBoolean(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeLong(),
                in.takeLong());
    }

    private static @Nullable Integer lane(@Nullable String number) {
        return number == null ? null : Integer.valueOf(number);
    }

    static void write(Input.CameraEvent event, StateWriter out) {
        out.putText(event.eventId());
        out.putText(event.camera());
        out.putText(event.kind());
        out.putInt(event.confidence());
        out.putOptional(event.imageUrl());
        out.putLong(event.eventTimeMs());
        out.putLong(event.receiveTimeMs());
    }

    static Input.CameraEvent readCameraEvent(StateReader in) {
        return new Input.CameraEvent(
                in.takeText(),
                in.takeText(),
                in.takeText(),
                in.takeInt(),
                in.takeOptional(),
                in.takeLong(),
                in.takeLong());
    }
}
