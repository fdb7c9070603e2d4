package io.tocsin.embedded;

import org.jspecify.annotations.Nullable;

/** Why an embedded part did not start: a fault of the environment, said in one line that a person can act on. */
public abstract sealed class StartRefused extends Exception
        permits BindRefused, FolderUnusable, PortTaken, StartFailed {
    private static final long serialVersionUID = 1L;

    StartRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
