package io.tocsin.server.live;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Inputs on their way from the journal's thread to the engine's, and back word that they were judged.
 *
 * @param records in order
 * @param durable false where the disk did not take them: they are judged all the same
 * @param judged counted down by the engine's thread once it is through
 */
record InputGroup(List<InputRecord> records, boolean durable, CountDownLatch judged) {
    InputGroup(List<InputRecord> records, boolean durable) {
        this(records, durable, new CountDownLatch(1));
    }

    boolean isJudgedWithin(long patienceMs) throws InterruptedException {
        return judged.await(patienceMs, TimeUnit.MILLISECONDS);
    }
}
