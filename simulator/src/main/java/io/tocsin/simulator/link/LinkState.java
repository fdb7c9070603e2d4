package io.tocsin.simulator.link;

/** Where a link stands. */
public enum LinkState {
    /** On its way to the broker. */
    CONNECTING,
    /** Born at the broker; what is offered goes out. */
    CONNECTED,
    /** The broker is away; what is offered is kept. */
    BACKING_OFF,
    /** The line is cut, as the incident wants it; the broker has said the last will. */
    DARK,
    /** The broker does not want us, for good: it is a production broker. */
    REFUSED,
    /** Said goodbye. */
    STOPPED
}
