package io.tocsin.rules.composite;

import io.tocsin.config.Expression;
import io.tocsin.config.Logic;
import io.tocsin.config.Rule;
import java.util.List;
import java.util.function.IntFunction;

/** Makes the gauges of a plan's rules. */
final class Builder {
    private final RulePlan plan;
    private final Operands operands;
    private final IntFunction<Term> holds;

    /** @param holds whether the rule of that index holds; unknown while it cannot be told */
    Builder(RulePlan plan, Operands operands, IntFunction<Term> holds) {
        this.plan = plan;
        this.operands = operands;
        this.holds = holds;
    }

    Gauge gauge(int rule) {
        Logic logic = plan.rules().get(rule).logic();
        Terms terms = new Terms(new RuleNames(rule));
        if (logic instanceof Logic.Expr each) {
            return new TermGauge(terms.of(each.expression()));
        } else if (logic instanceof Logic.Discrepancy each) {
            return new DiscrepancyGauge(
                    terms.of(each.first()), terms.of(each.second()), each.limit(), each.direction());
        } else if (logic instanceof Logic.Count each) {
            return new CountGauge(terms.of(each.of()), each.times(), each.windowMs());
        } else if (logic instanceof Logic.Vote each) {
            return new VoteGauge(voters(rule, each.of(), terms), each.votes(), each.badCounts());
        } else if (logic instanceof Logic.Upwind each) {
            int speed = each.speed() == null ? -1 : operand(rule, each.speed());
            return new UpwindGauge(terms.of(each.of()), operands, operand(rule, each.direction()), speed, each);
        } else if (logic instanceof Logic.Moving each) {
            return new MovingGauge(
                    operands, operand(rule, each.input()), each.windowMs(), each.amount(), each.direction());
        }
        return physics(rule, logic);
    }

    /** What a tank's contents must obey. */
    private Gauge physics(int rule, Logic logic) {
        if (logic instanceof Logic.TimeToLimit each) {
            return new TimeToLimitGauge(operands, operand(rule, each.input()), each);
        } else if (logic instanceof Logic.Mismatch each) {
            return new MismatchGauge(operands, operand(rule, each.pressure()), operand(rule, each.temperature()), each);
        } else if (logic instanceof Logic.Movement each) {
            List<String> levels = each.levels().stream().map(Logic.Level::input).toList();
            return new MovementGauge(
                    operands, operands(rule, levels), operands(rule, each.in()), operands(rule, each.out()), each);
        }
        throw new IllegalStateException("expected a logic, was " + logic);
    }

    private Term[] voters(int rule, List<Expression> of, Terms terms) {
        return of.stream().map(each -> voter(rule, each, terms)).toArray(Term[]::new);
    }

    /** Unknown as soon as one instrument of it is bad, unless it asks for that itself. */
    private Term voter(int rule, Expression expression, Terms terms) {
        Questions asked = Questions.of(expression);
        int[] required = asked.inputs().stream()
                .filter(input -> !asked.bad().contains(input))
                .mapToInt(input -> operand(rule, input))
                .toArray();
        Term term = terms.of(expression);
        return () -> {
            for (int operand : required) {
                if (!operands.isUsable(operand)) {
                    return Term.UNKNOWN;
                }
            }
            return term.now();
        };
    }

    private int[] operands(int rule, List<String> inputs) {
        return inputs.stream().mapToInt(input -> operand(rule, input)).toArray();
    }

    private int operand(int rule, String input) {
        Rule of = plan.rules().get(rule);
        int at = of.inputs().headMap(input).size();
        return plan.operands(rule)[at];
    }

    private final class RuleNames implements Terms.Names {
        private final int rule;

        RuleNames(int rule) {
            this.rule = rule;
        }

        @Override
        public Operands operands() {
            return operands;
        }

        @Override
        public int operand(String input) {
            return Builder.this.operand(rule, input);
        }

        @Override
        public Term rule(String id) {
            return holds.apply(plan.index(id));
        }
    }
}
