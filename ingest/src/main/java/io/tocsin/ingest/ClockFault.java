package io.tocsin.ingest;

import io.tocsin.rules.Input;

/**
 * A gateway's clock is wrong, or no longer so.
 *
 * @param standing true where the fault begins, false where it is over
 */
public record ClockFault(Address source, Input.GatewayFault.Fault fault, boolean standing, long receiveMs) {}
