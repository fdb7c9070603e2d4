package io.tocsin.rules.composite;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Expression;
import io.tocsin.config.Logic;
import io.tocsin.config.Priority;
import io.tocsin.config.Rule;
import io.tocsin.config.Tag;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Three tags a, b and c, high at 10, silent after 60 s, and the rules that look at them; times in seconds. */
final class Stage implements RuleSink, ConditionSink {
    static final List<String> NAMES = List.of("a", "b", "c");
    private static final Map<String, String> INPUTS = Map.of("a", "a", "b", "b", "c", "c");

    final List<String> said = new ArrayList<>();
    final Composites composites;
    final Conditions conditions;
    private final List<Rule> rules;
    private final boolean[] declared;

    Stage(Rule... rules) {
        this(List.of(rules));
    }

    Stage(List<Rule> rules) {
        this.rules = rules;
        List<Tag> tags = NAMES.stream().map(Stage::tag).toList();
        composites = new Composites(rules, tags, this);
        conditions = new Conditions(new Plan(tags), this);
        declared = composites.declared(tags.size());
        conditions.tell(composites, declared);
    }

    private static Tag tag(String id) {
        return new Tag(
                id,
                "LEVEL",
                "m",
                null,
                0,
                300_000,
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                List.of(
                        new ConditionSpec.Limit(Condition.H, 10, 0, 0, 0, Priority.HIGH, false, false),
                        new ConditionSpec.BadQuality(0, 0, Priority.LOW, false),
                        new ConditionSpec.Stale(60_000, Priority.LOW, false)));
    }

    // ---- rules ------------------------------------------------------------------------------------------------------

    static Rule rule(String id, Logic logic, long onDelayMs, long offDelayMs) {
        Questions asked = Questions.of(logic);
        TreeMap<String, String> inputs = new TreeMap<>(INPUTS);
        if (logic.expressions().isEmpty()) {
            inputs.keySet().retainAll(List.of("a"));
        } else {
            inputs.keySet().retainAll(asked.inputs());
        }
        return new Rule(id, inputs, logic, onDelayMs, offDelayMs, null);
    }

    static Rule rule(String id, Expression expression) {
        return rule(id, new Logic.Expr(expression), 0, 0);
    }

    static Rule rule(String id, Expression expression, long onDelayMs, long offDelayMs) {
        return rule(id, new Logic.Expr(expression), onDelayMs, offDelayMs);
    }

    static Expression high(String input) {
        return new Expression.Active(input, Condition.H);
    }

    static Expression above(String input, double limit) {
        return new Expression.Comparison(
                Expression.Relation.MORE, new Expression.Value(input), new Expression.Constant(limit));
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    Stage sample(String tag, double second, double value) {
        return sample(tag, second, value, second);
    }

    Stage sample(String tag, double second, double value, double receivedSecond) {
        conditions.sample(NAMES.indexOf(tag), ms(second), value, 0, ms(receivedSecond));
        return this;
    }

    Stage bad(String tag, double second) {
        conditions.sample(NAMES.indexOf(tag), ms(second), Double.NaN, Quality.BAD.code(), ms(second));
        return this;
    }

    Stage all(double second, double value) {
        NAMES.forEach(tag -> sample(tag, second, value));
        return this;
    }

    Stage tick(double second) {
        conditions.tick(ms(second));
        return this;
    }

    static long ms(double second) {
        return (long) (second * 1_000);
    }

    /** The same stage, going on from a snapshot. */
    Stage restored() {
        StateWriter out = new StateWriter();
        conditions.write(out);
        composites.write(out);
        Stage other = new Stage(rules);
        StateReader in = new StateReader(out.toBytes());
        other.conditions.read(in);
        other.composites.read(in);
        other.said.addAll(said);
        return other;
    }

    /** Under other rules, at the engine's present. */
    Stage reloaded(Rule... changed) {
        Stage other = new Stage(changed);
        other.composites.adopt(composites, () -> other.conditions.adopt(conditions));
        other.said.addAll(said);
        return other;
    }

    List<String> said() {
        List<String> all = List.copyOf(said);
        said.clear();
        return all;
    }

    // ---- outputs ----------------------------------------------------------------------------------------------------

    @Override
    public void raised(int rule, long timeMs, long onsetMs, double measure) {
        said.add(rules.get(rule).id() + " raised " + timeMs / 1_000.0
                + (timeMs == onsetMs ? "" : " since " + onsetMs / 1_000.0) + shown(measure));
    }

    @Override
    public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
        said.add(rules.get(rule).id() + " cleared " + timeMs / 1_000.0 + shown(measure)
                + (byConfiguration ? " by configuration" : ""));
    }

    private static String shown(double measure) {
        return Double.isNaN(measure) ? "" : " at " + measure;
    }

    @Override
    public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {}

    @Override
    public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {}

    @Override
    public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {}
}
