package io.tocsin.server.kafka;

/** Where a link to Kafka stands. */
public enum LinkState {
    /** Not started yet, or closed. */
    CLOSED,
    /** Asking Kafka for an answer. */
    CONNECTING,
    /** Kafka answers. */
    CONNECTED,
    /** Kafka failed; waiting before asking again. Nothing is lost meanwhile. */
    BACKING_OFF
}
