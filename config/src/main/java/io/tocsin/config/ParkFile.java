package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.Site.Enterprise;
import io.tocsin.config.Site.Gateway;
import io.tocsin.config.Site.Park;
import io.tocsin.config.Site.Tank;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code park.yaml}: the park, its enterprises, gateways and tanks; its ground and gates by readers of their own. */
final class ParkFile {
    static final String NAME = "park.yaml";
    static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    private static final Parser<ZoneId> ZONE = ParkFile::zone;

    private final Reading reading;
    private final Owners owners;
    private final GroundReader ground;
    private final GatesReader gates;
    private final AnnunciationReader annunciation;
    private final Rate rate;
    private final Set<String> uncounted = new LinkedHashSet<>();
    private Park park = unnamed();

    private ParkFile(Reading reading, Owners owners, Rate rate) {
        this.annunciation = new AnnunciationReader(owners);
        this.rate = rate;
        this.reading = reading;
        this.owners = owners;
        this.ground = new GroundReader(owners);
        this.gates = new GatesReader(owners, ground);
    }

    /**
     * What the file says, and into the owners all that tags may refer to.
     *
     * @param rate of a gateway that has none of its own
     */
    static ParkFile read(YamlNode root, Reading reading, Owners owners, Rate rate) {
        ParkFile file = new ParkFile(reading, owners, rate);
        Fields fields = Fields.of(root, Shape.PARK_FILE, Path.ROOT, reading);
        if (fields != null) {
            file.all(fields);
        }
        return file;
    }

    /** What holds without the file. */
    static ParkFile none(Reading reading, Owners owners) {
        return new ParkFile(reading, owners, Rate.defaults());
    }

    private static Park unnamed() {
        return new Park(Site.UNNAMED, Text.of(Site.UNNAMED), DEFAULT_ZONE);
    }

    Park park() {
        return park;
    }

    AnnunciationReader annunciation() {
        return annunciation;
    }

    GroundReader ground() {
        return ground;
    }

    List<Closure.Gate> gates() {
        return gates.gates();
    }

    /** Parts in the order of who may refer to whom, whatever their order in the file. */
    private void all(Fields fields) {
        fields.read("park", this::park);
        fields.each("enterprises", Shape.ENTERPRISE, this::enterprise);
        fields.each("gateways", Shape.GATEWAY, this::gateway);
        fields.each("zones", Shape.ZONE, ground::zone);
        fields.each("hazards", Shape.HAZARD, ground::hazard);
        fields.each("tanks", Shape.TANK, this::tank);
        fields.each("gates", Shape.GATE, gates::gate);
        fields.each("cameras", Shape.CAMERA, ground::camera);
        fields.each("outlets", Shape.OUTLET, ground::outlet);
        fields.each("spots", Shape.SPOT, ground::spot);
        annunciation.park(fields);
    }

    private @Nullable Park park(YamlNode node, Path path, Reading at) {
        Fields fields = Fields.of(node, Shape.PARK, path, at);
        if (fields != null) {
            String id = fields.read("id", Values.TOPIC_LEVEL, Site.UNNAMED);
            park = new Park(
                    id, fields.read("name", Values.LABEL, Text.of(id)), fields.read("zone", ZONE, DEFAULT_ZONE));
            if (!id.equals(Site.UNNAMED)) {
                owners.parks().put(id, park);
            }
        }
        return park;
    }

    private void enterprise(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
        if (id != null && owners.parks().containsKey(id)) {
            Text wanted = Wording.text("不同于园区的标识", "an id other than the park's");
            reading.problems().error(fields.place("id"), Wording.expected(wanted, Text.of(Wording.quoted(id))));
        } else if (id != null) {
            fields.addTo(owners.enterprises(), id, new Enterprise(id, name));
        }
    }

    private void gateway(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        String enterprise = fields.required("enterprise", owners.known("enterprise"));
        if (id != null) {
            fields.addTo(
                    owners.gateways(),
                    id,
                    new Gateway(
                            id,
                            enterprise == null ? "" : enterprise,
                            RateReader.read(fields, rate),
                            fields.read("timeout", Values.POSITIVE_DURATION_MS, Gateway.TIMEOUT_MS),
                            fields.read("clockSkew", Values.DURATION_MS, Gateway.SKEW_MS)));
        }
    }

    private void tank(Fields fields) {
        String id = fields.required("id", Values.BEFORE_COLON);
        Text name = fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
        String said = owners.reference(fields, "enterprise");
        String medium = fields.read("medium", Values.line(128));
        TankShape shape = fields.required("geometry", Geometry::read);
        Double maxFill = fields.required("maxFill", Values.POSITIVE);
        String hazard = owners.reference(fields, "hazard");
        double designTonnes = fields.read("q", Values.POSITIVE, Double.NaN);
        String enterprise = owners.enterpriseOfTank(fields, said, hazard);
        if (id != null) {
            TankShape known = shape == null ? new TankShape.Sphere(1) : shape;
            double rate = maxFill == null ? 1 : maxFill;
            fields.addTo(owners.tanks(), id, new Tank(id, name, enterprise, medium, known, rate, designTonnes, hazard));
        }
        if (!Double.isNaN(designTonnes)) {
            counted(fields, medium);
        }
    }

    /** A quantity that counts for nothing is worth a warning: once for each medium that has no place in the table. */
    private void counted(Fields fields, @Nullable String medium) {
        if (!fields.has("hazard")) {
            Text wanted = Wording.text("有 q 的储罐属于一个重大危险源（`hazard`）", "a hazard for a tank with q");
            reading.problems().warning(fields.place("q"), Wording.expected(wanted, Wording.NOTHING));
        }
        if (!MajorHazard.knows(medium) && uncounted.add(medium == null ? "" : medium)) {
            Text wanted = Wording.text(
                    "有临界量的介质（否则 q 不计入重大危险源）", "a medium whose threshold is known (else q counts for no hazard)");
            Text was = medium == null ? Wording.NOTHING : Text.of(Wording.quoted(medium));
            String nearest = medium == null ? null : Names.nearest(medium, MajorHazard.media());
            reading.problems().warning(fields.place("medium"), Wording.expected(wanted, was), nearest);
        }
    }

    private static @Nullable ZoneId zone(YamlNode node, Path path, Reading reading) {
        String name = Values.TEXT.parse(node, path, reading);
        if (name == null) {
            return null;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            List<String> known = ZoneId.getAvailableZoneIds().stream().sorted().toList();
            Text message =
                    Wording.expected("时区，如 Asia/Shanghai", "a time zone such as Asia/Shanghai", Wording.quoted(name));
            reading.problems().error(reading.place(node, path), message, Names.nearest(name, known));
            return null;
        }
    }
}
