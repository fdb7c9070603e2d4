package io.tocsin.simulator.link;

/** Where a link stands. */
public enum LinkState {
    /** On its way to the broker. */
    CONNECTING,
    /** Born at the broker; what is offered goes out. */
    CONNECTED,
    /** The broker is away; what is offered is kept. */
    BACKING_OFF,
    /** The broker does not want us, for good: it is a production broker. */
    REFUSED,
    /** Said goodbye. */
    STOPPED
}
