package io.tocsin.embedded;

/** The library gave up for a reason of its own, kept as the cause. */
public final class StartFailed extends StartRefused {
    private static final long serialVersionUID = 1L;

    StartFailed(String part, Throwable cause) {
        super("expected " + part + " to start, was " + cause, cause);
    }
}
