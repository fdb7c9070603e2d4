package io.tocsin.rules.composite;

import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.TankShape;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/**
 * What tanks gained or lost over a window beyond what flowed: the newest mean of a balance against the oldest.
 *
 * <p>The balance is what the tanks hold less what has flowed into them so far, so it stands while all is accounted for,
 * and a transfer from one to the other does not move it. A flow counts as it was read last until it is read again; a
 * while of a span or less in which something could not be read is bridged so, and a longer one begins the window anew.
 */
final class MovementGauge implements Gauge {
    private static final int SPANS = 30;
    /** It is accounted for again when less than half of what may be is missing. */
    private static final double BAND = 0.5;

    private static final double MS_PER_HOUR = 3_600_000;
    private static final long UNSEEN = Long.MIN_VALUE;

    private final Operands operands;
    private final int[] levels;
    private final TankShape[] shapes;
    private final int[] in;
    private final int[] out;
    private final double limitM3;
    private final Direction direction;
    private final long bridgeMs;
    private final MeanWindow window;

    private long lastMs = UNSEEN;
    private boolean blind;
    private double flowM3PerH;
    private double flownM3;
    private double unaccountedM3 = Double.NaN;

    MovementGauge(Operands operands, int[] levels, int[] in, int[] out, Logic.Movement logic) {
        this.operands = operands;
        this.levels = levels.clone();
        this.in = in.clone();
        this.out = out.clone();
        shapes = logic.levels().stream().map(Logic.Level::shape).toArray(TankShape[]::new);
        limitM3 = logic.limitM3();
        direction = logic.direction();
        bridgeMs = Math.max(1, logic.windowMs() / SPANS);
        window = new MeanWindow(logic.windowMs(), SPANS);
    }

    @Override
    public byte look(long atMs, int operand) {
        flow(atMs);
        if (isLevel(operand) && window.add(atMs, volumeM3() - flownM3)) {
            int size = window.size();
            unaccountedM3 = size < 2 ? Double.NaN : window.mean(size - 1) - window.mean(0);
        }
        if (Double.isNaN(unaccountedM3)) {
            return UNKNOWN;
        }
        double missing = switch (direction) {
            case BOTH -> Math.abs(unaccountedM3);
            case UP -> unaccountedM3;
            case DOWN -> -unaccountedM3;
        };
        if (missing >= limitM3) {
            return YES;
        }
        return missing < limitM3 * BAND && window.isFull() ? NO : BETWEEN;
    }

    /** What flowed since it looked last, and what flows from now on. */
    private void flow(long atMs) {
        if (blind && lastMs != UNSEEN && atMs - lastMs > bridgeMs) {
            window.clear();
            unaccountedM3 = Double.NaN;
        } else if (lastMs != UNSEEN) {
            flownM3 += flowM3PerH * (atMs - lastMs) / MS_PER_HOUR;
        }
        blind = false;
        lastMs = atMs;
        flowM3PerH = 0;
        for (int each : in) {
            flowM3PerH += operands.value(each);
        }
        for (int each : out) {
            flowM3PerH -= operands.value(each);
        }
    }

    private boolean isLevel(int operand) {
        for (int level : levels) {
            if (level == operand) {
                return true;
            }
        }
        return false;
    }

    private double volumeM3() {
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += shapes[i].volumeM3(operands.value(levels[i]));
        }
        return sum;
    }

    @Override
    public void blind(long atMs) {
        blind = true;
    }

    /** What was gained that did not flow in, in m3; below 0 for what was lost. */
    @Override
    public double measure() {
        return unaccountedM3;
    }

    @Override
    public void shift(long movedMs) {
        lastMs += lastMs == UNSEEN ? 0 : movedMs;
        window.shift(movedMs);
    }

    @Override
    public void write(StateWriter to) {
        to.putLong(lastMs);
        to.putBoolean(blind);
        to.putDouble(flowM3PerH);
        to.putDouble(flownM3);
        to.putDouble(unaccountedM3);
        window.write(to);
    }

    @Override
    public void read(StateReader from) {
        lastMs = from.takeLong();
        blind = from.takeBoolean();
        flowM3PerH = from.takeDouble();
        flownM3 = from.takeDouble();
        unaccountedM3 = from.takeDouble();
        window.read(from);
    }
}
