package io.tocsin.rules.composite;

/** An expression with its operands looked up. A number, or 1 for true and 0 for false; NaN for what cannot be told. */
@FunctionalInterface
interface Term {
    double UNKNOWN = Double.NaN;

    double now();

    static double of(boolean truth) {
        return truth ? 1 : 0;
    }
}
