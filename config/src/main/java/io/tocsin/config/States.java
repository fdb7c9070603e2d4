package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names of discrete values, and alarm values that use them. */
record States(SortedMap<Double, String> names) {
    /** {@code {0: NORMAL, 1: TRIPPED}}. */
    static @Nullable SortedMap<Double, String> read(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            Values.refuse(node, Wording.MAPPING, path, reading);
            return null;
        }
        SortedMap<Double, String> names = new TreeMap<>();
        mapping.entries().forEach((key, entry) -> add(names, key, entry, path, reading));
        return names;
    }

    private static void add(Map<Double, String> names, String key, Entry entry, Path path, Reading reading) {
        Path inside = path.field(key);
        Double value = Values.decimal(key);
        String name = Values.line(64).parse(entry.value(), inside, reading);
        Place place = new Place(reading.file(), entry.line(), entry.column(), inside);
        if (value == null || !Double.isFinite(value)) {
            reading.problems().error(place, Wording.expected("作为名称的数值", "a number as the name", Wording.quoted(key)));
        } else if (name != null && names.putIfAbsent(value, name) != null) {
            reading.problems().error(place, Wording.expected("每个数值只出现一次", "each number once", Wording.quoted(key)));
        }
    }

    /** A list of numbers and of names that {@code states} gives to numbers. */
    @Nullable
    List<Double> alarmValues(YamlNode node, Path path, Reading reading) {
        Text wanted = Wording.text("至少一个数值或状态名的列表", "a list of at least one number or state");
        if (!(node instanceof Sequence list) || list.items().isEmpty()) {
            Values.refuse(node, wanted, path, reading);
            return null;
        }
        SortedSet<Double> values = new TreeSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            values.addAll(alarmValue(list.items().get(i), path.item(i), reading));
        }
        return List.copyOf(values);
    }

    private List<Double> alarmValue(YamlNode node, Path path, Reading reading) {
        Scalar scalar = Values.scalar(node, Wording.text("数值或状态名", "a number or a state"), path, reading);
        if (scalar == null) {
            return List.of();
        }
        if (scalar.kind() == Kind.NUMBER) {
            Double value = Values.NUMBER.parse(scalar, path, reading);
            return value == null ? List.of() : List.of(value);
        }
        return named(scalar, path, reading);
    }

    private List<Double> named(Scalar scalar, Path path, Reading reading) {
        List<Double> values = new ArrayList<>();
        names.forEach((value, name) -> {
            if (name.equals(scalar.text())) {
                values.add(value);
            }
        });
        Double number = scalar.kind() == Kind.ANY ? Values.decimal(scalar.text()) : null;
        if (values.isEmpty() && number != null && Double.isFinite(number)) {
            return List.of(number);
        }
        if (values.isEmpty()) {
            Text wanted = Wording.text("数值或 states 中的名称", "a number or a name of `states`");
            Text message = Wording.expected(wanted, Wording.described(scalar, false));
            String nearest = Names.nearest(scalar.text(), names.values());
            reading.problems().error(reading.place(scalar, path), message, nearest);
        }
        return values;
    }
}
