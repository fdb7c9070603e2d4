package io.tocsin.server.kafka;

import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells Kafka every few seconds that the engine is alive. Each record is made when it can be sent, one at a time, and
 * given up when Kafka does not answer: an old heartbeat says nothing, so none waits for a Kafka that is away.
 *
 * <p>Thread-safe: one thread and one producer of its own, so that it neither delays a transition nor waits behind one.
 */
public final class Heartbeat {
    private final KafkaSettings kafka;
    private final Options options;
    private final HeartbeatSource source;
    private final CloudEventHeaders headers;
    private final LinkThread thread;

    /**
     * How to send.
     *
     * @param source CloudEvents source, as {@code /tocsin/binhai}
     * @param periodMs from one record to the next
     * @param answerMs Kafka owes an answer by then
     */
    public record Options(String source, int periodMs, int answerMs) {
        /** Five seconds is what a watcher can count on; two are enough for an answer. */
        public static Options of(String source) {
            return new Options(source, 5_000, 2_000);
        }
    }

    /**
     * A heartbeat that does not run yet.
     *
     * @param nowMs epoch milliseconds, for the status
     */
    public Heartbeat(KafkaSettings kafka, Options options, HeartbeatSource source, LongSupplier nowMs) {
        this.kafka = kafka;
        this.options = options;
        this.source = source;
        this.headers = new CloudEventHeaders(options.source());
        this.thread = new LinkThread("tocsin-kafka-heartbeat", nowMs, this::serve);
    }

    public void start() {
        thread.start();
    }

    public LinkStatus status() {
        return thread.status();
    }

    /** No more is said afterwards. */
    public void close(Duration patience) {
        thread.close(patience);
    }

    private void serve() throws Exception {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(producerProperties(options)), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            while (!thread.closing()) {
                long nextNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.periodMs());
                EventRecord beat = source.beat();
                producer.send(headers.record(kafka.topics().name(beat.kind()), beat))
                        .get();
                thread.connected();
                thread.worked();
                rest(nextNs);
            }
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void rest(long untilNs) {
        for (long left = untilNs - System.nanoTime();
                left > 0 && !thread.closing();
                left = untilNs - System.nanoTime()) {
            thread.nap(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    /** No retries: what Kafka did not take at once is already old. */
    static Map<String, Object> producerProperties(Options options) {
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.RETRIES_CONFIG,
                0,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                options.answerMs(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                options.answerMs(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                options.answerMs());
    }
}
