/**
 * The MQTT shell: brings what gateways publish to the journal, and acknowledges only what the journal has stored.
 *
 * <p>Reads clocks, owns one thread and one Paho client at a time (with Paho's own threads). Everything public here is
 * safe to call from any thread.
 */
@NullMarked
package io.tocsin.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
