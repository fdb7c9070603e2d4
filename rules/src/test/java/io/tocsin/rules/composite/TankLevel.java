package io.tocsin.rules.composite;

import java.util.Random;

/** A true level of the methanol tank T-101, and what its transmitter says of it. */
final class TankLevel {
    static final double DIAMETER_M = 17.0;
    static final double AREA_M2 = StrictMath.PI * DIAMETER_M * DIAMETER_M / 4;
    static final double HH = 13.10;

    private static final double SIGMA_M = 0.003;
    private static final double STEP_M = 0.001;
    private static final double SWELL_M = 0.003;
    private static final double BREATH_M = 0.010;
    private static final double DAY_S = 86_400;

    private final Random random;
    private final double swellS;
    private final double phase;

    TankLevel(Random random) {
        this.random = random;
        swellS = 60 + 180 * random.nextDouble();
        phase = 2 * StrictMath.PI * random.nextDouble();
    }

    /** The level after the day's warmth, without what the transmitter adds. */
    double warm(double level, double second) {
        return level + BREATH_M * StrictMath.sin(2 * StrictMath.PI * second / DAY_S + phase);
    }

    double read(double level, double second) {
        double swell = SWELL_M * StrictMath.sin(2 * StrictMath.PI * second / swellS);
        double noisy = level + swell + SIGMA_M * random.nextGaussian();
        return STEP_M * StrictMath.rint(noisy / STEP_M);
    }
}
