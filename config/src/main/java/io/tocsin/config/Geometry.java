package io.tocsin.config;

import io.tocsin.config.Place.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the geometry of a tank: its shape and the inner lengths that this shape has. */
final class Geometry {
    private static final List<String> SHAPES = List.of("vertical", "horizontal", "sphere");
    private static final List<String> LENGTHS = List.of("diameter", "height", "length");

    private Geometry() {}

    static @Nullable TankShape read(YamlNode node, Path path, Reading reading) {
        Fields fields = Fields.of(node, Shape.GEOMETRY, path, reading);
        if (fields == null) {
            return null;
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
