package io.tocsin.rules.composite;

import io.tocsin.config.Logic.Direction;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/** Whether a value moves: the newest mean against the oldest of its window. */
final class MovingGauge implements Gauge {
    private static final int SPANS = 10;
    /** It stands again when it moves by less than half of what made it move. */
    private static final double BAND = 0.5;

    private final Operands operands;
    private final int operand;
    private final double amount;
    private final Direction direction;
    private final MeanWindow window;
    private double change = Double.NaN;

    MovingGauge(Operands operands, int operand, long windowMs, double amount, Direction direction) {
        this.operands = operands;
        this.operand = operand;
        this.amount = amount;
        this.direction = direction;
        window = new MeanWindow(windowMs, SPANS);
    }

    @Override
    public byte look(long atMs, int changed) {
        if (changed == operand && window.add(atMs, operands.value(operand))) {
            change = window.size() < 2 ? Double.NaN : window.mean(window.size() - 1) - window.mean(0);
        }
        if (Double.isNaN(change)) {
            return UNKNOWN;
        }
        double moved = switch (direction) {
            case BOTH -> Math.abs(change);
            case UP -> change;
            case DOWN -> -change;
        };
        if (moved >= amount) {
            return YES;
        }
        return moved < amount * BAND && window.isFull() ? NO : BETWEEN;
    }

    @Override
    public double measure() {
        return change;
    }

    @Override
    public void shift(long movedMs) {
        window.shift(movedMs);
    }

    @Override
    public void write(StateWriter out) {
        out.putDouble(change);
        window.write(out);
    }

    @Override
    public void read(StateReader in) {
        change = in.takeDouble();
        window.read(in);
    }
}
