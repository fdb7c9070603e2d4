package io.tocsin.config;

import java.util.List;

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

    /**
     * A table of what the tank holds at its levels, as it was measured; straight lines between them.
     *
     * @param points at least two, with levels that rise and volumes that do not fall
     */
    record Strapping(List<Point> points) implements TankShape {
        public Strapping {
            points = List.copyOf(points);
        }

        @Override
        public double heightM() {
            return points.get(points.size() - 1).levelM();
        }

        @Override
        public double volumeM3(double levelM) {
            int above = 1;
            while (above < points.size() - 1 && points.get(above).levelM() < levelM) {
                above++;
            }
            Point low = points.get(above - 1);
            Point high = points.get(above);
            double share = (levelM - low.levelM()) / (high.levelM() - low.levelM());
            return low.volumeM3() + Math.max(0, Math.min(1, share)) * (high.volumeM3() - low.volumeM3());
        }
    }

    /** What a tank holds at a level. */
    record Point(double levelM, double volumeM3) {}

    private static double clamp(double levelM, double heightM) {
        return Math.max(0, Math.min(heightM, levelM));
    }
}
