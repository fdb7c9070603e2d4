package io.tocsin.server.live;

/**
 * What the data folder holds cannot be gone through again: a newer program wrote it, or something of it is gone. Told
 * in one line; nothing was changed.
 */
public final class NotRecoverable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotRecoverable(String message) {
        super(message);
    }
}
