package io.tocsin.rules.composite;

/** An expression that is true or not. Remembers nothing. */
final class TermGauge implements Gauge {
    private final Term term;

    TermGauge(Term term) {
        this.term = term;
    }

    @Override
    public byte look(long atMs, int operand) {
        double now = term.now();
        if (Double.isNaN(now)) {
            return UNKNOWN;
        }
        return now != 0 ? YES : NO;
    }

    @Override
    public double measure() {
        return Double.NaN;
    }
}
