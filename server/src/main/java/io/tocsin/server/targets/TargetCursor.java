package io.tocsin.server.targets;

import java.io.IOException;

/** How far a target was told, kept where it outlives the process. For one thread. */
public interface TargetCursor {
    /** Everything up to and including this sequence was told, or was not to be told; 0 at first. */
    long position();

    /** What was noted with it; empty where the cursor was never moved. */
    String note();

    /** Durable when it returns; where it throws the old position counts. */
    void moveTo(long seq, String note) throws IOException;
}
