package io.tocsin.rules.gates;

import io.tocsin.config.Closure;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateLists.Reservation;
import io.tocsin.config.GateLists.Vehicle;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may pass which gate: the rules against the lists in force. */
final class Admission {
    private final GateRules rules;
    private final Map<String, Closure.Gate> gates = new LinkedHashMap<>();
    private final Map<String, Vehicle> vehicles = new LinkedHashMap<>();
    private final Map<String, List<Reservation>> reservations = new LinkedHashMap<>();

    Admission(Closure closure, GateLists lists) {
        rules = closure.rules();
        closure.gates().forEach(gate -> gates.put(gate.id(), gate));
        lists.vehicles().forEach(vehicle -> vehicles.put(vehicle.plate(), vehicle));
        lists.reservations()
                .forEach(each -> reservations
                        .computeIfAbsent(each.plate(), plate -> new ArrayList<>())
                        .add(each));
    }

    boolean isCheckpoint(String gate) {
        Closure.Gate known = gates.get(gate);
        return known != null && known.kind() == Closure.GateKind.CHECKPOINT;
    }

    /** The register's class goes before what the camera took it for; a hazard plate makes it HAZMAT. */
    VehicleClass classOf(Input.Passage passage) {
        Vehicle vehicle = vehicles.get(passage.plate());
        if (vehicle != null && vehicle.vehicleClass() != VehicleClass.UNKNOWN) {
            return vehicle.vehicleClass();
        }
        return passage.hazmat() ? VehicleClass.HAZMAT : passage.vehicleClass();
    }

    /** The reservation that holds at this gate at this time; null where none does. */
    @Nullable
    Reservation reservation(Input.Passage passage) {
        GateRules.Reserved rule = rules.reservation();
        if (rule == null) {
            return null;
        }
        return reservations.getOrDefault(passage.plate(), List.of()).stream()
                .filter(each -> each.gate() == null || each.gate().equals(passage.gate()))
                .filter(each -> each.fromMs() <= passage.passTimeMs() && passage.passTimeMs() < until(each, rule))
                .findFirst()
                .orElse(null);
    }

    private static long until(Reservation reservation, GateRules.Reserved rule) {
        return reservation.untilMs() == GateLists.OPEN_END
                ? reservation.fromMs() + rule.validityMs()
                : reservation.untilMs();
    }

    boolean needsReservation(VehicleClass vehicleClass) {
        GateRules.Reserved rule = rules.reservation();
        return rule != null
                && vehicleClass != VehicleClass.RESCUE
                && rule.classes().contains(vehicleClass);
    }

    /** Whom it visits: what the reservation says, else whose vehicle it is. */
    @Nullable
    String enterprise(Input.Passage passage, @Nullable Reservation reservation) {
        if (reservation != null && reservation.enterprise() != null) {
            return reservation.enterprise();
        }
        Vehicle vehicle = vehicles.get(passage.plate());
        return vehicle == null ? null : vehicle.enterprise();
    }

    boolean isBanned(String plate) {
        Vehicle vehicle = vehicles.get(plate);
        return rules.blacklist() != null && vehicle != null && vehicle.bannedFor() != null;
    }

    boolean isWrongGate(String id, VehicleClass vehicleClass) {
        Closure.Gate gate = gates.get(id);
        return rules.wrongGate() != null
                && gate != null
                && vehicleClass != VehicleClass.RESCUE
                && !gate.allows().isEmpty()
                && !gate.allows().contains(vehicleClass);
    }

    /** What speaks against the way in, in the reasons' order. */
    List<GateReason> wayIn(Input.Passage passage, VehicleClass vehicleClass, @Nullable Reservation reservation) {
        List<GateReason> reasons = new ArrayList<>();
        if (isBanned(passage.plate())) {
            reasons.add(GateReason.BLACKLISTED);
        }
        if (isWrongGate(passage.gate(), vehicleClass)) {
            reasons.add(GateReason.WRONG_GATE);
        }
        if (reservation == null && needsReservation(vehicleClass)) {
            reasons.add(GateReason.NO_RESERVATION);
        }
        return reasons;
    }

    /** The highest of the reasons' priorities. */
    Priority priority(List<GateReason> reasons) {
        return reasons.stream()
                .map(this::priority)
                .min(Priority::compareTo)
                .orElseThrow(() -> new IllegalStateException("expected a reason, was none"));
    }

    private Priority priority(GateReason reason) {
        Priority priority = reason.priority(rules);
        if (priority == null) {
            throw new IllegalStateException("expected the rule of " + reason + " to be on");
        }
        return priority;
    }
}
