package io.tocsin.simulator.plant;

/**
 * Something that goes up and down with the day.
 *
 * @param zoneOffsetMs local time minus UTC
 * @param peakMs local time of day at which it is greatest
 */
record DayCurve(Signal drift, double swing, long zoneOffsetMs, double peakMs) implements Signal {
    private static final double DAY_MS = 86_400_000.0;
    /** A full tank lags behind the air: it is warmest in the late afternoon. */
    static final double LIQUID_WARMEST_MS = 17 * 3_600_000.0;

    @Override
    public double at(long timeMs) {
        double local = timeMs + zoneOffsetMs;
        return drift.at(timeMs) + swing * StrictMath.cos(2 * StrictMath.PI * ((local - peakMs) / DAY_MS));
    }
}
