package io.tocsin.config;

import io.tocsin.config.ExpressionReader.Typed;
import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads how one rule judges its inputs. Null, with a problem, where it cannot be told. */
final class LogicReader {
    private static final int COUNT_MAX = 1_000;
    private static final int VOTES_MAX = 32;
    private static final double TOLERANCE = 0.1;
    private static final double CONFIDENCE = 0.99;
    private static final long SLOPE_WINDOW_MS = 600_000;

    private static final Parser<Direction> DIRECTION =
            Values.word(Direction.class, direction -> direction.name().toLowerCase(Locale.ROOT));
    private static final Map<String, Double> KPA = Map.of("Pa", 0.001, "kPa", 1.0, "MPa", 1_000.0, "bar", 100.0);

    private final Fields rule;
    private final SortedMap<String, Tag> inputs;
    private final ExpressionNames names;
    private final ExpressionReader expressions;
    private final Owners owners;
    private final Map<String, Site.Tank> tanks;

    LogicReader(Fields rule, SortedMap<String, Tag> inputs, ExpressionNames names, Owners owners) {
        this.rule = rule;
        this.inputs = inputs;
        this.names = names;
        this.expressions = new ExpressionReader(names);
        this.owners = owners;
        this.tanks = owners.tanks();
    }

    @Nullable
    Logic read(RuleKind kind) {
        return switch (kind) {
            case EXPR -> {
                Expression expression = rule.required("expr", expressions.truth());
                yield expression == null ? null : new Logic.Expr(expression);
            }
            case MOVING -> moving();
            case TIME_TO_LIMIT -> timeToLimit();
            case DISCREPANCY -> discrepancy();
            case MISMATCH -> mismatch();
            case MOVEMENT -> movement();
            case COUNT -> count();
            case VOTE -> vote();
            case UPWIND -> new UpwindReader(rule, inputs, names, owners).read();
        };
    }

    private void error(String field, Text wanted, String was) {
        rule.reading().problems().error(rule.place(field), Wording.expected(wanted, Text.of(was)));
    }

    private @Nullable String only() {
        if (inputs.size() == 1) {
            names.input(inputs.firstKey());
            return inputs.firstKey();
        }
        if (rule.has("inputs")) {
            error("inputs", Wording.text("一个输入", "one input"), String.valueOf(inputs.size()));
        }
        return null;
    }

    private Tag tag(String input) {
        Tag tag = inputs.get(input);
        if (tag == null) {
            throw new IllegalStateException("expected an input of the rule, was " + input);
        }
        return tag;
    }

    private long windowMs() {
        Long windowMs = rule.required("window", Values.POSITIVE_DURATION_MS);
        return windowMs == null ? 0 : windowMs;
    }

    /** A list of so many. */
    private static Parser<Sequence> list(int least, int most, Text wanted) {
        return (node, path, reading) -> {
            if (!(node instanceof Sequence list)) {
                Values.refuse(node, wanted, path, reading);
                return null;
            }
            int size = list.items().size();
            if (size < least || size > most) {
                Text was = Text.of(String.valueOf(size));
                reading.problems().error(reading.place(node, path), Wording.expected(wanted, was));
                return null;
            }
            return list;
        };
    }

    // ---- kinds ------------------------------------------------------------------------------------------------------

    private @Nullable Logic moving() {
        String input = only();
        long windowMs = windowMs();
        Direction direction = rule.read("direction", DIRECTION, Direction.BOTH);
        Double amount = rule.read("amount", Values.POSITIVE);
        if (amount == null && !rule.has("amount") && input != null) {
            double deadband = tag(input).conditions().stream()
                    .filter(ConditionSpec.Limit.class::isInstance)
                    .mapToDouble(spec -> ((ConditionSpec.Limit) spec).deadband())
                    .findFirst()
                    .orElse(0);
            amount = deadband > 0 ? 2 * deadband : rule.required("amount", Values.POSITIVE);
        }
        return input == null || amount == null || windowMs == 0
                ? null
                : new Logic.Moving(input, windowMs, amount, direction);
    }

