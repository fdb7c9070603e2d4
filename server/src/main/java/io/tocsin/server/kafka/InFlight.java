package io.tocsin.server.kafka;

import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What one producer was given and has not confirmed. The pump's thread adds and looks; Kafka's thread only marks, each
 * record its own, so that neither waits for the other.
 */
final class InFlight {
    static final int RECORDS_MAX = 1_000;

    /** Hears of each acknowledged record, in the order of sending, on the pump's thread. */
    interface Acknowledged {
        void acknowledged(TopicKind kind, RecordMetadata metadata) throws IOException;
    }

    private static final class Sent {
        private final TopicKind kind;
        private final long seq;
        private volatile @Nullable RecordMetadata metadata;
        private volatile boolean acknowledged;

        Sent(TopicKind kind, long seq) {
            this.kind = kind;
            this.seq = seq;
        }
    }

    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final Acknowledged acknowledgements;
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
     * @param acknowledgements hears of each record from {@link #acknowledgedTo()}
     * @param onAnswer called by Kafka's thread; must not block
     * @param onFault called once, before any record behind the failed one is sent
     */
    InFlight(long position, Acknowledged acknowledgements, Runnable onAnswer, Runnable onFault) {
        this.acknowledgements = acknowledgements;
        this.newestAcknowledged = position;
        this.wholeTo = position;
        this.onAnswer = onAnswer;
        this.onFault = onFault;
    }

    boolean full() {
        return sent.size() >= RECORDS_MAX;
    }

    /** What Kafka calls when it has an answer for this record. */
    Callback sending(TopicKind kind, long seq) {
        Sent record = new Sent(kind, seq);
        sent.add(record);
        more = true;
        return (metadata, error) -> answered(record, metadata, error);
    }

    /** Kafka has this record already. */
    void skipping(TopicKind kind, long seq) {
        Sent record = new Sent(kind, seq);
        record.acknowledged = true;
        sent.add(record);
        more = true;
    }

    private void answered(Sent record, @Nullable RecordMetadata metadata, @Nullable Exception error) {
        if (error == null) {
            record.metadata = metadata;
            record.acknowledged = true;
        } else if (fault == null) {
            fault = error;
            onFault.run();
        }
        onAnswer.run();
    }

    /** Nothing waits for an answer that was not looked at. */
    boolean isEmpty() {
        return sent.isEmpty();
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
    long acknowledgedTo() throws IOException {
        for (Sent head = sent.peek(); head != null && head.acknowledged; head = sent.peek()) {
            sent.remove();
            RecordMetadata metadata = head.metadata;
            if (metadata != null) {
                acknowledgements.acknowledged(head.kind, metadata);
            }
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
