package io.tocsin.simulator.telemetry;

/**
 * One value on its way to the broker.
 *
 * @param value in the tag's unit; NaN or infinite = no number could be read
 */
public record Reading(String tag, double value, ReadingQuality quality) {}