    private @Nullable Logic timeToLimit() {
        String input = only();
        Long withinMs = rule.required("within", Values.POSITIVE_DURATION_MS);
        long windowMs = rule.read("window", Values.POSITIVE_DURATION_MS, SLOPE_WINDOW_MS);
        Text wanted = Wording.text("大于 0.5 小于 1 的数值", "a number above 0.5 and below 1");
        double confidence = rule.read("confidence", Values.number(v -> v > 0.5 && v < 1, wanted), CONFIDENCE);
        if (rule.has("limit") == rule.has("value")) {
            Text one = Wording.text("`limit` 或 `value` 之一", "one of limit and value");
            Text was = rule.has("limit") ? Wording.text("两者", "both") : Wording.NOTHING;
            rule.reading().problems().error(rule.place(), Wording.expected(one, was));
            return null;
        }
        if (rule.has("value")) {
            Double value = rule.read("value", Values.NUMBER);
            boolean rising = rule.read("rising", Values.YES_OR_NO, true);
            return input == null || value == null || withinMs == null
                    ? null
                    : new Logic.TimeToLimit(input, null, value, rising, withinMs, windowMs, confidence);
        }
        ConditionSpec.Limit limit = input == null ? null : limit(tag(input));
        return input == null || limit == null || withinMs == null
                ? null
                : new Logic.TimeToLimit(
                        input,
                        limit.condition().name(),
                        limit.value(),
                        limit.condition() != Condition.L && limit.condition() != Condition.LL,
                        withinMs,
                        windowMs,
                        confidence);
    }

