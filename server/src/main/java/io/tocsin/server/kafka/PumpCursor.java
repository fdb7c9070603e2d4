package io.tocsin.server.kafka;

import java.io.IOException;

/** How far Kafka has said yes, kept where it outlives the process. Called by the pump's thread alone once it runs. */
public interface PumpCursor {
    /** Everything up to and including this sequence was acknowledged; 0 at first. */
    long position();

    /** What was noted with it; empty at first. */
    String note();

    /**
     * Every record up to and including this sequence is acknowledged. Rises from call to call, but goes back where a
     * topic lost records.
     */
    void moveTo(long seq, String note) throws IOException;
}
