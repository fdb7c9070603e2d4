package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A gateway came or went.
 *
 * @param eventMs the time that the status carries, never after receipt; of a last will that is when the connection
 *     began, so tell how long a gateway has been away by {@code receiveMs}
 */
public record GatewayStatus(
        Address source,
        boolean online,
        long eventMs,
        @Nullable String session,
        long receiveMs) {}
