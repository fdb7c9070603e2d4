package io.tocsin.server.incidents;

import static io.tocsin.server.incidents.Script.hours;
import static io.tocsin.server.incidents.Script.minutes;

import io.tocsin.config.Closure.Direction;
import io.tocsin.config.VehicleClass;
import java.util.List;

/** Incidents of vehicles. */
final class GateScripts {
    private GateScripts() {}

    static List<Script> all() {
        return List.of(hazmatAtG2(), routeDeviation(), overstay(), clonedPlate());
    }

    private static Script hazmatAtG2() {
        return new Script("I13", "hazmat at G2", minutes(5))
                .passes(minutes(1), "G2", 3, Direction.IN, "测A·Y0005挂", VehicleClass.HAZMAT)
                .rings("rule:gate-entry:AY0005");
    }

    private static Script routeDeviation() {
        return new Script("I14", "route deviation", minutes(20))
                .passes(minutes(1), "G1", 1, Direction.IN, "测A·Y0002挂", VehicleClass.HAZMAT)
                .passes(minutes(9), "R2", 6, Direction.IN, "测A·Y0002挂", VehicleClass.HAZMAT)
                .without("ROUTE_DEVIATION");
    }

    /** In at eight. */
    private static Script overstay() {
        return new Script("I15", "overstay", hours(6.5))
                .calmEvery(60_000)
                .passes(0, "G1", 1, Direction.IN, "测A·Y0003挂", VehicleClass.HAZMAT)
                .rings("rule:overstay-soon:AY0003", "rule:overstay:AY0003");
    }

    private static Script clonedPlate() {
        return new Script("I16", "cloned plate", minutes(10))
                .passes(minutes(1), "G1", 1, Direction.IN, "测A·J0001", VehicleClass.RESCUE)
                .passes(minutes(3.5), "G2", 3, Direction.IN, "测A·J0001", VehicleClass.RESCUE)
                .rings("rule:impossible-passage:AJ0001");
    }
}
