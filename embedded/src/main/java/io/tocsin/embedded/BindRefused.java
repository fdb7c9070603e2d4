package io.tocsin.embedded;

/** The address to listen on is not loopback: these parts ask nobody who they are, so only this machine may reach them. */
public final class BindRefused extends StartRefused {
    private static final long serialVersionUID = 1L;

    BindRefused(String bind) {
        super("expected a loopback address to listen on, was " + bind, null);
    }
}
