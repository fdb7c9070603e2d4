package io.tocsin.server.kafka;

import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Carries an {@link EventSource} to Kafka: every record at least once, in order for each key, the same id and bytes on
 * a repeat.
 *
 * <p>The cursor moves only over what Kafka acknowledged. After any fault the producer is closed, and the next one goes
 * on from the acknowledged prefix, so a repeat begins at a record that may have arrived before; whoever reads drops
 * repeats by id. Missing topics are created on each connection.
 *
 * <p>Thread-safe: one thread of its own does the work, and nothing here waits for it but {@link #close(Duration)}.
 */
public final class EventPump {
    private static final long IDLE_MS = 50;
    private static final int BATCH_RECORDS = 100;
    private static final String ANSWER_MS = "5000";
    private static final int BATCH_BYTES = 128 << 10;
    private static final int REQUEST_BYTES_MAX = 8 << 20;
    private static final Duration CLOSE_NOW = Duration.ZERO;

    private final KafkaSettings kafka;
    private final Options options;
    private final EventSource source;
    private final PacedCursor cursor;
    private final CloudEventHeaders headers;
    private final LinkThread thread;
    private volatile List<TopicCatalogue.Difference> differing = List.of();

    /**
     * How to send.
     *
     * @param source CloudEvents source, as {@code /tocsin/binhai}
     * @param lingerMs how long a record may wait for others to travel with
     * @param deliveryTimeoutMs Kafka owes an answer by then; without it the pump starts anew
     */
    public record Options(String source, int lingerMs, int deliveryTimeoutMs) {
        public static Options of(String source) {
            return new Options(source, 5, 10_000);
        }
    }

    /**
     * How the pump does.
     *
     * @param position acknowledged and kept
     * @param lag records' sequences from there to the newest durable one
     * @param differing what Kafka's topics have otherwise than the catalogue says
     */
    public record Status(LinkStatus link, long position, long lag, List<TopicCatalogue.Difference> differing) {}

    /**
     * A pump that does not run yet.
     *
     * @param nowMs epoch milliseconds, for the status
     */
    public EventPump(KafkaSettings kafka, Options options, EventSource source, PumpCursor cursor, LongSupplier nowMs) {
        this.kafka = kafka;
        this.options = options;
        this.source = source;
        this.cursor = new PacedCursor(cursor);
        this.headers = new CloudEventHeaders(options.source());
        this.thread = new LinkThread("tocsin-kafka-pump", nowMs, this::serve);
    }

    public void start() {
        thread.start();
    }

    /** The source has more. Never blocks; may be called for every record. */
    public void wakeUp() {
        thread.wakeUp();
    }

    public Status status() {
        long position = cursor.position();
        return new Status(thread.status(), position, Math.max(0, source.lastSeq() - position), differing);
    }

    /** Waits so long for the answers to what was sent; what was not sent stays in the source. */
    public void close(Duration patience) {
        thread.close(patience);
    }

    private void serve() throws Exception {
        ensureTopics();
        source.seek(cursor.position());
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(producerProperties(options)), new ByteArraySerializer(), new ByteArraySerializer());
        // Closed by the failing answer itself: a record behind the failed one must not leave before it.
        InFlight inFlight = new InFlight(cursor.position(), thread::wakeUp, () -> producer.close(CLOSE_NOW));
        try {
            thread.connected();
            pump(producer, inFlight);
            producer.flush();
        } catch (Exception e) {
            // Closing the producer over a fault makes it complain of being closed; the fault is what counts.
            inFlight.throwFault();
            throw e;
        } finally {
            end(producer, inFlight);
        }
    }

    private void end(KafkaProducer<byte[], byte[]> producer, InFlight inFlight) throws IOException {
        // Out of patience while closing; the producer would take the interrupt for a fault of its own.
        Thread.interrupted();
        try {
            keep(inFlight, true);
        } finally {
            producer.close(CLOSE_NOW);
        }
    }

    private void ensureTopics() throws Exception {
        try (Admin admin = Admin.create(kafka.with(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS)))) {
            differing = kafka.topics().ensure(admin).differing();
        }
    }

    private void pump(KafkaProducer<byte[], byte[]> producer, InFlight inFlight) throws Exception {
        while (!thread.closing()) {
            boolean sent = sendSome(producer, inFlight);
            keep(inFlight, false);
            if (!sent) {
                thread.nap(IDLE_MS);
            }
        }
    }

    private boolean sendSome(KafkaProducer<byte[], byte[]> producer, InFlight inFlight) throws Exception {
        inFlight.throwFault();
        int count = 0;
        while (count < BATCH_RECORDS && !inFlight.full() && !thread.closing()) {
            EventRecord event = source.next();
            if (event == null) {
                inFlight.sourceIsDry();
                break;
            }
            send(producer, inFlight, event);
            // Without an answer about the topic each send blocks and fails: the first must be the last.
            inFlight.throwFault();
            count++;
        }
        return count > 0;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    private void send(KafkaProducer<byte[], byte[]> producer, InFlight inFlight, EventRecord event) {
        String topic = kafka.topics().name(event.kind());
        producer.send(headers.record(topic, event), inFlight.sending(event.seq()));
    }

    private void keep(InFlight inFlight, boolean atOnce) throws IOException {
        if (cursor.moveTo(inFlight.acknowledgedTo(), atOnce, System.nanoTime())) {
            thread.worked();
        }
    }

    /**
     * Every replica that must has a record before Kafka says yes. One request on the way: with more, the first of a new
     * producer may be refused and the second taken, idempotent or not, and a return would arrive before its raise.
     */
    static Map<String, Object> producerProperties(Options options) {
        int requestMs = Math.max(1, (options.deliveryTimeoutMs() - options.lingerMs()) / 2);
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                options.lingerMs(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                options.deliveryTimeoutMs(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                requestMs,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                TimeUnit.SECONDS.toMillis(5),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                REQUEST_BYTES_MAX);
    }
}
