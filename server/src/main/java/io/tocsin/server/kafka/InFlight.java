package io.tocsin.server.kafka;

import java.util.ArrayDeque;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What one producer was given and has not confirmed. The pump's thread adds and looks; Kafka's thread only marks, each
 * record its own, so that neither waits for the other.
 */
final class InFlight {
    static final int RECORDS_MAX = 1_000;

    private static final class Sent {
        private final long seq;
        private volatile boolean acknowledged;

        Sent(long seq) {
            this.seq = seq;
        }
    }

    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final Runnable onAnswer;
    private final Runnable onFault;
    private volatile @Nullable Exception fault;
    private long newestAcknowledged;
    private long wholeTo;
    private boolean more;

    /**
     * A new producer's.
     *
     * @param position acknowledged before
     * @param onAnswer called by Kafka's thread; must not block
     * @param onFault called once, before any record behind the failed one is sent
     */
    InFlight(long position, Runnable onAnswer, Runnable onFault) {
        this.newestAcknowledged = position;
        this.wholeTo = position;
        this.onAnswer = onAnswer;
        this.onFault = onFault;
    }

    boolean full() {
        return sent.size() >= RECORDS_MAX;
    }

    /** What Kafka calls when it has an answer for this record. */
    Callback sending(long seq) {
        Sent record = new Sent(seq);
        sent.add(record);
        more = true;
        return (metadata, error) -> answered(record, error);
    }

    private void answered(Sent record, @Nullable Exception error) {
        if (error == null) {
            record.acknowledged = true;
        } else if (fault == null) {
            fault = error;
            onFault.run();
        }
        onAnswer.run();
    }

    /** The source has nothing more for now, so the last sequence is whole. */
    void sourceIsDry() {
        more = false;
    }

    void throwFault() throws Exception {
        Exception found = fault;
        if (found != null) {
            throw found;
        }
    }

    /** Every record up to and including this sequence is acknowledged, and no other record shares it. */
    long acknowledgedTo() {
        for (Sent head = sent.peek(); head != null && head.acknowledged; head = sent.peek()) {
            sent.remove();
            if (head.seq > newestAcknowledged) {
                wholeTo = newestAcknowledged;
                newestAcknowledged = head.seq;
            }
        }
        Sent next = sent.peek();
        if (next == null ? !more : next.seq > newestAcknowledged) {
            wholeTo = newestAcknowledged;
        }
        return wholeTo;
    }
}
