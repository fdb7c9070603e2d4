package io.tocsin.simulator.plant;

import io.tocsin.config.Tag;
import java.util.Optional;

/**
 * What is measured outside the tanks: weather, water, the accident pool. What a tag means is told from the last part of
 * its id, since the catalogue of metrics is open ({@code WATER} is a pH as well as a COD). No limit is neared.
 *
 * @param isDry true of a rain outlet: nothing runs through it while it does not rain
 * @param zoneOffsetMs local time minus UTC
 */
record Surroundings(Tag tag, Noise noise, boolean isDry, long zoneOffsetMs) {
    private static final double HOUR_MS = 3_600_000.0;
    /** Of a limit: where water and waste lie on a calm day. */
    private static final double USUAL_SHARE = 0.4;

    /** Empty where nothing is known of it. */
    Optional<Signal> signal() {
        return switch (Quantity.of(tag)) {
            case WIND_SPEED -> Optional.of(daily(2.6, 1.1, 0.5, 15));
            // Sea breeze from the south-east; far from north, where 359 is a neighbour of 1.
            case WIND_DIRECTION -> Optional.of(daily(135, 25, 12, 14));
            case TEMPERATURE -> isWeather() ? Optional.of(daily(19, 5, 0.6, 15)) : Optional.empty();
            // Fair weather: the field is strongest when the world's thunderstorms are, at 19 h UTC.
            case E_FIELD -> Optional.of(daily(0.14, 0.03, 0.02, 19 + zoneOffsetMs / HOUR_MS));
            case PH -> Optional.of(daily(7.4, 0.15, 0.1, 13));
            case COD, NH3N, EC -> Optional.of(share(0.08));
            case FLOW -> Optional.of(isDry ? timeMs -> 0 : share(0.2));
            case LEVEL -> Band.of(tag).hasLow() ? Optional.empty() : Optional.of(timeMs -> 0.02);
            case DT, OTHER -> Optional.empty();
        };
    }

    private boolean isWeather() {
        return tag.metric().equals("WEATHER");
    }

    /** A part of the lowest high limit, busier by day. */
    private Signal share(double swing) {
        Band band = Band.of(tag).closed(tag);
        return daily(USUAL_SHARE * band.high(), swing / 2 * band.high(), swing / 4 * band.high(), 14);
    }

    /** @param peakHour local */
    private Signal daily(double usual, double daySwing, double drift, double peakHour) {
        Band.Hold hold = Band.of(tag).hold(usual, daySwing + drift);
        double scale = hold.swing() / (daySwing + drift);
        Wander wander = Wander.about(new Band.Hold(hold.centre(), drift * scale), noise);
        return new DayCurve(wander, daySwing * scale, zoneOffsetMs, peakHour * HOUR_MS);
    }
}
