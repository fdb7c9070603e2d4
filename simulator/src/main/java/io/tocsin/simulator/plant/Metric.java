package io.tocsin.simulator.plant;

/** The metrics that the plant gives a meaning to; the catalogue itself is open. */
final class Metric {
    static final String LEVEL = "LEVEL";
    static final String PRESSURE = "PRESSURE";
    static final String TEMPERATURE = "TEMPERATURE";
    static final String FLOW = "FLOW";
    static final String GAS = "GAS";
    static final String SWITCH = "SWITCH";
    static final String VALVE = "VALVE";

    private Metric() {}
}
