package io.tocsin.config;

import io.tocsin.config.Closure.Direction;
import io.tocsin.config.Closure.Gate;
import io.tocsin.config.Closure.GateKind;
import io.tocsin.config.Closure.Lane;
import io.tocsin.config.Fields.Parser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the gates of a park, and warns of those that nobody can pass or that contradict their kind. */
final class GatesReader {
    /** The classes that a gate may let in. */
    static final Parser<List<VehicleClass>> CLASSES = Values.checked(
            Values.list(Values.word(VehicleClass.class, VehicleClass::name)),
            classes -> !classes.isEmpty(),
            Wording.text("至少一个车辆类别", "a list of at least one vehicle class"));

    private static final Parser<GateKind> KIND = Values.word(GateKind.class, GateKind::name);
    private static final Parser<Direction> DIRECTION = Values.word(Direction.class, Direction::name);
    private static final Set<VehicleClass> DANGEROUS = Set.of(VehicleClass.HAZMAT, VehicleClass.WASTE);

    private final Owners owners;
    private final GroundReader ground;
    private final Map<String, Gate> gates = new LinkedHashMap<>();

    GatesReader(Owners owners, GroundReader ground) {
        this.owners = owners;
        this.ground = ground;
    }

    List<Gate> gates() {
        return List.copyOf(gates.values());
    }

    void gate(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = GroundReader.name(fields, id);
        GateKind kind = fields.required("kind", KIND);
        String zone = owners.reference(fields, "zone");
        List<VehicleClass> said = fields.read("allows", CLASSES);
        List<VehicleClass> allows = said == null ? List.of() : said;
        List<Lane> lanes = new ArrayList<>();
        fields.each("cameras", Shape.LANE, lane -> lane(lane, lanes));
        if (lanes.isEmpty()) {
            Text wanted = Wording.text("至少一个摄像机（否则看不到任何车辆）", "at least one camera (else it sees nobody)");
            warn(fields, "cameras", wanted, Wording.NOTHING);
        }
        if (kind != null && (said != null || !fields.has("allows"))) {
            checkKind(fields, kind, allows);
        }
        if (id != null) {
            fields.addTo(gates, id, new Gate(id, name, kind == null ? GateKind.GENERAL : kind, zone, allows, lanes));
        }
    }

    private void lane(Fields fields, List<Lane> lanes) {
        String camera = ground.cameraId(fields);
        Direction direction = fields.required("direction", DIRECTION);
        lanes.add(new Lane(camera == null ? "" : camera, direction == null ? Direction.IN : direction));
    }

    private static void checkKind(Fields fields, GateKind kind, List<VehicleClass> allows) {
        boolean dangerous = allows.isEmpty() || allows.stream().anyMatch(DANGEROUS::contains);
        if (kind == GateKind.HAZMAT && !dangerous) {
            Text wanted = Wording.text("HAZMAT 卡口允许 HAZMAT 或 WASTE", "HAZMAT or WASTE at a gate of kind HAZMAT");
            warn(fields, "allows", wanted, allowed(allows));
        }
        if (kind == GateKind.GENERAL && dangerous) {
            Text wanted =
                    Wording.text("GENERAL 卡口不允许 HAZMAT 和 WASTE", "neither HAZMAT nor WASTE at a gate of kind GENERAL");
            warn(fields, "allows", wanted, allowed(allows));
        }
    }

    private static Text allowed(List<VehicleClass> allows) {
        String names = allows.stream().map(VehicleClass::name).collect(Collectors.joining(" "));
        return allows.isEmpty() ? Wording.text("所有类别", "every class") : Text.of(names);
    }

    private static void warn(Fields fields, String name, Text wanted, Text was) {
        fields.reading().problems().warning(fields.place(name), Wording.expected(wanted, was));
    }
}
