package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.TankShape.Point;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the geometry of a tank: its shape and the inner lengths that this shape has, or its strapping table. */
final class Geometry {
    private static final List<String> SHAPES = List.of("vertical", "horizontal", "sphere");
    private static final Text TABLE = Wording.text("液位逐点上升、容积不下降的表", "levels that rise and volumes that do not fall");
    private static final List<String> LENGTHS = List.of("diameter", "height", "length");

    private Geometry() {}

    static @Nullable TankShape read(YamlNode node, Path path, Reading reading) {
        Fields fields = Fields.of(node, Shape.GEOMETRY, path, reading);
        if (fields == null) {
            return null;
        }
        if (fields.has("strapping")) {
            return strapping(fields);
        }
        String shape = fields.required("shape", Values.word(SHAPES));
        return switch (shape == null ? "" : shape) {
            case "vertical" -> {
                double[] m = metres(fields, shape, List.of("diameter", "height"));
                yield new TankShape.Vertical(m[0], m[1]);
            }
            case "horizontal" -> {
                double[] m = metres(fields, shape, List.of("diameter", "length"));
                yield new TankShape.Horizontal(m[0], m[1]);
            }
            case "sphere" -> new TankShape.Sphere(metres(fields, shape, List.of("diameter"))[0]);
            default -> null;
        };
    }

    private static @Nullable TankShape strapping(Fields fields) {
        for (String name : fields.entries().keySet()) {
            if (!name.equals("strapping") && Shape.GEOMETRY.names().contains(name)) {
                Text message = Wording.expected(
                        Wording.text("有 strapping 时没有其他字段", "nothing beside strapping"), Text.of(name));
                fields.reading().problems().error(fields.place(name), message);
            }
        }
        return fields.read("strapping", Geometry::table);
    }

    private static @Nullable TankShape table(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Sequence list) || list.items().size() < 2) {
            Values.refuse(node, Wording.text("至少两个 [液位, 容积]", "at least two of [level, volume]"), path, reading);
            return null;
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Point point = point(list.items().get(i), path.item(i), reading);
            if (point == null) {
                return null;
            }
            Point last = points.isEmpty() ? null : points.get(i - 1);
            if (last != null && (point.levelM() <= last.levelM() || point.volumeM3() < last.volumeM3())) {
                Text was = Wording.text(shown(last) + " 之后的 ", shown(last) + " before ")
                        .with(shown(point));
                Place place = reading.place(list.items().get(i), path.item(i));
                reading.problems().error(place, Wording.expected(TABLE, was));
                return null;
            }
            points.add(point);
        }
        return new TankShape.Strapping(points);
    }

    private static String shown(Point point) {
        return "[" + Wording.number(point.levelM()) + ", " + Wording.number(point.volumeM3()) + "]";
    }

    private static @Nullable Point point(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Sequence pair) || pair.items().size() != 2) {
            Values.refuse(node, Wording.text("[液位, 容积]", "[level, volume]"), path, reading);
            return null;
        }
        Double level = Values.NOT_NEGATIVE.parse(pair.items().get(0), path.item(0), reading);
        Double volume = Values.NOT_NEGATIVE.parse(pair.items().get(1), path.item(1), reading);
        return level == null || volume == null ? null : new Point(level, volume);
    }

    private static double[] metres(Fields fields, @Nullable String shape, List<String> wanted) {
        for (String name : LENGTHS) {
            if (fields.has(name) && !wanted.contains(name)) {
                Text message = Wording.expected(
                        Wording.text(shape + " 只有 " + wanted, "only " + wanted + " for " + shape), Text.of(name));
                fields.reading().problems().error(fields.place(name), message);
            }
        }
        double[] metres = new double[wanted.size()];
        for (int i = 0; i < metres.length; i++) {
            Double value = fields.required(wanted.get(i), Values.POSITIVE);
            metres[i] = value == null ? 1 : value;
        }
        return metres;
    }
}
