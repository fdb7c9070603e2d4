package io.tocsin.server.link;

import org.jspecify.annotations.Nullable;

/**
 * How a link to a neighbour does, for health and metrics.
 *
 * @param sinceMs when it came into this state, epoch milliseconds
 * @param lastError the newest fault, kept after recovery; null where there was none
 * @param lastErrorTimeMs when that was; 0 where there was none
 */
public record LinkStatus(
        LinkState state, long sinceMs, @Nullable String lastError, long lastErrorTimeMs) {
    LinkStatus into(LinkState next, long nowMs) {
        return next == state ? this : new LinkStatus(next, nowMs, lastError, lastErrorTimeMs);
    }

    LinkStatus failed(String error, long nowMs) {
        return new LinkStatus(LinkState.BACKING_OFF, state == LinkState.BACKING_OFF ? sinceMs : nowMs, error, nowMs);
    }
}
