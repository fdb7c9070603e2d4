package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.FieldClient;

/**
 * A link at a moment. Messages: offered = acked + buffered + dropped.
 *
 * @param published handed to the broker's connection, repeats included
 * @param acked acknowledged by the broker
 * @param repeated published again after a connection was lost
 * @param dropped given up, oldest first, because the buffer was full
 * @param buffered not acknowledged yet
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
        String lastProblem) {}
