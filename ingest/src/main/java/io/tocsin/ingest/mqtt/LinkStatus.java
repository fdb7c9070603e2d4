package io.tocsin.ingest.mqtt;

/**
 * The state of the link to the broker.
 *
 * @param sinceMs when that state was entered, by the shell's clock
 * @param lastError why the last connection or attempt ended; empty before the first such end
 * @param connections how many were made so far
 */
public record LinkStatus(LinkState state, long sinceMs, String lastError, long connections) {}
