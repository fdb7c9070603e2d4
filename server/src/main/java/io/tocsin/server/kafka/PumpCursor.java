package io.tocsin.server.kafka;

import java.io.IOException;

/** How far Kafka has said yes, kept where it outlives the process. Called by the pump's thread alone once it runs. */
public interface PumpCursor {
    /** Everything up to and including this sequence was acknowledged; 0 at first. */
    long position();

    /** Every record up to and including this sequence is acknowledged. Rises from call to call. */
    void moveTo(long seq) throws IOException;
}
