package io.tocsin.simulator.plant;

/**
 * The temperature of a liquid outdoors: warmest in the late afternoon, since a full tank lags behind the air.
 *
 * @param zoneOffsetMs local time minus UTC
 */
record DayCurve(Signal drift, double swing, long zoneOffsetMs) implements Signal {
    private static final double DAY_MS = 86_400_000.0;
    private static final double WARMEST_MS = 17 * 3_600_000.0;

    @Override
    public double at(long timeMs) {
        double local = timeMs + zoneOffsetMs;
        return drift.at(timeMs) + swing * StrictMath.cos(2 * StrictMath.PI * ((local - WARMEST_MS) / DAY_MS));
    }
}
