package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of one mapping, each read once by name. Names that its shape does not know are problems at once. */
final class Fields {
    private final Mapping mapping;
    private final Shape shape;
    private final Path path;
    private final Reading reading;

    private Fields(Mapping mapping, Shape shape, Path path, Reading reading) {
        this.mapping = mapping;
        this.shape = shape;
        this.path = path;
        this.reading = reading;
    }

    /** Null, with a problem, where the node is no mapping. */
    static @Nullable Fields of(YamlNode node, Shape shape, Path path, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            Text message = Wording.expected(Wording.MAPPING, Wording.described(node, false));
            reading.problems().error(reading.place(node, path), message);
            return null;
        }
        Fields fields = new Fields(mapping, shape, path, reading);
        mapping.entries().forEach(fields::checkName);
        return fields;
    }

    private void checkName(String name, Entry entry) {
        if (shape.names().contains(name)) {
            return;
        }
        Place place = new Place(reading.file(), entry.line(), entry.column(), path.field(name));
        if (shape.notYet().contains(name)) {
            String zh = "暂无 `" + name + "`：本版本尚不支持";
            String en = "no `" + name + "` yet: this version does not act on it";
            reading.problems().error(place, Wording.expected(zh, en, "`" + name + "`"));
        } else {
            Text message = Wording.expected(Wording.oneOf(shape.names()), Text.of(Wording.quoted(name)));
            reading.problems().error(place, message, Names.nearest(name, shape.names()));
        }
    }

    /** Turns a node into a value; null, with a problem, where it is none. */
    interface Parser<T> {
        @Nullable
        T parse(YamlNode node, Path path, Reading reading);
    }

    boolean has(String name) {
        return mapping.entries().containsKey(name);
    }

    /** Null where the field is absent, or wrong and told so. */
    <T> @Nullable T read(String name, Parser<T> parser) {
        if (!shape.names().contains(name)) {
            throw new IllegalStateException("expected a name of " + shape.id() + ", was " + name);
        }
        Entry entry = mapping.entries().get(name);
        Path inside = path.field(name);
        if (entry == null || reading.variables().isUnknown(entry.value(), reading.decides(inside))) {
            return null;
        }
        return parser.parse(entry.value(), inside, reading);
    }

    <T> T read(String name, Parser<T> parser, T otherwise) {
        T value = read(name, parser);
        return value == null ? otherwise : value;
    }

    /** Like {@link #read(String, Parser)}, and an absent field is a problem. */
    <T> @Nullable T required(String name, Parser<T> parser) {
        if (!has(name)) {
            Text wanted = Wording.text("字段 `" + name + "`", "the field `" + name + "`");
            reading.problems().error(place(), Wording.expected(wanted, Wording.NOTHING));
        }
        return read(name, parser);
    }

    /** Reads each mapping of a list; nothing where the field is absent. */
    void each(String name, Shape each, Consumer<Fields> reader) {
        read(name, (node, inside, at) -> {
            if (!(node instanceof Sequence list)) {
                Values.refuse(node, Wording.LIST, inside, at);
                return null;
            }
            for (int i = 0; i < list.items().size(); i++) {
                Fields item = Fields.of(list.items().get(i), each, inside.item(i), at);
                if (item != null) {
                    reader.accept(item);
                }
            }
            return list;
        });
    }

    /** Puts what these fields describe under its id, of which there may be one only. */
    <T> void addTo(Map<String, T> known, String id, T value) {
        addTo(known, "id", id, value);
    }

    /** @param field that says which one it is */
    <T> void addTo(Map<String, T> known, String field, String id, T value) {
        if (known.putIfAbsent(id, value) != null) {
            Text wanted = Wording.text("只用一次的标识", "an id that is used once");
            Text was = Wording.text("第二个 ", "a second ").with(Wording.quoted(id));
            reading.problems().error(place(field), Wording.expected(wanted, was));
        }
    }

    Place place() {
        return reading.place(mapping, path);
    }

    /** Where a field's value stands, or the whole mapping where it is absent. */
    Place place(String name) {
        Entry entry = mapping.entries().get(name);
        return entry == null ? place() : reading.place(entry.value(), path.field(name));
    }

    boolean isScalar(String name) {
        Entry entry = mapping.entries().get(name);
        return entry != null && entry.value() instanceof Scalar;
    }

    Map<String, Entry> entries() {
        return mapping.entries();
    }

    Path path() {
        return path;
    }

    Reading reading() {
        return reading;
    }
}
