/**
 * The plant: tanks with a mass balance, pressures and temperatures that belong together, instruments that round and
 * saturate, and incidents as data. Yields what its gateways would publish.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one caller per plant. Same site, incident, seed and times give the same bytes on any machine.
 */
@NullMarked
package io.tocsin.simulator.plant;

import org.jspecify.annotations.NullMarked;
