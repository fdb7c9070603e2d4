package io.tocsin.rules.composite;

import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.Saturation;

/**
 * A pressure against the curve of saturation at the temperature. Remembers nothing but what it measured last; where the
 * curve is not known for the temperature it cannot tell.
 */
final class MismatchGauge implements Gauge {
    private static final double AIR_KPA = 101;
    /** It agrees again when it has come back by a tenth of what was allowed. */
    private static final double BAND = 0.9;

    private final Operands operands;
    private final int pressure;
    private final int temperature;
    private final Saturation curve;
    private final double kPaPerUnit;
    private final double airKPa;
    private final double tolerance;
    private final Direction direction;
    private double offKPa = Double.NaN;

    MismatchGauge(Operands operands, int pressure, int temperature, Logic.Mismatch logic) {
        this.operands = operands;
        this.pressure = pressure;
        this.temperature = temperature;
        curve = Saturation.named(logic.substance())
                .orElseThrow(() -> new IllegalStateException(
                        "expected one of " + Saturation.substances() + ", was " + logic.substance()));
        kPaPerUnit = logic.kPaPerUnit();
        airKPa = logic.gauge() ? AIR_KPA : 0;
        tolerance = logic.tolerance();
        direction = logic.direction();
    }

    @Override
    public byte look(long atMs, int operand) {
        double expectedKPa = curve.kPa(operands.value(temperature));
        offKPa = operands.value(pressure) * kPaPerUnit + airKPa - expectedKPa;
        if (Double.isNaN(offKPa)) {
            return UNKNOWN;
        }
        double far = switch (direction) {
            case BOTH -> Math.abs(offKPa);
            case UP -> offKPa;
            case DOWN -> -offKPa;
        };
        if (far > tolerance * expectedKPa) {
            return YES;
        }
        return far < tolerance * BAND * expectedKPa ? NO : BETWEEN;
    }

    /** How far the pressure lies above what it should be, in kPa; below 0 where it lies below. */
    @Override
    public double measure() {
        return offKPa;
    }
}
