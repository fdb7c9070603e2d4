package io.tocsin.embedded;

/** Somebody else listens on the port that was asked for. */
public final class PortTaken extends StartRefused {
    private static final long serialVersionUID = 1L;
    private final int port;

    PortTaken(String bind, int port) {
        super("expected port " + port + " free on " + bind + ", was taken", null);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
