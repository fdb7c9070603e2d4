package io.tocsin.config;

/** The inner geometry of a tank, in metres; turns a level into a volume. */
public sealed interface TankShape {
    /** The highest level that has a meaning, in m. */
    double heightM();

    /** Volume in m3 below a level in m; levels outside the tank count as its bottom or its top. */
    double volumeM3(double levelM);

    /** Upright cylinder. */
    record Vertical(double diameterM, double heightM) implements TankShape {
        @Override
        public double volumeM3(double levelM) {
            double h = clamp(levelM, heightM);
            return StrictMath.PI * diameterM * diameterM / 4 * h;
        }
    }

    /** Lying cylinder with flat ends. */
    record Horizontal(double diameterM, double lengthM) implements TankShape {
        @Override
        public double heightM() {
            return diameterM;
        }

        @Override
        public double volumeM3(double levelM) {
            double r = diameterM / 2;
            double h = clamp(levelM, diameterM);
            double segment = r * r * StrictMath.acos((r - h) / r) - (r - h) * StrictMath.sqrt(2 * r * h - h * h);
            return lengthM * segment;
        }
    }

    /** Sphere. */
    record Sphere(double diameterM) implements TankShape {
        @Override
        public double heightM() {
            return diameterM;
        }

        @Override
        public double volumeM3(double levelM) {
            double h = clamp(levelM, diameterM);
            return StrictMath.PI * h * h * (3 * diameterM / 2 - h) / 3;
        }
    }

    private static double clamp(double levelM, double heightM) {
        return Math.max(0, Math.min(heightM, levelM));
    }
}
