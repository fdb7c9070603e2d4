package io.tocsin.rules.gates;

/** Where the findings go, in the order in which they happen. */
public interface GateSink {
    /** A passage, with what it is worth; duplicates too. What follows from it comes after it. */
    void passage(JudgedPassage passage);

    /** A rule is broken, that was not before. */
    void raised(GateRaise raise);

    /** It is over; never before it was raised. */
    void cleared(GateRule rule, String subject, long timeMs);
}
