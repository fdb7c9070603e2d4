/**
 * The field on a real MQTT broker: gateways that publish what the plant model, or a recording, gives them.
 *
 * <p>Not pure: it owns threads and connections, and takes its clock as an argument. The model is in {@code plant}, a whole
 * park in {@code scene}, the messages in {@code telemetry}, the connection in {@code link}, recordings in {@code replay}.
 */
@NullMarked
package io.tocsin.simulator;

import org.jspecify.annotations.NullMarked;
