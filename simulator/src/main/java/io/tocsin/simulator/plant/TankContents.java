package io.tocsin.simulator.plant;

import io.tocsin.config.TankShape;

/**
 * What is in a tank, by its mass balance: volume = start + received - drawn - spilled, at any moment.
 *
 * <p>Flows are constant between two changes and the volume is computed from the last change, so it does not depend on
 * how often anybody looks. Times must not step back behind the last change.
 */
final class TankContents {
    private static final double MS_PER_HOUR = 3_600_000.0;

    private final TankShape shape;
    private final double capacityM3;
    private long sinceMs;
    private double volumeM3;
    private double receivedM3;
    private double drawnM3;
    private double spilledM3;
    private double inflowM3PerHour;
    private double outflowM3PerHour;
    private long gaugedMs = Long.MIN_VALUE;
    private double gaugedM;

    TankContents(TankShape shape, double levelM, long timeMs) {
        this.shape = shape;
        this.capacityM3 = shape.volumeM3(shape.heightM());
        this.volumeM3 = shape.volumeM3(levelM);
        this.sinceMs = timeMs;
    }

    TankShape shape() {
        return shape;
    }

    double capacityM3() {
        return capacityM3;
    }

    double inflowM3PerHour() {
        return inflowM3PerHour;
    }

    double outflowM3PerHour() {
        return outflowM3PerHour;
    }

    void inflow(long timeMs, double m3PerHour) {
        settle(timeMs);
        inflowM3PerHour = m3PerHour;
    }

    void outflow(long timeMs, double m3PerHour) {
        settle(timeMs);
        outflowM3PerHour = m3PerHour;
    }

    double volumeM3(long timeMs) {
        return Math.max(0, Math.min(capacityM3, unbounded(timeMs)));
    }

    /** Several instruments look at one moment, so the last answer is kept. */
    double levelM(long timeMs) {
        if (timeMs != gaugedMs) {
            gaugedM = Strapping.levelM(shape, volumeM3(timeMs));
            gaugedMs = timeMs;
        }
        return gaugedM;
    }

    double receivedM3(long timeMs) {
        return receivedM3 + inflowM3PerHour * hours(timeMs);
    }

    /** An empty tank gives no more, whatever its pump would take. */
    double drawnM3(long timeMs) {
        return drawnM3 + outflowM3PerHour * hours(timeMs) - Math.max(0, -unbounded(timeMs));
    }

    /** What ran over the brim of a full tank. */
    double spilledM3(long timeMs) {
        return spilledM3 + Math.max(0, unbounded(timeMs) - capacityM3);
    }

    private double unbounded(long timeMs) {
        return volumeM3 + (inflowM3PerHour - outflowM3PerHour) * hours(timeMs);
    }

    private double hours(long timeMs) {
        return (timeMs - sinceMs) / MS_PER_HOUR;
    }

    private void settle(long timeMs) {
        double received = receivedM3(timeMs);
        double drawn = drawnM3(timeMs);
        double spilled = spilledM3(timeMs);
        double volume = volumeM3(timeMs);
        receivedM3 = received;
        drawnM3 = drawn;
        spilledM3 = spilled;
        volumeM3 = volume;
        sinceMs = timeMs;
    }
}
