package io.tocsin.simulator.plant;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units in which gauge pressures are shown. */
enum PressureUnit {
    PA(0.001),
    KPA(1),
    BAR(100),
    MPA(1000);

    private final double kPa;

    PressureUnit(double kPa) {
        this.kPa = kPa;
    }

    /** kPa in one such unit; NaN for a unit that is not known, or that may mean absolute pressure. */
    static double kPaPer(@Nullable String unit) {
        if (unit == null) {
            return Double.NaN;
        }
        String plain = unit.toUpperCase(Locale.ROOT).replace("(G)", "").replace("(表)", "");
        for (PressureUnit known : values()) {
            if (plain.equals(known.name()) || plain.equals(known.name() + 'G')) {
                return known.kPa;
            }
        }
        return Double.NaN;
    }
}
