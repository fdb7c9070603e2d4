package io.tocsin.simulator.telemetry;

/** What an instrument says of its own value; the words are those of the native message. */
public enum ReadingQuality {
    GOOD,
    UNCERTAIN,
    BAD
}
