package io.tocsin.simulator.plant;

/** A true value as a function of time. */
interface Signal {
    double at(long timeMs);
}
