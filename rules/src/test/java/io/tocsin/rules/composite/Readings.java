package io.tocsin.rules.composite;

import io.tocsin.rules.Quality;

/** Operands and one gauge that is shown each of their changes. */
final class Readings {
    final Operands operands;

    Readings(int size) {
        operands = new Operands(size);
    }

    /** A good value of an operand, and how the gauge judges it. */
    byte look(Gauge gauge, long atMs, int operand, double value) {
        set(atMs, operand, value);
        return gauge.look(atMs, operand);
    }

    void set(long atMs, int operand, double value) {
        operands.take(operand, atMs, value, Quality.GOOD.code(), 0, 0);
    }
}
