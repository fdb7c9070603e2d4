package io.tocsin.rules.composite;

import io.tocsin.config.Expression;
import io.tocsin.config.Expression.Active;
import io.tocsin.config.Expression.All;
import io.tocsin.config.Expression.Any;
import io.tocsin.config.Expression.Bad;
import io.tocsin.config.Expression.Calculation;
import io.tocsin.config.Expression.Choice;
import io.tocsin.config.Expression.Comparison;
import io.tocsin.config.Expression.Constant;
import io.tocsin.config.Expression.Holds;
import io.tocsin.config.Expression.Not;
import io.tocsin.config.Expression.Operation;
import io.tocsin.config.Expression.Relation;
import io.tocsin.config.Expression.Truth;
import io.tocsin.config.Expression.Value;
import java.util.List;

/**
 * Makes terms of expressions: logic with three values after Kleene, where what cannot be told decides nothing that it
 * need not.
 */
final class Terms {
    private final Names names;

    /** Where names are looked up. */
    interface Names {
        Operands operands();

        int operand(String input);

        /** Whether another rule holds; unknown while it cannot be told. */
        Term rule(String id);
    }

    Terms(Names names) {
        this.names = names;
    }

    Term of(Expression expression) {
        if (expression instanceof Constant each) {
            return each::value;
        } else if (expression instanceof Truth each) {
            double truth = Term.of(each.value());
            return () -> truth;
        } else if (expression instanceof Holds each) {
            return names.rule(each.rule());
        } else if (expression instanceof Not each) {
            Term of = of(each.of());
            return () -> 1 - of.now();
        } else if (expression instanceof All each) {
            return junction(each.of(), 0);
        } else if (expression instanceof Any each) {
            return junction(each.of(), 1);
        } else if (expression instanceof Comparison each) {
            return comparison(each.relation(), of(each.left()), of(each.right()));
        } else if (expression instanceof Calculation each) {
            return calculation(each.operation(), all(each.of()));
        } else if (expression instanceof Choice each) {
            return choice(of(each.condition()), of(each.then()), of(each.otherwise()));
        }
        return operand(expression);
    }

    private Term operand(Expression expression) {
        Operands operands = names.operands();
        if (expression instanceof Value each) {
            int operand = names.operand(each.input());
            return () -> operands.value(operand);
        } else if (expression instanceof Active each) {
            int operand = names.operand(each.input());
            return () ->
                    operands.isUnheard(operand) ? Term.UNKNOWN : Term.of(operands.isActive(operand, each.condition()));
        } else if (expression instanceof Bad each) {
            int operand = names.operand(each.input());
            return () -> operands.isUnheard(operand) ? Term.UNKNOWN : Term.of(operands.isBad(operand));
        }
        throw new IllegalStateException("expected an expression, was " + expression);
    }

    private Term[] all(List<Expression> expressions) {
        return expressions.stream().map(this::of).toArray(Term[]::new);
    }

    /** @param decides the value that settles it, whatever the others are */
    private Term junction(List<Expression> expressions, double decides) {
        Term[] of = all(expressions);
        return () -> {
            double whole = 1 - decides;
            for (Term each : of) {
                double now = each.now();
                if (now == decides) {
                    return decides;
                }
                whole = Double.isNaN(now) ? now : whole;
            }
            return whole;
        };
    }

    private static Term comparison(Relation relation, Term left, Term right) {
        return () -> {
            double a = left.now();
            double b = right.now();
            return Double.isNaN(a) || Double.isNaN(b) ? Term.UNKNOWN : Term.of(holds(relation, a, b));
        };
    }

    private static boolean holds(Relation relation, double a, double b) {
        return switch (relation) {
            case LESS -> a < b;
            case AT_MOST -> a <= b;
            case EQUAL -> a == b;
            case UNEQUAL -> a != b;
            case AT_LEAST -> a >= b;
            case MORE -> a > b;
        };
    }

    private static Term calculation(Operation operation, Term[] of) {
        return () -> {
            double result = of[0].now();
            if (of.length == 1) {
                result = alone(operation, result);
            }
            for (int i = 1; i < of.length; i++) {
                result = together(operation, result, of[i].now());
            }
            return Double.isFinite(result) ? result : Term.UNKNOWN;
        };
    }

    private static double alone(Operation operation, double a) {
        return switch (operation) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            default -> a;
        };
    }

    private static double together(Operation operation, double a, double b) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case NEGATE, ABS -> throw new IllegalStateException("expected one number for " + operation);
        };
    }

    private static Term choice(Term condition, Term then, Term otherwise) {
        return () -> {
            double met = condition.now();
            if (Double.isNaN(met)) {
                return met;
            }
            return met != 0 ? then.now() : otherwise.now();
        };
    }
}
