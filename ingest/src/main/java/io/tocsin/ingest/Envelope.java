package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a telemetry message says as a whole; handed out before its samples.
 *
 * @param session null where the message names none
 * @param seq {@link #NO_SEQ} where the message has none
 * @param stamped false where neither the message nor any sample of it carries a time: receipt was taken
 * @param newestMs the newest time in the message as it was sent; the time of receipt where there is none
 * @param shiftMs how far that lay ahead of receipt, or, below 0, how far the gateway's clock was set back: a stamped live
 *     sample's own time is its effective time plus this
 */
public record Envelope(
        Address source,
        @Nullable String session,
        long seq,
        boolean stamped,
        long newestMs,
        long shiftMs,
        long receiveMs) {
    /** Stands for a sequence number that was not given. */
    public static final long NO_SEQ = -1;
}
