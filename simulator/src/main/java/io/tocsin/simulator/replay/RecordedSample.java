package io.tocsin.simulator.replay;

import io.tocsin.simulator.telemetry.ReadingQuality;

/**
 * One sample of a recording.
 *
 * @param timeMs epoch ms, its own time
 * @param value NaN where the recording has no readable number
 */
public record RecordedSample(long timeMs, String tag, double value, ReadingQuality quality) {}
