package io.tocsin.simulator.plant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A liquefied gas: what its pressure has to do with its temperature. Everything else in a tank lies under a nitrogen
 * blanket, whose pressure does not follow the temperature.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of numbers and a list of strings do not change
enum Medium {
    CHLORINE(new Traits(1.41, 70.9, false, 18, 2.5), "chlorine", "液氯", "7782-50-5"),
    AMMONIA(new Traits(0.60, 17.03, false, 18, 2.5), "ammonia", "液氨", "7664-41-7"),
    /** Propane and butane 60/40, by Raoult. */
    LPG(new Traits(0.54, 49.7, false, 18, 2.5), "lpg", "液化石油气", "68476-85-7"),
    PROPYLENE(new Traits(0.51, 42.08, false, 18, 2.5), "propylene", "丙烯", "115-07-1"),
    /** Chilled, under nitrogen: its own vapour pressure comes on top of the blanket's. */
    ETHYLENE_OXIDE(new Traits(0.88, 44.05, true, 0, 0.3), "ethylene oxide", "环氧乙烷", "75-21-8"),
    /** Boils at its own pressure. */
    LNG(new Traits(0.44, 16.04, false, -159.9, 0.05), "lng", "液化天然气", "8006-14-2");

    private static final Antoine PROPANE = new Antoine(6.80398, 803.81, 246.99);
    private static final Antoine BUTANE = new Antoine(6.80896, 935.86, 238.73);

    private final Traits traits;
    private final List<String> names;

    Medium(Traits traits, String... names) {
        this.traits = traits;
        this.names = List.of(names);
    }

    /**
     * @param densityTPerM3 of the liquid
     * @param molarMass in kg/kmol
     * @param blanketed true where nitrogen holds the pressure up
     * @param usualC the usual temperature of its storage
     * @param swingC how far a day moves it
     */
    record Traits(double densityTPerM3, double molarMass, boolean blanketed, double usualC, double swingC) {}

    Traits traits() {
        return traits;
    }

    /** Saturation pressure in kPa absolute; within 3 % of handbook values where the park stores it. */
    double saturationKPa(double temperatureC) {
        return switch (this) {
            case CHLORINE -> new Antoine(6.93790, 861.34, 246.33).kPa(temperatureC);
            case AMMONIA -> new Antoine(7.36050, 926.132, 240.17).kPa(temperatureC);
            case LPG -> 0.6 * PROPANE.kPa(temperatureC) + 0.4 * BUTANE.kPa(temperatureC);
            case PROPYLENE -> new Antoine(6.81960, 785.0, 247.0).kPa(temperatureC);
            case ETHYLENE_OXIDE -> new Antoine(7.12843, 1054.54, 237.76).kPa(temperatureC);
            case LNG -> new Antoine(6.69561, 405.42, 267.777).kPa(temperatureC);
        };
    }

    /** The medium that a site's words name ("liquid chlorine", 液氯, a CAS number); empty for all others. */
    static Optional<Medium> named(@Nullable String words) {
        if (words == null) {
            return Optional.empty();
        }
        String wanted = words.toLowerCase(Locale.ROOT);
        for (Medium medium : values()) {
            if (medium.names.stream().anyMatch(wanted::contains)) {
                return Optional.of(medium);
            }
        }
        return Optional.empty();
    }
}
