package io.tocsin.ingest.mqtt;

/** What the link to the broker is doing. {@link #code()} is stable in metrics. */
public enum LinkState {
    /** A connection is being made, the session taken up, the subscriptions renewed. */
    CONNECTING(1),
    /** Messages come in. */
    CONNECTED(2),
    /** The last attempt or connection ended; the next one waits, for its time or for room in the intake. */
    BACKING_OFF(3),
    /** Closed by us; there is no next one. */
    CLOSED(4);

    private final int code;

    LinkState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
