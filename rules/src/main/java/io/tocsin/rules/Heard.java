package io.tocsin.rules;

/**
 * What is known of one tag at this moment.
 *
 * @param value the last good value; NaN where there was none
 * @param newestMs effective time of the newest live sample, good or bad; {@link Long#MIN_VALUE} before the first
 * @param quality {@link Quality#code()} of that sample
 * @param heardMs receive time of the last sign of life; {@link Long#MIN_VALUE} before the first
 */
public record Heard(double value, long newestMs, int quality, long heardMs) {}
