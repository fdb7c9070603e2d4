package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the composite rules of rules.yaml, in two steps: their ids before the tags, which may wait for them, and what they
 * say after the tags, which they look at.
 */
final class RuleReader {
    private static final int CHAIN_MAX = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern CONDITION = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "in", "isBad", "abs", "min", "max");
    private static final Parser<String> ID = Values.id("/+#:");
    private static final Parser<String> LINE = Values.line(128);
    private static final Parser<Priority> PRIORITY = Values.word(Priority.class, Priority::name);
    /** What only a rule that rings may say. */
    private static final List<String> OF_ALARMS =
            List.of("condition", "message", "class", "response", "when", "enterprise", "tank", "area");

    private final Owners owners;
    private final List<Written> written = new ArrayList<>();

    private record Written(String id, RuleKind kind, Fields fields) {}

    RuleReader(Owners owners) {
        this.owners = owners;
    }

    // ---- before the tags --------------------------------------------------------------------------------------------

    /** Notes which rules there are. */
    void begin(Fields file) {
        file.read("rules", (node, path, reading) -> {
            if (!(node instanceof Sequence list)) {
                Values.refuse(node, Wording.LIST, path, reading);
                return null;
            }
            for (int i = 0; i < list.items().size(); i++) {
                note(list.items().get(i), path.item(i), reading);
            }
            return list;
        });
    }

    private void note(YamlNode node, Path path, Reading reading) {
        RuleKind kind = kind(node, path, reading);
        Fields fields = kind == null ? null : Fields.of(node, kind.shape(), path, reading);
        String id = fields == null ? null : fields.required("id", ID);
        if (fields != null && id != null && kind != null) {
            fields.addTo(owners.rules(), id, fields.place());
            written.add(new Written(id, kind, fields));
        }
    }

    /** An expression, or what {@code kind} says. */
    private static @Nullable RuleKind kind(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            Values.refuse(node, Wording.MAPPING, path, reading);
            return null;
        }
        Entry kind = mapping.entries().get("kind");
        if (kind == null || mapping.entries().containsKey("expr")) {
            boolean neither = kind == null && !mapping.entries().containsKey("expr");
            if (neither || kind != null) {
                Text wanted = Wording.text("`expr` 或 `kind` 之一", "one of expr and kind");
                Text was = neither ? Wording.NOTHING : Wording.text("两者", "both");
                reading.problems().error(reading.place(node, path), Wording.expected(wanted, was));
                return null;
            }
            return RuleKind.EXPR;
        }
        String word = Values.word(RuleKind.words()).parse(kind.value(), path.field("kind"), reading);
        return word == null ? null : RuleKind.of(word);
    }

    // ---- after the tags ---------------------------------------------------------------------------------------------

    /** The rules as far as they could be read. */
    List<Rule> read(List<Tag> tags) {
        Map<String, Tag> byId = new LinkedHashMap<>();
        tags.forEach(tag -> byId.put(tag.id(), tag));
        Map<String, String> names = names();
        List<Rule> rules = new ArrayList<>();
        Map<String, Set<String>> named = new LinkedHashMap<>();
        for (Written each : written) {
            SortedMap<String, Tag> inputs = inputs(each, byId);
            ExpressionNames own = new ExpressionNames(inputs == null ? new TreeMap<>() : inputs, names);
            Rule rule = rule(each, inputs, own);
            named.put(each.id(), own.usedRules());
            if (rule != null) {
                rules.add(rule);
            }
        }
        chains(named);
        return rules;
    }

    /** Every field is looked at, whatever the others say. */
    private @Nullable Rule rule(Written each, @Nullable SortedMap<String, Tag> known, ExpressionNames names) {
        SortedMap<String, Tag> inputs = known == null ? new TreeMap<>() : known;
        names.shared().forEach(name -> clash(each, name));
        Logic logic = known == null ? null : new LogicReader(each.fields(), inputs, names, owners).read(each.kind());
        Rule.Alarm alarm = alarm(each, inputs, logic);
        long onDelayMs = each.fields().read("onDelay", Values.DURATION_MS, 0L);
        long offDelayMs = each.fields().read("offDelay", Values.DURATION_MS, 0L);
        if (logic == null) {
            return null;
        }
        unused(each, names);
        return new Rule(each.id(), ids(inputs), logic, onDelayMs, offDelayMs, alarm);
    }

    private static SortedMap<String, String> ids(SortedMap<String, Tag> inputs) {
        SortedMap<String, String> ids = new TreeMap<>();
        inputs.forEach((name, tag) -> ids.put(name, tag.id()));
        return ids;
    }

    /** Ids by the names that expressions give them: two that expressions cannot tell apart are a problem. */
    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Written each : written) {
            String name = Rule.name(each.id());
            String other = names.putIfAbsent(name, each.id());
            if (other != null && !other.equals(each.id())) {
                Text wanted =
                        new Text("表达式能区分的标识（" + name + "）", "an id that expressions can tell apart (" + name + ")");
                error(each.fields().place("id"), each, wanted, Wording.quoted(other));
            }
        }
        return names;
    }

    private static void error(Place place, Written rule, Text wanted, String was) {
        rule.fields().reading().problems().error(place, Wording.expected(wanted, Text.of(was)));
    }

    private static void clash(Written rule, String name) {
        Text wanted = Wording.text("与规则名不同的输入名", "the name of an input that no rule has");
        error(rule.fields().place("inputs"), rule, wanted, Wording.quoted(name));
    }

    /** What only expressions look at may be left out: they may name other rules alone. Null where one cannot be read. */
    private static @Nullable SortedMap<String, Tag> inputs(Written rule, Map<String, Tag> tags) {
        Parser<SortedMap<String, Tag>> parser = (node, path, reading) -> inputs(node, path, reading, tags);
        Fields fields = rule.fields();
        return switch (rule.kind()) {
            case EXPR, DISCREPANCY, COUNT, VOTE ->
                fields.has("inputs") ? fields.read("inputs", parser) : new TreeMap<>();
            case MOVING, TIME_TO_LIMIT, MISMATCH, MOVEMENT, UPWIND -> fields.required("inputs", parser);
        };
    }

    private static @Nullable SortedMap<String, Tag> inputs(
            YamlNode node, Path path, Reading reading, Map<String, Tag> tags) {
        SortedMap<String, Tag> inputs = new TreeMap<>();
        if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            Values.refuse(node, Wording.text("“输入名: 位号”", "tags by name, {name: tag}"), path, reading);
            return null;
        }
        mapping.entries().forEach((name, entry) -> {
            Tag tag = tag(entry.value(), path.field(name), reading, tags);
            if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
                Place place = new Place(reading.file(), entry.line(), entry.column(), path.field(name));
                Text wanted = RESERVED.contains(name)
                        ? Wording.text("表达式语言未占用的名称", "a name that expressions do not use themselves")
                        : Wording.text("字母、数字、下划线组成的名称", "a name of letters, digits and _");
                reading.problems().error(place, Wording.expected(wanted, Text.of(Wording.quoted(name))));
            } else if (tag != null) {
                inputs.put(name, tag);
            }
        });
        return inputs.size() == mapping.entries().size() ? inputs : null;
    }

    private static @Nullable Tag tag(YamlNode node, Path path, Reading reading, Map<String, Tag> tags) {
        Scalar scalar = Values.scalar(node, Wording.text("位号", "a tag"), path, reading);
        if (scalar == null) {
            return null;
        }
        Tag tag = tags.get(scalar.text());
        if (tag == null) {
            Text wanted = Wording.text("站点中的位号", "a tag of the site");
            Text message = Wording.expected(wanted, Text.of(Wording.quoted(scalar.text())));
            reading.problems().error(reading.place(node, path), message, Names.nearest(scalar.text(), tags.keySet()));
        }
        return tag;
    }

    /** What has no effect is told. */
    private static void unused(Written rule, ExpressionNames names) {
        for (String input : names.inputs()) {
            if (!names.usedInputs().contains(input)) {
                Text wanted = Wording.text("规则用到的输入", "inputs that the rule looks at");
                Text message = Wording.expected(wanted, Text.of(Wording.quoted(input)));
                rule.fields().reading().problems().warning(rule.fields().place("inputs"), message);
            }
        }
    }

    // ---- what rests on what -----------------------------------------------------------------------------------------

    /** Rules that rest on each other in a ring, or on too many others in a row. */
    private void chains(Map<String, Set<String>> named) {
        Map<String, Integer> rows = rows(named);
        for (Written rule : written) {
            Integer row = rows.get(rule.id());
            if (row == null) {
                List<String> ring = ring(rule.id(), named, rows.keySet());
                if (!ring.isEmpty()) {
                    Text wanted = Wording.text("不成环的规则", "rules that do not rest on themselves");
                    error(rule.fields().place(), rule, wanted, String.join(" -> ", ring));
                }
            } else if (row == CHAIN_MAX + 1) {
                Text wanted = Wording.text("至多 " + CHAIN_MAX + " 级规则", "at most " + CHAIN_MAX + " rules in a row");
                error(rule.fields().place(), rule, wanted, String.valueOf(row));
            }
        }
    }

    /** How many rules stand in a row that ends with each; those that rest on a ring have none. */
    private static Map<String, Integer> rows(Map<String, Set<String>> named) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        Map<String, Set<String>> left = new LinkedHashMap<>(named);
        boolean found = true;
        while (found) {
            found = left.entrySet().removeIf(each -> {
                boolean known = rows.keySet().containsAll(each.getValue());
                if (known) {
                    int below =
                            each.getValue().stream().mapToInt(rows::get).max().orElse(0);
                    rows.put(each.getKey(), below + 1);
                }
                return known;
            });
        }
        return rows;
    }

    /** The way from a rule back to itself over the first that rests on a ring; empty where it leads into another ring. */
    private static List<String> ring(String id, Map<String, Set<String>> named, Set<String> sound) {
        List<String> way = new ArrayList<>(List.of(id));
        Set<String> passed = new LinkedHashSet<>();
        String at = id;
        while (passed.add(at)) {
            at = named.getOrDefault(at, Set.of()).stream()
                    .filter(next -> !sound.contains(next))
                    .findFirst()
                    .orElse(id);
            way.add(at);
        }
        return at.equals(id) ? way : List.of();
    }

    // ---- alarms -----------------------------------------------------------------------------------------------------

    private Rule.@Nullable Alarm alarm(Written rule, SortedMap<String, Tag> inputs, @Nullable Logic logic) {
        Fields fields = rule.fields();
        if (!fields.has("priority")) {
            for (String field : OF_ALARMS) {
                if (fields.has(field)) {
                    Text wanted = Wording.text("有 `priority` 的规则才有 `" + field + "`", "a priority beside " + field);
                    fields.reading().problems().error(fields.place(field), Wording.expected(wanted, Wording.NOTHING));
                }
            }
            return null;
        }
        Priority priority = fields.read("priority", PRIORITY);
        String condition = fields.read("condition", RuleReader::condition);
        Text message = fields.read("message", Values.LABEL);
        Text label = rule.kind().label();
        String alarmClass = fields.read("class", owners::alarmClass);
        Response response = fields.read("response", ResponseReader::read, Response.NONE);
        String when = fields.read("when", owners::rule);
        String enterprise = owners.reference(fields, "enterprise");
        String tank = owners.reference(fields, "tank");
        String area = fields.read("area", LINE);
        if (when != null && when.equals(rule.id())) {
            error(fields.place("when"), rule, Wording.text("另一规则", "another rule"), Wording.quoted(when));
        }
        return new Rule.Alarm(
                condition == null ? usual(rule.kind(), logic) : condition,
                priority == null ? Priority.MEDIUM : priority,
                message == null ? new Text(rule.id() + " " + label.zh(), rule.id() + " " + label.en()) : message,
                enterprise == null ? shared(inputs, Tag::enterprise) : enterprise,
                tank == null ? shared(inputs, Tag::tank) : tank,
                area == null ? shared(inputs, Tag::area) : area,
                when,
                new Tag.Said(alarmClass, response));
    }

    private static @Nullable String condition(YamlNode node, Path path, Reading reading) {
        Text wanted = Wording.text("大写名称，如 LEAK", "a name in capitals such as LEAK");
        Scalar scalar = Values.scalar(node, wanted, path, reading);
        if (scalar == null || CONDITION.matcher(scalar.text()).matches()) {
            return scalar == null ? null : scalar.text();
        }
        Values.refuse(node, wanted, path, reading);
        return null;
    }

    private static String usual(RuleKind kind, @Nullable Logic logic) {
        return logic instanceof Logic.TimeToLimit each && each.limitName() != null
                ? "PRE_" + each.limitName()
                : kind.condition();
    }

    /** What all inputs have in common; null where they have nothing, or not the same. */
    private static @Nullable String shared(SortedMap<String, Tag> inputs, Function<Tag, @Nullable String> of) {
        List<@Nullable String> all = new ArrayList<>();
        inputs.values().forEach(tag -> all.add(of.apply(tag)));
        boolean same = !all.isEmpty() && all.stream().allMatch(each -> Objects.equals(each, all.get(0)));
        return same ? all.get(0) : null;
    }
}
