package io.tocsin.server.kafka;

/** What the engine says of itself every few seconds. */
@FunctionalInterface
public interface HeartbeatSource {
    /** How things stand now. Called by the heartbeat's thread alone, once for each record that is sent; never blocks. */
    EventRecord beat();
}
