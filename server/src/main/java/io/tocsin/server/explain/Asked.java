package io.tocsin.server.explain;

import org.jspecify.annotations.Nullable;

/**
 * Why was there no alarm?
 *
 * @param fromMs the first moment that is asked for
 * @param toMs the last one; the same for a single moment
 * @param condition null = all of the tag
 */
public record Asked(
        String tag, long fromMs, long toMs, @Nullable String condition) {
    public Asked {
        if (fromMs > toMs) {
            throw new IllegalArgumentException(
                    "expected a span that ends after it began, was " + fromMs + " to " + toMs);
        }
    }
}
