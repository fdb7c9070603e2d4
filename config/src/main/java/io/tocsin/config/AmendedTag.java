package io.tocsin.config;

import io.tocsin.config.AlarmsCsv.Written;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One tag's document in the making: each cell that counts is put where tags.yaml would have it. */
final class AmendedTag {
    private static final String LIMITS = "limits";
    private static final String RATE = "rateOfChange";

    private Mapping node;
    private final Graft graft;
    private final Problems problems;
    private final Counted counted;

    AmendedTag(Mapping node, Graft graft, Problems problems, Counted counted) {
        this.node = node;
        this.graft = graft;
        this.problems = problems;
        this.counted = counted;
    }

    Mapping node() {
        return node;
    }

    /** @param spec what the tag says; null where it has no such limit */
    void limit(Written row, @Nullable ConditionSpec spec) {
        String name = row.row().condition().name();
        Mapping limits = mapping(node.entries().get(LIMITS), row);
        if (row.isOff()) {
            off(row, spec, Graft.without(limits, name));
        } else if (spec == null && !row.has(AlarmColumn.VALUE)) {
            Text wanted = new Text("位号所没有的 " + name + " 的限值", "a value of " + name + ", which the tag does not have");
            problems.error(row.place(AlarmColumn.TAG), Wording.expected(wanted, Wording.NOTHING));
        } else {
            Mapping own = filled(mapping(limits.entries().get(name), row), row, spec, "value");
            put(limits, name, own, LIMITS);
        }
    }

    private void off(Written row, @Nullable ConditionSpec spec, Mapping without) {
        if (spec == null) {
            Text wanted = Wording.text("位号的限值", "a limit that the tag has");
            String name = row.row().condition().name();
            Text was = new Text(name + " 的 `off`", "`off` for " + name);
            problems.warning(row.place(AlarmColumn.VALUE), Wording.expected(wanted, was));
        } else {
            counted.add(row, AlarmColumn.VALUE);
            node = node.with(LIMITS, without);
        }
    }

    /** @param spec what the tag says; null where it has no such condition */
    void other(Written row, @Nullable ConditionSpec spec) {
        Condition condition = row.row().condition();
        if (spec == null) {
            Text wanted = new Text(
                    "位号已有的报警条件（" + condition + " 只能在 tags.yaml 中添加）",
                    "a condition that the tag has (" + condition + " is added in tags.yaml alone)");
            problems.error(row.place(AlarmColumn.TAG), Wording.expected(wanted, Text.of(condition.name())));
        } else if (row.isOff()) {
            Text wanted = new Text(
                    "限值才可用的 `off`（" + condition + " 只能在 tags.yaml 中删除）",
                    "`off` for a limit alone (" + condition + " is taken away in tags.yaml)");
            problems.error(row.place(AlarmColumn.VALUE), Wording.expected(wanted, Text.of(condition.name())));
        } else if (condition == Condition.ROC || condition == Condition.ROC_UP || condition == Condition.ROC_DOWN) {
            rate(row, spec);
        } else {
            String name = field(condition);
            put(name, filled(mapping(node.entries().get(name), row), row, spec, "limit"));
        }
    }

    private static String field(Condition condition) {
        return switch (condition) {
            case DEV -> "deviation";
            case FLAT -> "flatline";
            case STATE -> "state";
            case RANGE -> "range";
            case BAD -> "badQuality";
            case STALE -> "stale";
            default -> throw new IllegalStateException("expected a condition with a field, was " + condition);
        };
    }

    /** There may be one for each direction. */
    private void rate(Written row, ConditionSpec spec) {
        Entry entry = node.entries().get(RATE);
        if (entry != null && entry.value() instanceof Sequence list) {
            List<YamlNode> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                Mapping rate = (Mapping) item;
                items.add(isOf(rate, spec.condition()) ? filled(rate, row, spec, "perMinute") : rate);
            }
            node = node.with(RATE, new Sequence(items, list.line(), list.column()));
        } else {
            put(RATE, filled(mapping(entry, row), row, spec, "perMinute"));
        }
    }

    private static boolean isOf(Mapping rate, Condition condition) {
        Entry direction = rate.entries().get("direction");
        String word = direction != null && direction.value() instanceof Scalar scalar ? scalar.text() : "both";
        return switch (condition) {
            case ROC_UP -> word.equals("up");
            case ROC_DOWN -> word.equals("down");
            default -> word.equals("both");
        };
    }

    /** As it stands in the tag: a bare number is its value; where there is nothing, the row begins it. */
    private Mapping mapping(@Nullable Entry entry, Written row) {
        if (entry != null && entry.value() instanceof Mapping mapping) {
            return mapping;
        }
        Place place = row.place(AlarmColumn.VALUE);
        return entry == null
                ? graft.add(new Mapping(Map.of(), place.line(), place.column()))
                : new Mapping(Map.of("value", entry), entry.line(), entry.column());
    }

    private void put(Mapping limits, String name, Mapping own, String field) {
        put(field, kept(limits, limits.with(name, own)));
    }

    private void put(String name, Mapping own) {
        if (!own.entries().isEmpty() || node.entries().containsKey(name)) {
            node = node.with(name, own);
        }
    }

    /** What the row began stays the row's. */
    private Mapping kept(Mapping before, Mapping after) {
        return graft.has(before) ? graft.add(after) : after;
    }

    private Mapping filled(Mapping own, Written row, @Nullable ConditionSpec spec, String value) {
        Map<AlarmColumn, String> said = spec == null ? Map.of() : AlarmCells.of(spec);
        Mapping all = own;
        for (AlarmColumn column : columns(row)) {
            if (!row.cell(column).equals(said.get(column))) {
                Place place = row.place(column);
                String text = row.cell(column);
                Scalar cell = new Scalar(text, Scalar.plain(text), "", place.line(), place.column());
                String name = column == AlarmColumn.VALUE ? value : column.heading();
                all = kept(own, all.with(name, graft.add(cell)));
                counted.add(row, column);
            }
        }
        return all;
    }

    /** Those of the condition itself that the row fills; what the condition does not have is a problem. */
    private List<AlarmColumn> columns(Written row) {
        Condition condition = row.row().condition();
        return Arrays.stream(AlarmColumn.values())
                .filter(column -> column.isOfCondition() && row.has(column))
                .filter(column -> column.saysOf(condition) || refused(row, column, condition))
                .collect(Collectors.toList());
    }

    private boolean refused(Written row, AlarmColumn column, Condition condition) {
        Text wanted = new Text(
                "空单元格（" + condition + " 在表中没有 " + column.heading() + "）",
                "an empty cell (" + condition + " has no " + column.heading() + " in the table)");
        problems.error(row.place(column), Wording.expected(wanted, Text.of(Wording.quoted(row.cell(column)))));
        return false;
    }
}
