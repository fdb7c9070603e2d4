package io.tocsin.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decoder remembers between messages, as plain data for a snapshot.
 *
 * @param gateways by company, then gateway
 */
public record DecoderState(Counts counts, List<Gateway> gateways) {
    public DecoderState {
        gateways = List.copyOf(gateways);
    }

    /** Before the first message. */
    public static DecoderState initial() {
        return new DecoderState(Counts.none(), List.of());
    }

    /**
     * What is remembered of one gateway.
     *
     * @param session of its newest telemetry; null while none was named
     * @param lastSeq of its newest telemetry; {@link Envelope#NO_SEQ} before the first
     * @param window which of the 64 numbers up to the last were heard: bit n stands for lastSeq - n
     * @param missing sequence numbers that were skipped, over all sessions
     * @param late of these, came after all
     * @param repeats messages whose sequence number was not new, and statuses heard before
     * @param presence null before the first status
     * @param clock how far its stamps may be trusted
     */
    public record Gateway(
            String company,
            String gateway,
            @Nullable String session,
            long lastSeq,
            long window,
            long missing,
            long late,
            long repeats,
            @Nullable Presence presence,
            GatewayClock clock) {}
}
