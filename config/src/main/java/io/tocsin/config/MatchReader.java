package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which alarms a rule is about: {@code all}, or lists of which each must hold what the alarm has. */
final class MatchReader {
    private static final Text WANTED = Wording.text("`all` 或一组“名称: 列表”", "`all` or a mapping of lists");
    private static final List<String> CATEGORIES = List.of("PROCESS", "ACCESS", "SYSTEM");
    private static final Parser<String> NAME = Values.line(128);

    private final Owners owners;

    MatchReader(Owners owners) {
        this.owners = owners;
    }

    @Nullable
    AlarmMatch read(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof YamlNode.Mapping)) {
            boolean all = Values.isWord(node, "all", path, reading);
            if (!all) {
                Values.refuse(node, WANTED, path, reading);
            }
            return all ? AlarmMatch.ANY : null;
        }
        Fields fields = Fields.of(node, Shape.MATCH, path, reading);
        if (fields == null) {
            return null;
        }
        if (fields.entries().isEmpty()) {
            Values.refuse(node, Wording.text("至少一个条件，或 `all`", "at least one list, or `all`"), path, reading);
            return null;
        }
        return new AlarmMatch(
                strings(fields, "tags", NAME),
                strings(fields, "tanks", owners.known("tank")),
                strings(fields, "areas", NAME),
                strings(fields, "enterprises", owners.known("enterprise")),
                strings(fields, "metrics", NAME),
                strings(fields, "conditions", MatchReader::condition),
                strings(fields, "categories", Values.word(CATEGORIES)),
                fields.read("priorities", some(Values.word(Priority.class, Priority::name)), List.of()));
    }

    private static List<String> strings(Fields fields, String name, Parser<String> each) {
        return fields.read(name, some(each), List.of());
    }

    /** One word is a list of one; an empty list would match nothing. */
    private static <T> Parser<List<T>> some(Parser<T> each) {
        return (node, path, reading) -> {
            if (node instanceof YamlNode.Scalar) {
                T one = each.parse(node, path, reading);
                return one == null ? null : List.of(one);
            }
            List<T> all = Values.list(each).parse(node, path, reading);
            if (all != null
                    && all.isEmpty()
                    && ((YamlNode.Sequence) node).items().isEmpty()) {
                Values.refuse(node, Wording.text("至少一项的列表", "a list of at least one"), path, reading);
                return null;
            }
            return all;
        };
    }

    /** Conditions of tags are known; what is wrong with gateways and the platform has names of its own. */
    private static @Nullable String condition(YamlNode node, Path path, Reading reading) {
        String name = NAME.parse(node, path, reading);
        List<String> known = Stream.of(Condition.values()).map(Condition::name).toList();
        if (name == null || known.contains(name)) {
            return name;
        }
        String nearest = Names.nearest(name, known);
        if (nearest != null || !name.matches("[A-Z][A-Z0-9_]*")) {
            Text wanted = Wording.text("报警条件，如 HH", "a condition such as HH");
            reading.problems()
                    .error(reading.place(node, path), Wording.expected(wanted, Text.of(Wording.quoted(name))), nearest);
            return null;
        }
        return name;
    }
}
