package io.tocsin.rules.composite;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Where a value goes: the straight line through the newest means, and how far its slope may be off.
 *
 * @param perMs its slope
 * @param bandPerMs how far the slope may be off, one-sided
 * @param now the line at the moment that was asked for
 */
record Trend(double perMs, double bandPerMs, double now) {
    /** Fewer means than these say nothing. */
    static final int LEAST = 6;

    private static final double MOST_ALIKE = 0.9;

    /** By how many bands a newer part must differ: with fewer, a swell makes a fill seem steeper than it is. */
    private static final double BENT = 4;

    /** How many standard errors a slope may be off, by the number of means. */
    static double[] quantiles(double confidence, int means) {
        double[] quantile = new double[means + 1];
        for (int n = LEAST; n <= means; n++) {
            quantile[n] = new TDistribution(n - 2).inverseCumulativeProbability(confidence);
        }
        return quantile;
    }

    /**
     * The trend of the longest newest stretch that is straight: one with whose slope its own newer parts agree. So a
     * fill that began a minute ago is not flattened by the standstill before it.
     *
     * @param window with at least {@link #LEAST} means
     * @param resolution the least step of the value: no mean is known better
     */
    static Trend of(MeanWindow window, long atMs, double resolution, double[] quantiles) {
        Trend straight = line(window, window.size(), atMs, resolution, quantiles);
        for (int n = window.size() / 2; n >= LEAST; n /= 2) {
            Trend newer = line(window, n, atMs, resolution, quantiles);
            if (Math.abs(newer.perMs - straight.perMs) > BENT * newer.bandPerMs) {
                straight = newer;
            }
        }
        return straight;
    }

    private static Trend line(MeanWindow window, int n, long atMs, double resolution, double[] quantiles) {
        SimpleRegression line = new SimpleRegression();
        int from = window.size() - n;
        double base = window.mean(window.size() - 1);
        for (int i = from; i < window.size(); i++) {
            line.addData((double) (window.timeMs(i) - atMs), window.mean(i) - base);
        }
        double leastError = resolution / StrictMath.sqrt(12 * line.getXSumSquares());
        double error =
                Math.max(line.getSlopeStdErr() * StrictMath.sqrt(spread(window, from, atMs, base, line)), leastError);
        return new Trend(line.getSlope(), quantiles[n] * error, base + line.getIntercept());
    }

    /** By how much the variance is more than that of independent means: a swell makes neighbours alike. */
    private static double spread(MeanWindow window, int from, long atMs, double base, SimpleRegression line) {
        double squares = 0;
        double products = 0;
        double last = 0;
        for (int i = from; i < window.size(); i++) {
            double off = window.mean(i) - base - line.predict((double) (window.timeMs(i) - atMs));
            squares += off * off;
            products += off * last;
            last = off;
        }
        // The line follows the swell by so much that neighbours seem less alike than they are.
        double alike = (squares == 0 ? 0 : products / squares) + 2.0 / (window.size() - from);
        double held = Math.max(0, Math.min(MOST_ALIKE, alike));
        return (1 + held) / (1 - held);
    }
}
