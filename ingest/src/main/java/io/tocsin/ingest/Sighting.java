package io.tocsin.ingest;

import io.tocsin.config.Closure;
import io.tocsin.config.GateLists;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a camera says of one passage or event, while it comes in. One object, used over and over. */
final class Sighting {
    /** What cameras write where they read no plate; all of these would else be one vehicle. */
    private static final List<String> NO_PLATE = List.of("无牌", "无牌车", "无车牌", "未识别", "未知", "UNKNOWN", "NOPLATE", "NULL");

    static final int UNKNOWN_CONFIDENCE = -1;

    String eventId = "";
    long timeMs;
    boolean stamped;

    @Nullable
    String camera;

    String plate = "";

    @Nullable
    String plateColor;

    int confidence;

    @Nullable
    Integer laneNo;

    Closure.@Nullable Direction direction;
    VehicleClass vehicleClass = VehicleClass.UNKNOWN;
    double speedKmh;
    boolean hazmat;

    @Nullable
    String unNumber;

    @Nullable
    String imageUrl;

    @Nullable
    String kind;

    void clear() {
        eventId = "";
        timeMs = 0;
        stamped = false;
        camera = null;
        plate = "";
        plateColor = null;
        confidence = UNKNOWN_CONFIDENCE;
        laneNo = null;
        direction = null;
        vehicleClass = VehicleClass.UNKNOWN;
        speedKmh = Double.NaN;
        hazmat = false;
        unNumber = null;
        imageUrl = null;
        kind = null;
    }

    void plate(String written) {
        String normal = GateLists.plate(written);
        plate = NO_PLATE.contains(normal) ? "" : normal;
    }

    /** Without a time of its own it is taken for now; one a little ahead of receipt is no later than that. */
    private long timeMs(long receiveMs) {
        return stamped ? Math.min(timeMs, receiveMs) : receiveMs;
    }

    Input.Passage passage(String gate, Closure.Direction way, long receiveMs) {
        return new Input.Passage(
                eventId,
                gate,
                camera,
                plate,
                plateColor,
                confidence,
                laneNo,
                way,
                vehicleClass,
                speedKmh,
                hazmat,
                unNumber,
                imageUrl,
                timeMs(receiveMs),
                receiveMs);
    }

    Input.CameraEvent event(String ofCamera, String what, long receiveMs) {
        return new Input.CameraEvent(eventId, ofCamera, what, confidence, imageUrl, timeMs(receiveMs), receiveMs);
    }
}
