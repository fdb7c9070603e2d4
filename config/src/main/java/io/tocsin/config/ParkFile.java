package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.Site.Enterprise;
import io.tocsin.config.Site.Gateway;
import io.tocsin.config.Site.Park;
import io.tocsin.config.Site.Tank;
import io.tocsin.config.YamlNode.Sequence;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code park.yaml}: the park, its enterprises, gateways and tanks. */
final class ParkFile {
    static final String NAME = "park.yaml";
    static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    private static final Parser<ZoneId> ZONE = ParkFile::zone;

    private final Reading reading;
    private final Owners owners;
    private Park park = unnamed();

    private ParkFile(Reading reading, Owners owners) {
        this.reading = reading;
        this.owners = owners;
    }

    /** What the file says: the park, and into the owners all that tags may refer to. */
    static Park read(YamlNode root, Reading reading, Owners owners) {
        ParkFile file = new ParkFile(reading, owners);
        Fields fields = Fields.of(root, Shape.PARK_FILE, Path.ROOT, reading);
        if (fields != null) {
            file.all(fields);
        }
        return file.park;
    }

    static Park unnamed() {
        return new Park(Site.UNNAMED, Text.of(Site.UNNAMED), DEFAULT_ZONE);
    }

    private void all(Fields fields) {
        fields.read("park", this::park);
        each(fields, "enterprises", Shape.ENTERPRISE, this::enterprise);
        each(fields, "gateways", Shape.GATEWAY, this::gateway);
        each(fields, "tanks", Shape.TANK, this::tank);
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

    /** Reads a list of things that have an id. */
    private void each(Fields fields, String name, Shape shape, Consumer<Fields> reader) {
        fields.read(name, (node, path, at) -> {
            if (!(node instanceof Sequence list)) {
                Values.refuse(node, Wording.LIST, path, at);
                return null;
            }
            for (int i = 0; i < list.items().size(); i++) {
                Fields item = Fields.of(list.items().get(i), shape, path.item(i), at);
                if (item != null) {
                    reader.accept(item);
                }
            }
            return list;
        });
    }

    private void enterprise(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
        if (id != null && owners.parks().containsKey(id)) {
            Text wanted = Wording.text("不同于园区的标识", "an id other than the park's");
            reading.problems().error(fields.place("id"), Wording.expected(wanted, Text.of(Wording.quoted(id))));
        } else if (id != null) {
            add(fields, owners.enterprises(), id, new Enterprise(id, name));
        }
    }

    private void gateway(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        boolean said = fields.has("enterprise");
        String enterprise = owners.reference(fields, "enterprise");
        if (!said) {
            fields.required("enterprise", Values.TEXT);
        }
        if (id != null) {
            add(fields, owners.gateways(), id, new Gateway(id, enterprise == null ? "" : enterprise));
        }
    }

    private void tank(Fields fields) {
        String id = fields.required("id", Values.BEFORE_COLON);
        Text name = fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
        String enterprise = owners.reference(fields, "enterprise");
        String medium = fields.read("medium", Values.line(128));
        TankShape shape = fields.required("geometry", Geometry::read);
        Double maxFill = fields.required("maxFill", Values.POSITIVE);
        if (id != null) {
            TankShape known = shape == null ? new TankShape.Sphere(1) : shape;
            Tank tank = new Tank(id, name, enterprise, medium, known, maxFill == null ? 1 : maxFill);
            add(fields, owners.tanks(), id, tank);
        }
    }

    private <T> void add(Fields fields, Map<String, T> known, String id, T value) {
        if (known.putIfAbsent(id, value) != null) {
            Text wanted = Wording.text("只用一次的标识", "an id that is used once");
            Text was = Wording.text("第二个 ", "a second ").with(Wording.quoted(id));
            reading.problems().error(fields.place("id"), Wording.expected(wanted, was));
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
