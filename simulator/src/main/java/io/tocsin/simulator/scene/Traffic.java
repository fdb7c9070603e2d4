package io.tocsin.simulator.scene;

import io.tocsin.config.Closure;
import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Action;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Noise;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.GateController;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Who comes and goes: cars, trucks and construction vehicles by the hour of the day, hazardous goods by reservation,
 * and the vehicles of an incident. Nobody is inside before the first moment.
 */
final class Traffic {
    private static final long MINUTE_MS = 60_000;
    private static final int HOUR_MINUTES = 60;
    private static final int DRAWS = 8;
    /** Numbers below are left for incidents and for the site's lists. */
    private static final int FIRST_PLATE = 1_000;

    private static final int PLATES = 9_000;

    private final Scenario scenario;
    private final TimeMap time;
    private final GateController controller;
    private final GateVoice voice;
    private final Map<Rhythm, Noise> noises = new EnumMap<>(Rhythm.class);
    private final HazmatFleet fleet;
    private final long zoneOffsetMs;
    private final PriorityQueue<Passage> coming = new PriorityQueue<>(Passage.BY_TIME);
    private long plannedMs;
    private long planned;

    /** The chances of one minute. */
    record Draw(Noise noise, long index) {
        double unit(int what) {
            return noise.unit(index + what);
        }
    }

    /** @param client index of the controller in the feed */
    Traffic(Scenario scenario, TimeMap time, int client) {
        this.scenario = scenario;
        this.time = time;
        controller = new GateController(scenario.site().park().id());
        for (Rhythm rhythm : Rhythm.values()) {
            noises.put(rhythm, Noise.of(scenario.seed(), "traffic " + rhythm));
        }
        voice = new GateVoice(controller, client, Noise.of(scenario.seed(), "cameras"));
        fleet = new HazmatFleet(scenario.site(), scenario.lists());
        Instant begin = Instant.ofEpochMilli(time.t0Ms());
        zoneOffsetMs = 1_000L
                * scenario.site().park().zone().getRules().getOffset(begin).getTotalSeconds();
        plannedMs = Math.floorDiv(time.t0Ms(), MINUTE_MS) * MINUTE_MS;
        planIncident();
    }

    GateController controller() {
        return controller;
    }

    long nextTimeMs() {
        Passage first = coming.peek();
        return first == null ? plannedMs : Math.min(plannedMs, first.timeMs());
    }

    List<Publication> advanceTo(long timeMs) {
        List<Publication> said = new ArrayList<>();
        while (nextTimeMs() <= timeMs && nextTimeMs() != Feed.FINISHED) {
            Passage first = coming.peek();
            if (first == null || first.timeMs() >= plannedMs) {
                planMinute();
            } else {
                coming.remove();
                said.add(voice.say(first, time.stampMs(first.timeMs())));
            }
        }
        return said;
    }

    private void planIncident() {
        for (Incident.Step step : scenario.incident().steps()) {
            if (step.action() instanceof Action.Pass pass) {
                Closure.Gate gate = scenario.site().closure().gate(pass.gate()).orElseThrow();
                plan(time.t0Ms() - scenario.joinMs() + step.afterMs(), gate, pass.direction(), pass.vehicle());
            }
        }
    }

    private void planMinute() {
        long minute = plannedMs / MINUTE_MS;
        int hour = (int) Math.floorMod((plannedMs + zoneOffsetMs) / (HOUR_MINUTES * MINUTE_MS), 24L);
        noises.forEach((rhythm, noise) -> {
            Draw draw = new Draw(noise, minute * DRAWS);
            if (draw.unit(0) * HOUR_MINUTES < rhythm.perHour(hour)) {
                visit(rhythm, hour, plannedMs + (long) (draw.unit(1) * MINUTE_MS), draw);
            }
        });
        plannedMs += MINUTE_MS;
    }

    private void visit(Rhythm rhythm, int hour, long inMs, Draw draw) {
        if (rhythm == Rhythm.HAZMAT) {
            fleet.visit(inMs, draw, this::plan);
            return;
        }
        gate(rhythm.vehicleClass()).ifPresent(gate -> {
            Action.Vehicle vehicle = rhythm.vehicle(FIRST_PLATE + (int) (draw.unit(2) * PLATES));
            plan(inMs, gate, Closure.Direction.IN, vehicle);
            plan(inMs + rhythm.stayMs(hour, draw.unit(3)), gate, Closure.Direction.OUT, vehicle);
        });
    }

    private Optional<Closure.Gate> gate(VehicleClass wanted) {
        return scenario.site().closure().gates().stream()
                .filter(gate -> gate.kind() == Closure.GateKind.GENERAL)
                .filter(gate -> gate.allows().isEmpty() || gate.allows().contains(wanted))
                .findFirst();
    }

    private void plan(long timeMs, Closure.Gate gate, Closure.Direction direction, Action.Vehicle vehicle) {
        if (timeMs >= time.t0Ms()) {
            coming.add(new Passage(timeMs, planned++, gate, direction, vehicle));
        }
    }
}
