package io.tocsin.simulator.plant;

import io.tocsin.config.Tag;

/**
 * What an instrument makes of a true value: a little noise, its own number of decimals, and an end to its range. Like a
 * 4-20 mA loop it saturates a little outside its range (NE 43: 3.8 and 20.5 mA), so that out of range can be told from
 * full.
 *
 * @param decimals digits after the point
 * @param noiseHalfWidth the noise is uniform within +/- this
 * @param low the least value that it can say
 * @param high the greatest
 */
record Transmitter(int decimals, double noiseHalfWidth, double low, double high) {
    private static final double UNDER = 0.0125;
    private static final double OVER = 0.03;
    private static final double[] SCALE = {1, 10, 100, 1000, 10_000};

    static Transmitter of(Tag tag) {
        Tag.Range range = tag.range();
        boolean ranged = range != null && range.high() > range.low();
        double span = range != null && ranged ? range.high() - range.low() : Double.NaN;
        int decimals = decimals(tag.metric(), span);
        // Radar gauges repeat far better than they resolve; everything else shows its last digit moving.
        double noise = (tag.metric().equals(Metric.LEVEL) ? 0.02 : 0.3) / SCALE[decimals];
        if (range == null || !ranged) {
            return new Transmitter(decimals, noise, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double scale = SCALE[decimals];
        double low = later(Math.ceil((range.low() - UNDER * span) * scale) / scale, range.failLow());
        double high = earlier(Math.floor((range.high() + OVER * span) * scale) / scale, range.failHigh());
        return new Transmitter(decimals, noise, low, high);
    }

    /** Says 0 or 1 as it is. */
    static Transmitter discrete() {
        return new Transmitter(0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    double resolution() {
        return 1 / SCALE[decimals];
    }

    /** @param noise in [-1, 1) */
    double measure(double trueValue, double noise) {
        double scale = SCALE[decimals];
        double rounded = Math.rint((trueValue + noise * noiseHalfWidth) * scale) / scale;
        return Math.max(low, Math.min(high, rounded)) + 0.0; // never minus zero
    }

    private static int decimals(String metric, double span) {
        if (metric.equals(Metric.TEMPERATURE)) {
            return 1;
        }
        if (Double.isNaN(span)) {
            return 2;
        }
        int decimals = 0;
        while (decimals < SCALE.length - 1 && 1 / SCALE[decimals] > span / 1000) {
            decimals++;
        }
        return decimals;
    }

    private static double later(double value, double bound) {
        return Double.isNaN(bound) ? value : Math.max(value, bound);
    }

    private static double earlier(double value, double bound) {
        return Double.isNaN(bound) ? value : Math.min(value, bound);
    }
}
