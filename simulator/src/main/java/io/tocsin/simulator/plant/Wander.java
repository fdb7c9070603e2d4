package io.tocsin.simulator.plant;

/** A value that drifts gently about a centre and never leaves centre +/- swing. */
record Wander(double centre, double swing, double phase) implements Signal {
    private static final double SLOW_MS = 47 * 60_000.0;
    private static final double FAST_MS = 13 * 60_000.0;

    static Wander about(Band.Hold hold, Noise noise) {
        return new Wander(hold.centre(), hold.swing(), noise.between(-1, 0, 2 * StrictMath.PI));
    }

    @Override
    public double at(long timeMs) {
        double slow = StrictMath.sin(2 * StrictMath.PI * (timeMs / SLOW_MS) + phase);
        double fast = StrictMath.sin(2 * StrictMath.PI * (timeMs / FAST_MS) + 2 * phase);
        return centre + swing * (0.7 * slow + 0.3 * fast);
    }
}
