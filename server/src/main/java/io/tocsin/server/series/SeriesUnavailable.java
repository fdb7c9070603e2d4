package io.tocsin.server.series;

import org.jspecify.annotations.Nullable;

/** The store of series gives no answer, or refuses one. Nothing is lost: a later try may be answered. */
public final class SeriesUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public SeriesUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
