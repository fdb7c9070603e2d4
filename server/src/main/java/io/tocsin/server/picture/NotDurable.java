package io.tocsin.server.picture;

/** The disk takes nothing now: what is asked for cannot be promised to stand. */
public final class NotDurable extends Exception {
    private static final long serialVersionUID = 1;

    public NotDurable() {
        super("expected a disk that takes what is written, was one that does not");
    }
}
