package io.tocsin.rules.composite;

import io.tocsin.config.Logic.Direction;

/** Two that should agree. Remembers nothing but what it measured last. */
final class DiscrepancyGauge implements Gauge {
    /** Two numbers return when they have come together again by a tenth of what was allowed. */
    private static final double BAND = 0.9;

    private final Term first;
    private final Term second;
    private final double limit;
    private final Direction direction;
    private double apart = Double.NaN;

    /** @param limit how far two numbers may lie apart; NaN for two truths */
    DiscrepancyGauge(Term first, Term second, double limit, Direction direction) {
        this.first = first;
        this.second = second;
        this.limit = limit;
        this.direction = direction;
    }

    @Override
    public byte look(long atMs, int operand) {
        apart = first.now() - second.now();
        if (Double.isNaN(apart)) {
            return UNKNOWN;
        }
        double far = switch (direction) {
            case BOTH -> Math.abs(apart);
            case UP -> apart;
            case DOWN -> -apart;
        };
        if (Double.isNaN(limit)) {
            return far > 0 ? YES : NO;
        }
        if (far > limit) {
            return YES;
        }
        return far < limit * BAND ? NO : BETWEEN;
    }

    @Override
    public double measure() {
        return Double.isNaN(limit) ? Double.NaN : apart;
    }
}
