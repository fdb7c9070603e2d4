package io.tocsin.history;

/** The one sample that a cursor stands on; written anew for each. */
final class Sample {
    long timeMs;
    int tag;
    double value;
    int quality;
    long receivedMs;
    boolean hasReceived;
}
