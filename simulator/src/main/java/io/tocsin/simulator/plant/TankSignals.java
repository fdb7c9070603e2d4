package io.tocsin.simulator.plant;

import io.tocsin.config.Tag;
import java.util.Optional;

/** What the instruments of one tank would see if they were perfect. */
final class TankSignals {
    private static final double ATMOSPHERE_KPA = 101.325;
    /** Nitrogen or dry gas that keeps air out of an empty vessel, kPa absolute. */
    private static final double PAD_KPA = ATMOSPHERE_KPA + 20;

    private static final double GAS_CONSTANT = 8.314;
    private static final double KELVIN = 273.15;
    private static final double OUTDOORS_C = 18;
    private static final double OUTDOORS_SWING_C = 2.5;
    /** The part of a temperature's swing that is no day curve. */
    private static final double DRIFT_SHARE = 0.2;

    private final Tank tank;
    private final TankContents contents;
    private final Noise noise;
    private final Optional<Medium> medium;
    private final Band.Hold temperature;
    private final Signal temperatureC;

    TankSignals(Tank tank, TankContents contents, Noise noise, long zoneOffsetMs) {
        this.tank = tank;
        this.contents = contents;
        this.noise = noise;
        this.medium = Medium.named(tank.spec().medium());
        this.temperature = temperatureHold();
        double drift = temperature.swing() * DRIFT_SHARE;
        Wander drifting = Wander.about(new Band.Hold(temperature.centre(), drift), noise);
        this.temperatureC =
                new DayCurve(drifting, temperature.swing() - drift, zoneOffsetMs, DayCurve.LIQUID_WARMEST_MS);
    }

    Signal temperatureC() {
        return temperatureC;
    }

    /** Bottom against top: a well-mixed tank shows a little, whatever its temperature. */
    Signal stratification(Tag tag) {
        Band band = Band.of(tag).closed(tag);
        return Wander.about(band.hold(0.15 * band.high(), 0.05 * band.high()), noise);
    }

    Signal level(Tag tag) {
        double metres = tank.metres(tag);
        return timeMs -> contents.levelM(timeMs) / metres;
    }

    Signal inflow() {
        return timeMs -> contents.inflowM3PerHour();
    }

    /**
     * Pressure in the tag's unit: on the saturation curve for a liquefied gas, else the nitrogen blanket's band. Where
     * the curve would leave the limits that the site sets (another mixture, absolute instead of gauge) the site is
     * believed.
     */
    Signal pressure(Tag tag) {
        double kPa = PressureUnit.kPaPer(tag.unit());
        Band band = Band.of(tag).closed(tag);
        Wander blanket = Wander.about(band.hold(band.low() + 0.4 * (band.high() - band.low()), swing(band)), noise);
        if (medium.isEmpty() || Double.isNaN(kPa)) {
            return blanket;
        }
        Medium known = medium.get();
        if (known.traits().blanketed()) {
            double usual = known.saturationKPa(temperature.centre());
            return timeMs -> blanket.at(timeMs) + (known.saturationKPa(temperatureC.at(timeMs)) - usual) / kPa;
        }
        return staysInside(known, band, kPa) ? saturated(known, kPa) : blanket;
    }

    private Signal saturated(Medium known, double kPa) {
        return timeMs -> gaugeKPa(known, temperatureC.at(timeMs), contents.volumeM3(timeMs)) / kPa;
    }

    /** Vapour comes first: a little liquid let into an empty vessel evaporates whole. */
    private double gaugeKPa(Medium known, double celsius, double volumeM3) {
        double kilomoles = volumeM3
                * known.traits().densityTPerM3()
                * 1000
                / known.traits().molarMass();
        double evaporated = kilomoles * GAS_CONSTANT * (celsius + KELVIN) / contents.capacityM3();
        double absolute = Math.min(known.saturationKPa(celsius), PAD_KPA + evaporated);
        return absolute - ATMOSPHERE_KPA;
    }

    private boolean staysInside(Medium known, Band band, double kPa) {
        double volume = contents.shape().volumeM3(TankOperation.startLevelM(tank, noise));
        double coldest = gaugeKPa(known, temperature.centre() - temperature.swing(), volume) / kPa;
        double warmest = gaugeKPa(known, temperature.centre() + temperature.swing(), volume) / kPa;
        double margin = 0.05 * (band.high() - band.low());
        return coldest > band.low() + margin && warmest < band.high() - margin;
    }

    private Band.Hold temperatureHold() {
        double usual = medium.map(known -> known.traits().usualC()).orElse(OUTDOORS_C);
        double swing = medium.map(known -> known.traits().swingC()).orElse(OUTDOORS_SWING_C);
        double seeded = usual + noise.signed(-3) * swing / 2;
        Band limits = tank.first(Metric.TEMPERATURE).map(Band::of).orElse(everything());
        return limits.hold(seeded, swing);
    }

    private static Band everything() {
        return new Band(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static double swing(Band band) {
        return 0.03 * (band.high() - band.low());
    }
}
