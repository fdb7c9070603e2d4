package io.tocsin.simulator.scene;

import io.tocsin.config.Closure;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Site;
import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vehicles with hazardous goods or waste: only those that are registered or at least not banned, only with a reservation
 * that holds, in at their gate, past the checkpoints, out one to four hours later.
 */
final class HazmatFleet {
    private static final long MINUTE_MS = 60_000;
    /** Nobody comes back at once; also keeps one plate's passages apart. */
    private static final long PAUSE_MS = 30 * MINUTE_MS;

    private final Site site;
    private final GateLists lists;
    private final Map<String, Long> busyUntilMs = new LinkedHashMap<>();

    HazmatFleet(Site site, GateLists lists) {
        this.site = site;
        this.lists = lists;
    }

    /** Where planned passages go. */
    interface Plan {
        void add(long timeMs, Closure.Gate gate, Closure.Direction direction, Action.Vehicle vehicle);
    }

    /** Somebody comes, if anybody may. */
    void visit(long inMs, Traffic.Draw draw, Plan plan) {
        List<GateLists.Reservation> welcome = lists.reservations().stream()
                .filter(reservation -> isWelcome(reservation, inMs))
                .toList();
        if (welcome.isEmpty()) {
            return;
        }
        GateLists.Reservation chosen = welcome.get((int) (draw.unit(2) * welcome.size()));
        Optional<Closure.Gate> gate = gate(chosen);
        if (gate.isPresent()) {
            long outMs = inMs + Rhythm.HAZMAT.stayMs(0, draw.unit(3));
            busyUntilMs.put(chosen.plate(), outMs + PAUSE_MS);
            Action.Vehicle vehicle = vehicle(chosen, draw.unit(4));
            plan.add(inMs, gate.get(), Closure.Direction.IN, vehicle);
            long atMs = inMs;
            for (Closure.Gate checkpoint : checkpoints()) {
                atMs += 4 * MINUTE_MS + (long) (draw.unit(5) * 2 * MINUTE_MS);
                plan.add(atMs, checkpoint, Closure.Direction.IN, vehicle);
            }
            plan.add(outMs, gate.get(), Closure.Direction.OUT, vehicle);
        }
    }

    private boolean isWelcome(GateLists.Reservation reservation, long timeMs) {
        String plate = reservation.plate();
        boolean banned =
                registered(plate).map(vehicle -> vehicle.bannedFor() != null).orElse(false);
        return !banned
                && timeMs >= reservation.fromMs()
                && timeMs < untilMs(reservation)
                && timeMs >= busyUntilMs.getOrDefault(plate, Long.MIN_VALUE)
                && isHazardous(classOf(plate));
    }

    private long untilMs(GateLists.Reservation reservation) {
        GateRules.Reserved rule = site.closure().rules().reservation();
        return rule == null || reservation.untilMs() != GateLists.OPEN_END
                ? reservation.untilMs()
                : reservation.fromMs() + rule.validityMs();
    }

    private static boolean isHazardous(VehicleClass seen) {
        return seen == VehicleClass.HAZMAT || seen == VehicleClass.WASTE;
    }

    private VehicleClass classOf(String plate) {
        return registered(plate).map(GateLists.Vehicle::vehicleClass).orElse(VehicleClass.HAZMAT);
    }

    private Optional<GateLists.Vehicle> registered(String plate) {
        return lists.vehicles().stream()
                .filter(vehicle -> vehicle.plate().equals(plate))
                .findFirst();
    }

    private Optional<Closure.Gate> gate(GateLists.Reservation reservation) {
        VehicleClass wanted = classOf(reservation.plate());
        return site.closure().gates().stream()
                .filter(gate -> gate.kind() == Closure.GateKind.HAZMAT)
                .filter(gate -> gate.allows().isEmpty() || gate.allows().contains(wanted))
                .filter(gate -> reservation.gate() == null || gate.id().equals(reservation.gate()))
                .findFirst();
    }

    private List<Closure.Gate> checkpoints() {
        return site.closure().gates().stream()
                .filter(gate -> gate.kind() == Closure.GateKind.CHECKPOINT)
                .toList();
    }

    private Action.Vehicle vehicle(GateLists.Reservation reservation, double chance) {
        VehicleClass seen = classOf(reservation.plate());
        String unNumber = seen == VehicleClass.WASTE ? "" : Goods.unNumber(site, reservation.enterprise(), chance);
        return new Action.Vehicle(reservation.plate(), "yellow", seen, unNumber);
    }
}
