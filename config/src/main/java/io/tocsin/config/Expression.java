package io.tocsin.config;

import java.util.List;

/**
 * What a rule says of its operands, as a tree: checked for types, without loops, without text. A number or a truth.
 *
 * <p>Immutable. Names are those of {@link Rule#inputs()}; what a name stands for is looked up once, when a plan is made.
 */
public sealed interface Expression {
    /** A number that stands in the rule. */
    record Constant(double value) implements Expression {}

    /** A truth that stands in the rule. */
    record Truth(boolean value) implements Expression {}

    /** The last good value of an input, in the tag's own unit. */
    record Value(String input) implements Expression {}

    /** Whether a condition of an input is active. */
    record Active(String input, Condition condition) implements Expression {}

    /** Whether an input cannot be relied on: its newest sample is bad, it is silent, or nothing ever came. */
    record Bad(String input) implements Expression {}

    /** Whether another rule holds; by its id. */
    record Holds(String rule) implements Expression {}

    /** Logical not. */
    record Not(Expression of) implements Expression {}

    /** Logical and. */
    record All(List<Expression> of) implements Expression {
        public All {
            of = List.copyOf(of);
        }
    }

    /** Logical or. */
    record Any(List<Expression> of) implements Expression {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** Two numbers, or two truths where they are asked to be the same or not. */
    record Comparison(Relation relation, Expression left, Expression right) implements Expression {}

    /** How two things may relate. */
    enum Relation {
        /** {@code <}. */
        LESS,
        /** {@code <=}. */
        AT_MOST,
        /** {@code ==}. */
        EQUAL,
        /** {@code !=}. */
        UNEQUAL,
        /** {@code >=}. */
        AT_LEAST,
        /** {@code >}. */
        MORE
    }

    /** A number made of numbers; what has no finite value is unknown. */
    record Calculation(Operation operation, List<Expression> of) implements Expression {
        public Calculation {
            of = List.copyOf(of);
        }
    }

    /** What may be done with numbers. */
    enum Operation {
        /** {@code a + b}. */
        ADD,
        /** {@code a - b}. */
        SUBTRACT,
        /** {@code a * b}. */
        MULTIPLY,
        /** {@code a / b}. */
        DIVIDE,
        /** {@code -a}. */
        NEGATE,
        /** {@code abs(a)}. */
        ABS,
        /** {@code min(a, b, ...)}. */
        MIN,
        /** {@code max(a, b, ...)}. */
        MAX
    }

    /** {@code a ? b : c}. */
    record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /** What it is made of, one step down; empty where it stands for itself. */
    default List<Expression> parts() {
        if (this instanceof Not each) {
            return List.of(each.of());
        } else if (this instanceof All each) {
            return each.of();
        } else if (this instanceof Any each) {
            return each.of();
        } else if (this instanceof Comparison each) {
            return List.of(each.left(), each.right());
        } else if (this instanceof Calculation each) {
            return each.of();
        } else if (this instanceof Choice each) {
            return List.of(each.condition(), each.then(), each.otherwise());
        }
        return List.of();
    }
}
