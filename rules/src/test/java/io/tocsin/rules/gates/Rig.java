package io.tocsin.rules.gates;

import io.tocsin.config.Closure;
import io.tocsin.config.Closure.Direction;
import io.tocsin.config.Closure.GateKind;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.List;

/** A park with a hazmat gate G1, a general gate G2 and a checkpoint R1; the subject of plate X is s-X. */
final class Rig {
    static final long SECOND = 1_000;
    static final long MINUTE = 60_000;
    static final long HOUR = 3_600_000;

    /** One line an output: {@code HA G1 IN 1000 JUDGED [WRONG_GATE] false}, {@code +gate-entry...}, {@code -...}. */
    static final class Recorder implements GateSink {
        final List<String> said = new ArrayList<>();
        final List<GateRaise> raises = new ArrayList<>();
        final List<JudgedPassage> passages = new ArrayList<>();

        @Override
        public void passage(JudgedPassage passage) {
            passages.add(passage);
            said.add(passage.passage().plate() + " " + passage.passage().gate() + " "
                    + passage.passage().direction() + " " + passage.passage().passTimeMs() + " " + passage.verdict()
                    + " " + passage.reasons() + " " + passage.reservation());
        }

        @Override
        public void raised(GateRaise raise) {
            raises.add(raise);
            said.add("+" + raise.rule() + " " + raise.subject() + " " + raise.reasons() + " " + raise.timeMs() + " "
                    + raise.priority() + " " + raise.gate() + (raise.otherGate() == null ? "" : raise.otherGate())
                    + " " + raise.enterprise());
        }

        @Override
        public void cleared(GateRule rule, String subject, long timeMs) {
            said.add("-" + rule + " " + subject + " " + timeMs);
        }
    }

    /** A passage to be, with what most tests do not care for filled in. */
    record Pass(
            String plate,
            String gate,
            Direction direction,
            long timeMs,
            long receiveMs,
            VehicleClass vehicleClass,
            int confidence,
            String eventId,
            boolean hazmat) {
        Pass as(VehicleClass other) {
            return new Pass(plate, gate, direction, timeMs, receiveMs, other, confidence, eventId, hazmat);
        }

        Pass heardAt(long other) {
            return new Pass(plate, gate, direction, timeMs, other, vehicleClass, confidence, eventId, hazmat);
        }

        Pass sure(int other) {
            return new Pass(plate, gate, direction, timeMs, receiveMs, vehicleClass, other, eventId, hazmat);
        }

        Pass id(String other) {
            return new Pass(plate, gate, direction, timeMs, receiveMs, vehicleClass, confidence, other, hazmat);
        }

        Pass withHazardPlate() {
            return new Pass(plate, gate, direction, timeMs, receiveMs, vehicleClass, confidence, eventId, true);
        }

        Input.Passage input() {
            return new Input.Passage(
                    eventId,
                    gate,
                    null,
                    plate,
                    null,
                    confidence,
                    null,
                    direction,
                    vehicleClass,
                    Double.NaN,
                    hazmat,
                    null,
                    null,
                    timeMs,
                    receiveMs);
        }
    }

    static Pass in(String plate, String gate, long timeMs) {
        return pass(plate, gate, Direction.IN, timeMs);
    }

    static Pass out(String plate, String gate, long timeMs) {
        return pass(plate, gate, Direction.OUT, timeMs);
    }

    /** Plates tell their class by their first letter: H hazmat, C car, R rescue, all else unknown. */
    private static Pass pass(String plate, String gate, Direction direction, long timeMs) {
        VehicleClass vehicleClass = switch (plate.isEmpty() ? '-' : plate.charAt(0)) {
            case 'H' -> VehicleClass.HAZMAT;
            case 'C' -> VehicleClass.CAR;
            case 'R' -> VehicleClass.RESCUE;
            default -> VehicleClass.UNKNOWN;
        };
        return new Pass(plate, gate, direction, timeMs, timeMs, vehicleClass, 97, "", false);
    }

    static Closure park(GateRules rules) {
        return new Closure(
                List.of(
                        gate("G1", GateKind.HAZMAT, VehicleClass.HAZMAT, VehicleClass.WASTE, VehicleClass.RESCUE),
                        gate("G2", GateKind.GENERAL, VehicleClass.CAR, VehicleClass.TRUCK, VehicleClass.RESCUE),
                        gate("G3", GateKind.GENERAL),
                        gate("R1", GateKind.CHECKPOINT, VehicleClass.HAZMAT)),
                rules);
    }

    private static Closure.Gate gate(String id, GateKind kind, VehicleClass... allows) {
        return new Closure.Gate(id, Text.of(id), kind, null, List.of(allows), List.of());
    }

    static GateLists.Reservation reserved(String plate, long fromMs) {
        return new GateLists.Reservation(plate, "E1", fromMs, GateLists.OPEN_END, null);
    }

    static GateLists.Vehicle registered(String plate, VehicleClass vehicleClass) {
        return new GateLists.Vehicle(plate, vehicleClass, "E2", null);
    }

    static GateLists.Vehicle banned(String plate) {
        return new GateLists.Vehicle(plate, VehicleClass.UNKNOWN, null, "parked on the road");
    }

    static GateLists lists(GateLists.Vehicle... vehicles) {
        return new GateLists(List.of(vehicles), List.of());
    }

    static GateLists lists(GateLists.Reservation... reservations) {
        return new GateLists(List.of(), List.of(reservations));
    }

    /** Nothing but windows: each test switches on what it is about. */
    static GateRules off() {
        return new GateRules(30 * SECOND, 90, null, null, null, null, null);
    }

    static GateRules wrongGate() {
        return new GateRules(30 * SECOND, 90, new GateRules.Judged(Priority.HIGH), null, null, null, null);
    }

    final Recorder out = new Recorder();
    Gates gates;

    Rig() {
        this(GateRules.defaults());
    }

    Rig(GateRules rules) {
        gates = new Gates(park(rules), plate -> "s-" + plate, out);
    }

    Rig hears(Pass... passes) {
        for (Pass pass : passes) {
            gates.passage(pass.input());
        }
        return this;
    }

    Rig lists(GateLists lists, long nowMs) {
        gates.lists(lists, nowMs);
        return this;
    }

    Rig tick(long nowMs) {
        gates.tick(nowMs);
        return this;
    }

    Rig changeTo(GateRules rules) {
        Gates next = new Gates(park(rules), plate -> "s-" + plate, out);
        next.adopt(gates);
        gates = next;
        return this;
    }

    /** What was raised and cleared, without the passages. */
    List<String> alarms() {
        return out.said.stream()
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .toList();
    }

    List<Verdict> verdicts() {
        return out.passages.stream().map(JudgedPassage::verdict).toList();
    }

    List<String> inside() {
        return gates.inside().stream()
                .map(each -> each.plate() + " since " + each.sinceMs())
                .toList();
    }
}
