package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/** The fields of a message beside its samples, while they come in. One object, used over and over. */
final class Header {
    long seq;

    @Nullable
    String session;

    /** The oldest number that will still be sent, as a birth says it. */
    long fromSeq;

    boolean sessionBad;
    long stampMs;
    boolean stampBad;
    boolean historical;
    boolean online;
    /** What must be there was there: the samples, or the word online. */
    boolean complete;

    void clear() {
        seq = Envelope.NO_SEQ;
        fromSeq = Envelope.NO_SEQ;
        session = null;
        sessionBad = false;
        stampMs = Batch.UNSTAMPED;
        stampBad = false;
        historical = false;
        online = false;
        complete = false;
    }

    boolean isStamped() {
        return stampMs != Batch.UNSTAMPED;
    }
}
