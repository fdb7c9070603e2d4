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

/** An expression as text again: what it means, not how it was written. Stateless. */
public final class ExpressionText {
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
            return each.rule();
        } else if (expression instanceof Not each) {
            return "!" + part(each.of());
        } else if (expression instanceof All each) {
            return joined(each.of(), " && ");
        } else if (expression instanceof Any each) {
            return joined(each.of(), " || ");
        } else if (expression instanceof Comparison each) {
            return part(each.left()) + " " + sign(each.relation()) + " " + part(each.right());
        } else if (expression instanceof Choice each) {
            return part(each.condition()) + " ? " + part(each.then()) + " : " + part(each.otherwise());
        } else if (expression instanceof Calculation each) {
            return calculation(each);
        }
        throw new IllegalStateException("expected an expression, was " + expression);
    }

    private static String calculation(Calculation calculation) {
        List<Expression> of = calculation.of();
        return switch (calculation.operation()) {
            case ADD -> joined(of, " + ");
            case SUBTRACT -> joined(of, " - ");
            case MULTIPLY -> joined(of, " * ");
            case DIVIDE -> joined(of, " / ");
            case NEGATE -> "-" + part(of.get(0));
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

    private static String joined(List<Expression> parts, String sign) {
        return parts.stream().map(ExpressionText::part).collect(Collectors.joining(sign));
    }

    private static String listed(List<Expression> parts) {
        return parts.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    private static String part(Expression expression) {
        boolean whole = expression instanceof Constant
                || expression instanceof Truth
                || expression instanceof Value
                || expression instanceof Active
                || expression instanceof Bad
                || expression instanceof Holds
                || expression instanceof Not;
        return whole ? of(expression) : "(" + of(expression) + ")";
    }
}
