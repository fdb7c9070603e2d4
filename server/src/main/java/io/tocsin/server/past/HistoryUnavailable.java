package io.tocsin.server.past;

import org.jspecify.annotations.Nullable;

/** The history gives no answer now; it may later. */
public final class HistoryUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public HistoryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
