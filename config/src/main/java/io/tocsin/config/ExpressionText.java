package io.tocsin.config;

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
import io.tocsin.config.Expression.Truth;
import io.tocsin.config.Expression.Value;
import java.util.List;
import java.util.stream.Collectors;

/** An expression as text again: what it means, not how it was written. It reads as the same expression. Stateless. */
public final class ExpressionText {
    /** How strongly parts hold together, as in CEL; an operand that holds less strongly is put into brackets. */
    private static final int CHOICE = 0;

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int RELATION = 3;
    private static final int SUM = 4;
    private static final int PRODUCT = 5;
    private static final int SIGN = 6;
    private static final int ATOM = 7;

    private ExpressionText() {}

    /** As {@code gas.GAS_L1 && p.ROC_DOWN}; what stands in brackets is what needs them. */
    public static String of(Expression expression) {
        if (expression instanceof Constant each) {
            return RecordText.number(each.value());
        } else if (expression instanceof Truth each) {
            return String.valueOf(each.value());
        } else if (expression instanceof Value each) {
            return each.input();
        } else if (expression instanceof Active each) {
            return each.input() + "." + each.condition();
        } else if (expression instanceof Bad each) {
            return "isBad(" + each.input() + ")";
        } else if (expression instanceof Holds each) {
            return Rule.name(each.rule());
        } else if (expression instanceof Not each) {
            return "!" + part(each.of(), ATOM);
        } else if (expression instanceof All each) {
            return joined(each.of(), " && ", AND + 1);
        } else if (expression instanceof Any each) {
            return joined(each.of(), " || ", OR + 1);
        } else if (expression instanceof Comparison each) {
            return part(each.left(), SUM) + " " + sign(each.relation()) + " " + part(each.right(), SUM);
        } else if (expression instanceof Choice each) {
            return part(each.condition(), OR) + " ? " + part(each.then(), OR) + " : " + of(each.otherwise());
        } else if (expression instanceof Calculation each) {
            return calculation(each);
        }
        throw new IllegalStateException("expected an expression, was " + expression);
    }

    private static String calculation(Calculation calculation) {
        List<Expression> of = calculation.of();
        return switch (calculation.operation()) {
            case ADD -> both(of, " + ", SUM);
            case SUBTRACT -> both(of, " - ", SUM);
            case MULTIPLY -> both(of, " * ", PRODUCT);
            case DIVIDE -> both(of, " / ", PRODUCT);
            case NEGATE -> "-" + part(of.get(0), ATOM);
            case ABS -> "abs(" + of(of.get(0)) + ")";
            case MIN -> "min(" + listed(of) + ")";
            case MAX -> "max(" + listed(of) + ")";
        };
    }

    private static String sign(Expression.Relation relation) {
        return switch (relation) {
            case LESS -> "<";
            case AT_MOST -> "<=";
            case EQUAL -> "==";
            case UNEQUAL -> "!=";
            case AT_LEAST -> ">=";
            case MORE -> ">";
        };
    }

    /** From left to right. */
    private static String both(List<Expression> parts, String sign, int strength) {
        return part(parts.get(0), strength) + sign + joined(parts.subList(1, parts.size()), sign, strength + 1);
    }

    private static String joined(List<Expression> parts, String sign, int strength) {
        return parts.stream().map(each -> part(each, strength)).collect(Collectors.joining(sign));
    }

    private static String listed(List<Expression> parts) {
        return parts.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    private static String part(Expression expression, int least) {
        return strength(expression) >= least ? of(expression) : "(" + of(expression) + ")";
    }

    private static int strength(Expression expression) {
        if (expression instanceof Choice) {
            return CHOICE;
        } else if (expression instanceof Any) {
            return OR;
        } else if (expression instanceof All) {
            return AND;
        } else if (expression instanceof Comparison) {
            return RELATION;
        } else if (expression instanceof Calculation each) {
            return strength(each.operation());
        }
        boolean signed = expression instanceof Not || (expression instanceof Constant each && each.value() < 0);
        return signed ? SIGN : ATOM;
    }

    private static int strength(Expression.Operation operation) {
        return switch (operation) {
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE -> PRODUCT;
            case NEGATE -> SIGN;
            case ABS, MIN, MAX -> ATOM;
        };
    }
}
