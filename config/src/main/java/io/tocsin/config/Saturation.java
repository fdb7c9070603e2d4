package io.tocsin.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Substances whose vapour pressure is known, and that pressure over the temperature, by Antoine's equation: within 3 %
 * of handbook values where parks store them.
 *
 * <p>What boils at its own pressure stands on its curve. What lies under nitrogen or under air does not: there the
 * curve is only what the pressure cannot fall below.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of numbers in an array that nobody writes to
public enum Saturation {
    CHLORINE("chlorine", false, new Range(-40, 70), new Antoine(1, 6.93790, 861.34, 246.33)),
    AMMONIA("ammonia", false, new Range(-40, 70), new Antoine(1, 7.36050, 926.132, 240.17)),
    /** Propane and butane, 60 to 40, by Raoult; another mixture stands elsewhere. */
    LPG(
            "LPG",
            false,
            new Range(-40, 70),
            new Antoine(0.6, 6.80398, 803.81, 246.99),
            new Antoine(0.4, 6.80896, 935.86, 238.73)),
    PROPYLENE("propylene", false, new Range(-40, 70), new Antoine(1, 6.81960, 785.0, 247.0)),
    /** As methane: what little nitrogen and ethane it has moves it by more than a few kPa. */
    LNG("LNG", false, new Range(-175, -140), new Antoine(1, 6.69561, 405.42, 267.777)),
    /** Stored chilled and under nitrogen. */
    ETHYLENE_OXIDE("ethylene oxide", true, new Range(-40, 70), new Antoine(1, 7.12843, 1054.54, 237.76)),
    /** Stored about at the pressure of the air. */
    METHANOL("methanol", true, new Range(-10, 80), new Antoine(1, 8.08097, 1582.271, 239.726)),
    /** Stored about at the pressure of the air. */
    BENZENE("benzene", true, new Range(6, 80), new Antoine(1, 6.90565, 1211.033, 220.79)),
    /** Stored about at the pressure of the air. */
    ACRYLONITRILE("acrylonitrile", true, new Range(-10, 80), new Antoine(1, 7.03855, 1232.53, 222.47));

    private static final double KPA_PER_MMHG = 101.325 / 760;

    /** Where the equation is good, in degrees Celsius. */
    private record Range(double lowC, double highC) {}

    /** log10(P / mmHg) = a - b / (c + T / C), for a share of a mixture. */
    private record Antoine(double share, double a, double b, double c) {
        double kPa(double temperatureC) {
            return share * KPA_PER_MMHG * StrictMath.pow(10, a - b / (c + temperatureC));
        }
    }

    private final String substance;
    private final boolean lowerBound;
    private final Range range;
    private final Antoine[] parts;

    Saturation(String substance, boolean lowerBound, Range range, Antoine... parts) {
        this.substance = substance;
        this.lowerBound = lowerBound;
        this.range = range;
        this.parts = parts;
    }

    /** The substance of that name, as a tank's medium is named; empty where no curve of it is known. */
    public static Optional<Saturation> named(String substance) {
        String wanted = substance.toLowerCase(Locale.ROOT);
        for (Saturation each : values()) {
            if (each.substance.toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The names of all, in the order in which a person looks for them. */
    public static Set<String> substances() {
        Set<String> names = new LinkedHashSet<>();
        for (Saturation each : values()) {
            names.add(each.substance);
        }
        return names;
    }

    /** True where another gas holds the pressure up, so that only a pressure below the curve says something. */
    public boolean isLowerBound() {
        return lowerBound;
    }

    /** Absolute pressure of saturation in kPa; NaN outside the temperatures for which it is known. */
    public double kPa(double temperatureC) {
        if (!(temperatureC >= range.lowC && temperatureC <= range.highC)) {
            return Double.NaN;
        }
        double sum = 0;
        for (Antoine part : parts) {
            sum += part.kPa(temperatureC);
        }
        return sum;
    }
}
