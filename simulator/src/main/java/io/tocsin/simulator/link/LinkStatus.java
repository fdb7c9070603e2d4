package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.FieldClient;

/**
 * A link at a moment. Messages: offered = acked + buffered + dropped.
 *
 * @param published handed to the broker's connection, repeats included
 * @param acked acknowledged by the broker
 * @param repeated published again after a connection was lost, or because the broker lost it
 * @param dropped given up, oldest first, because the buffer was full
 * @param buffered not acknowledged yet
 * @param held acknowledged by the broker and not yet told to be durable: kept, to be sent again
 * @param forgotten held no longer, oldest first, because too much was
 * @param lastProblem empty where there was none
 */
public record LinkStatus(
        FieldClient client,
        LinkState state,
        long offered,
        long published,
        long acked,
        long repeated,
        long dropped,
        int buffered,
        int held,
        long forgotten,
        String lastProblem) {}
