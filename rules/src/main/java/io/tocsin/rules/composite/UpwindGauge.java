package io.tocsin.rules.composite;

import io.tocsin.config.Logic;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/**
 * Whether something that is smelt may come from one of the sources: the mean of the wind as a vector over the window, by
 * its speed where that is known.
 */
final class UpwindGauge implements Gauge {
    private static final int SPANS = 20;
    private static final double CIRCLE_DEG = 360;
    /** The mast shows whole degrees; a tenth of one is more than anybody knows. */
    private static final double TENTHS = 10;

    private final Term of;
    private final Operands operands;
    private final int direction;
    private final int speed;
    private final Logic.Upwind logic;
    private final MeanWindow east;
    private final MeanWindow north;
    private double windDeg = Double.NaN;

    /** @param speed -1 where only the direction is known */
    UpwindGauge(Term of, Operands operands, int direction, int speed, Logic.Upwind logic) {
        this.of = of;
        this.operands = operands;
        this.direction = direction;
        this.speed = speed;
        this.logic = logic;
        east = new MeanWindow(logic.windowMs(), SPANS);
        north = new MeanWindow(logic.windowMs(), SPANS);
    }

    @Override
    public byte look(long atMs, int operand) {
        double fromRad = StrictMath.toRadians(operands.value(direction));
        double strength = speed < 0 ? 1 : operands.value(speed);
        double eastNow = strength * StrictMath.sin(fromRad);
        double northNow = strength * StrictMath.cos(fromRad);
        if (operand == direction || operand == speed) {
            east.add(atMs, eastNow);
            north.add(atMs, northNow);
        }
        wind(mean(east, eastNow), mean(north, northNow));
        double now = of.now();
        if (Double.isNaN(now)) {
            return UNKNOWN;
        }
        return now != 0 && anyUpwind() ? YES : NO;
    }

    private static double mean(MeanWindow window, double now) {
        double sum = 0;
        for (int i = 0; i < window.size(); i++) {
            sum += window.mean(i);
        }
        return window.size() == 0 ? now : sum / window.size();
    }

    private void wind(double eastMean, double northMean) {
        boolean calm = speed >= 0 && StrictMath.hypot(eastMean, northMean) < logic.calmMPerS();
        double deg = StrictMath.toDegrees(StrictMath.atan2(eastMean, northMean));
        windDeg = calm ? Double.NaN : Math.rint(TENTHS * (deg < 0 ? deg + CIRCLE_DEG : deg)) / TENTHS;
    }

    private boolean anyUpwind() {
        for (Logic.Source source : logic.sources()) {
            if (Double.isNaN(windDeg) || Logic.Upwind.offDeg(source, windDeg) <= logic.halfAngleDeg()) {
                return true;
            }
        }
        return false;
    }

    /** Where the wind comes from in the mean, in degrees; NaN in a calm. */
    @Override
    public double measure() {
        return windDeg;
    }

    @Override
    public void shift(long movedMs) {
        east.shift(movedMs);
        north.shift(movedMs);
    }

    @Override
    public void write(StateWriter out) {
        out.putDouble(windDeg);
        east.write(out);
        north.write(out);
    }

    @Override
    public void read(StateReader in) {
        windDeg = in.takeDouble();
        east.read(in);
        north.read(in);
    }
}
