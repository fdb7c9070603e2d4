package io.tocsin.simulator;

import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.plant.Incident;

/**
 * What to simulate, and where to.
 *
 * @param incident as {@link io.tocsin.simulator.plant.Incidents#named} finds it
 * @param speed 1 to 20 times real time
 */
public record SimulationOptions(BrokerAccess broker, Incident incident, int speed, long seed) {}
