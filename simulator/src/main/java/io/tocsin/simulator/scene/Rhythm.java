package io.tocsin.simulator.scene;

import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Action;
import java.util.List;
import java.util.Locale;

/** How a class of vehicles comes by the hour of the day, and how long it stays. */
@SuppressWarnings("ImmutableEnumChecker") // a list of numbers does not change
enum Rhythm {
    CAR(VehicleClass.CAR, "blue", "测A·K%04d", List.of(1, 12, 36, 12, 9, 2)),
    TRUCK(VehicleClass.TRUCK, "yellow", "测A·H%04d", List.of(1, 6, 12, 12, 8, 2)),
    CONSTRUCTION(VehicleClass.CONSTRUCTION, "yellow", "测A·G%04d", List.of(0, 3, 5, 4, 1, 0)),
    /** Its vehicles are those of the reservations. */
    HAZMAT(VehicleClass.HAZMAT, "yellow", "测A·Y%04d挂", List.of(0, 1, 3, 3, 1, 0));

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    /** First hours of the parts of a day. */
    private static final List<Integer> PARTS = List.of(0, 6, 7, 9, 17, 20);

    private final VehicleClass vehicleClass;
    private final String color;
    private final String plate;
    private final List<Integer> perHour;

    /**
     * @param plate synthetic: 测 is no province
     * @param perHour by the parts of the day
     */
    Rhythm(VehicleClass vehicleClass, String color, String plate, List<Integer> perHour) {
        this.vehicleClass = vehicleClass;
        this.color = color;
        this.plate = plate;
        this.perHour = perHour;
    }

    VehicleClass vehicleClass() {
        return vehicleClass;
    }

    int perHour(int hour) {
        int part = PARTS.size() - 1;
        while (hour < PARTS.get(part)) {
            part--;
        }
        return perHour.get(part);
    }

    /** A vehicle with a synthetic plate. */
    Action.Vehicle vehicle(int number) {
        return new Action.Vehicle(String.format(Locale.ROOT, plate, number), color, vehicleClass, "");
    }

    /** Who comes in the morning stays for the shift. */
    long stayMs(int hour, double chance) {
        return switch (this) {
            case CAR ->
                hour < 9 && chance < 0.8
                        ? 8 * HOUR_MS + (long) (chance * 2 * HOUR_MS)
                        : 20 * MINUTE_MS + (long) (chance * 100 * MINUTE_MS);
            case TRUCK -> 30 * MINUTE_MS + (long) (chance * 2 * HOUR_MS);
            case CONSTRUCTION, HAZMAT -> HOUR_MS + (long) (chance * 3 * HOUR_MS);
        };
    }
}
