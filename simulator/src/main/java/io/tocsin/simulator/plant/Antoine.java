package io.tocsin.simulator.plant;

/** Antoine's equation, log10(P / mmHg) = a - b / (c + T / C). */
record Antoine(double a, double b, double c) {
    private static final double KPA_PER_MMHG = 101.325 / 760;

    /** Vapour pressure in kPa absolute. */
    double kPa(double temperatureC) {
        return KPA_PER_MMHG * StrictMath.pow(10, a - b / (c + temperatureC));
    }
}
