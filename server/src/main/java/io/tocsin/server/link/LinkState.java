package io.tocsin.server.link;

/** Where a link to a neighbour stands. */
public enum LinkState {
    /** Not started yet, or closed. */
    CLOSED,
    /** Asking the neighbour for an answer. */
    CONNECTING,
    /** The neighbour answers. */
    CONNECTED,
    /** The neighbour failed; waiting before asking again. Nothing is lost meanwhile. */
    BACKING_OFF
}