    private ConditionSpec.@Nullable Limit limit(Tag tag) {
        List<ConditionSpec.Limit> limits = tag.conditions().stream()
                .filter(ConditionSpec.Limit.class::isInstance)
                .map(ConditionSpec.Limit.class::cast)
                .toList();
        if (limits.isEmpty()) {
            error("limit", Wording.text("有限值的位号", "a tag that has limits"), Wording.quoted(tag.id()));
            return null;
        }
        String name = rule.read(
                "limit",
                Values.word(
                        limits.stream().map(limit -> limit.condition().name()).toList()));
        return limits.stream()
                .filter(limit -> limit.condition().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Logic discrepancy() {
        List<Typed> between = rule.required("between", (node, path, reading) -> {
            Text wanted = Wording.text("两个表达式的列表", "a list of two expressions");
            Sequence list = list(2, 2, wanted).parse(node, path, reading);
            if (list == null) {
                return null;
            }
            List<Typed> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Typed typed = expressions.read(list.items().get(i), path.item(i), reading);
                if (typed != null) {
                    both.add(typed);
                }
            }
            return both.size() == 2 ? both : null;
        });
        Direction direction = rule.read("direction", DIRECTION, Direction.BOTH);
        Double limit = rule.read("limit", Values.POSITIVE);
        if (between == null) {
            return null;
        }
        Typed first = between.get(0);
        Typed second = between.get(1);
        if (first.truth() != second.truth()) {
            error("between", Wording.text("两个数值或两个真假值", "two numbers or two truths"), "one of each");
            return null;
        }
        if (first.truth() && rule.has("limit")) {
            error("limit", Wording.text("两个数值之间的 `limit`", "a limit of two numbers alone"), "two truths");
            return null;
        }
        if (!first.truth() && !rule.has("limit")) {
            rule.required("limit", Values.POSITIVE);
            return null;
        }
        return new Logic.Discrepancy(
                first.expression(), second.expression(), limit == null ? Double.NaN : limit, direction);
    }

    private @Nullable Logic mismatch() {
        Tag pressure = inputs.get("pressure");
        Tag temperature = inputs.get("temperature");
        if (pressure == null || temperature == null || inputs.size() != 2) {
            if (rule.has("inputs")) {
                Text wanted = Wording.text("输入 `pressure` 与 `temperature`", "the inputs pressure and temperature");
                error("inputs", wanted, String.join(", ", inputs.keySet()));
            }
            return null;
        }
        inputs.keySet().forEach(names::input);
        Double kPa = KPA.get(String.valueOf(pressure.unit()));
        if (kPa == null) {
            error(
                    "inputs",
                    Wording.text("单位为 Pa kPa MPa bar 的压力", "a pressure in Pa, kPa, MPa or bar"),
                    unit(pressure));
        }
        if (!"°C".equals(temperature.unit())) {
            error("inputs", Wording.text("单位为 °C 的温度", "a temperature in °C"), unit(temperature));
        }
        Saturation substance = substance(pressure);
        Text share = Wording.text("大于 0 小于 1 的数值", "a number above 0 and below 1");
        double tolerance = rule.read("tolerance", Values.number(v -> v > 0 && v < 1, share), TOLERANCE);
        boolean gauge = rule.read("gauge", Values.YES_OR_NO, true);
        if (kPa == null || substance == null || !"°C".equals(temperature.unit())) {
            return null;
        }
        Direction direction = rule.read("direction", DIRECTION);
        if (substance.isLowerBound() && direction != null && direction != Direction.DOWN) {
            Text wanted = Wording.text("`down`：有惰性气体覆盖", "down: a blanket of gas adds to the pressure");
            error("direction", wanted, direction.name().toLowerCase(Locale.ROOT));
        }
        Direction otherwise = substance.isLowerBound() ? Direction.DOWN : Direction.BOTH;
        return new Logic.Mismatch(
                "pressure",
                "temperature",
                String.valueOf(rule.has("substance") ? rule.read("substance", Values.TEXT) : medium(pressure)),
                kPa,
                gauge,
                tolerance,
                direction == null ? otherwise : direction);
    }

    private static String unit(Tag tag) {
        return tag.unit() == null ? "nothing" : Wording.quoted(tag.unit());
    }

    private @Nullable String medium(Tag tag) {
        Site.Tank tank = tag.tank() == null ? null : tanks.get(tag.tank());
        return tank == null ? null : tank.medium();
    }

    private @Nullable Saturation substance(Tag pressure) {
        String name = rule.has("substance") ? rule.read("substance", Values.TEXT) : medium(pressure);
        Saturation known = name == null ? null : Saturation.named(name).orElse(null);
        if (known == null) {
            Text wanted = Wording.oneOf(Saturation.substances());
            Text was = name == null ? Wording.NOTHING : Text.of(Wording.quoted(name));
            String nearest = name == null ? null : Names.nearest(name, Saturation.substances());
            rule.reading().problems().error(rule.place("substance"), Wording.expected(wanted, was), nearest);
        }
        return known;
    }

    private @Nullable Logic movement() {
        List<Logic.Level> levels = new ArrayList<>();
        List<String> named = rule.required("levels", someInputs());
        if (named != null) {
            for (String input : named) {
                Logic.Level level = level(input);
                if (level != null) {
                    levels.add(level);
                }
            }
        }
        List<String> in = flows("in");
        List<String> out = flows("out");
        long windowMs = windowMs();
        Double limit = rule.required("limit", Values.POSITIVE);
        Direction direction = rule.read("direction", DIRECTION, Direction.BOTH);
        if (named != null && named.isEmpty()) {
            error("levels", Wording.text("至少一个输入", "at least one input"), "nothing");
        }
        return named == null || levels.size() != named.size() || levels.isEmpty() || limit == null || windowMs == 0
                ? null
                : new Logic.Movement(levels, in, out, windowMs, limit, direction);
    }

    /** A list of names of inputs. */
    private Parser<List<String>> someInputs() {
        return Values.list(Values.word(List.copyOf(inputs.keySet())));
    }

    private Logic.@Nullable Level level(String input) {
        names.input(input);
        Tag tag = tag(input);
        Site.Tank tank = tag.tank() == null ? null : tanks.get(tag.tank());
        if (tank == null || !"m".equals(tag.unit())) {
            error("levels", Wording.text("储罐的以 m 为单位的液位", "a level in m of a tank"), Wording.quoted(tag.id()));
            return null;
        }
        return new Logic.Level(input, tank.shape());
    }

    private List<String> flows(String field) {
        List<String> flows = rule.read(field, someInputs(), List.of());
        for (String input : flows) {
            names.input(input);
            if (!"m3/h".equals(tag(input).unit())) {
                error(field, Wording.text("单位为 m3/h 的流量", "a flow in m3/h"), unit(tag(input)));
            }
        }
        return flows;
    }

    private @Nullable Logic count() {
        Expression of = rule.required("of", expressions.truth());
        Integer times = rule.required("times", Values.integer(1, COUNT_MAX));
        long windowMs = windowMs();
        return of == null || times == null || windowMs == 0 ? null : new Logic.Count(of, times, windowMs);
    }

    private @Nullable Logic vote() {
        List<Expression> of = rule.required("of", (node, path, reading) -> {
            Text wanted = Wording.text("1 到 " + VOTES_MAX + " 个表达式的列表", "a list of 1 to " + VOTES_MAX + " expressions");
            Sequence list = list(1, VOTES_MAX, wanted).parse(node, path, reading);
            if (list == null) {
                return null;
            }
            List<Expression> all = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                Expression each = expressions.truth().parse(list.items().get(i), path.item(i), reading);
                if (each != null) {
                    all.add(each);
                }
            }
            return all.size() == list.items().size() ? all : null;
        });
        Integer votes = rule.required("votes", Values.integer(1, of == null ? VOTES_MAX : of.size()));
        String bad = rule.read("bad", Values.word(List.of("tripped", "ignored")), "tripped");
        return of == null || votes == null ? null : new Logic.Vote(of, votes, bad.equals("tripped"));
    }
}
