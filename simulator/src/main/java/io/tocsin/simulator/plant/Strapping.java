package io.tocsin.simulator.plant;

import io.tocsin.config.TankShape;

/** The inverse of {@link TankShape#volumeM3(double)}: from a volume to its level. */
final class Strapping {
    private static final double TOLERANCE_M = 1e-11;

    private Strapping() {}

    /** Level in m below which a tank holds a volume in m3; a volume that does not fit counts as empty or full. */
    static double levelM(TankShape shape, double volumeM3) {
        if (shape instanceof TankShape.Vertical upright) {
            double level = volumeM3 / (StrictMath.PI * upright.diameterM() * upright.diameterM() / 4);
            return Math.max(0, Math.min(upright.heightM(), level));
        }
        if (volumeM3 <= 0) {
            return 0;
        }
        return volumeM3 >= shape.volumeM3(shape.heightM()) ? shape.heightM() : bisect(shape, volumeM3);
    }

    /** Volume grows with level in every shape, so halving always gets there; Newton stalls at the poles of a sphere. */
    private static double bisect(TankShape shape, double volumeM3) {
        double low = 0;
        double high = shape.heightM();
        while (high - low > TOLERANCE_M) {
            double middle = (low + high) / 2;
            if (shape.volumeM3(middle) < volumeM3) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
