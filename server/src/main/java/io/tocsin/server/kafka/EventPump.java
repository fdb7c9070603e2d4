package io.tocsin.server.kafka;

import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an {@link EventSource} to Kafka: every record at least once, in order for each key, the same id and bytes on
 * a repeat.
 *
 * <p>The cursor moves only over what Kafka acknowledged. After any fault the producer is closed, and the next one goes
 * on from the acknowledged prefix, so a repeat begins at a record that may have arrived before; whoever reads drops
 * repeats by id. Missing topics are created on each connection. A topic that lost records (it was made anew, or a broker
 * came back with less than it had said yes to) is sent the log again from the oldest record held; the state topic is told
 * what stands.
 *
 * <p>Thread-safe: one thread of its own does the work, and nothing here waits for it but {@link #close(Duration)}.
 */
public final class EventPump {
    private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);
    private static final long IDLE_MS = 50;
    private static final long CREATED_WITHIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int BATCH_RECORDS = 100;
    private static final String ANSWER_MS = "5000";
    private static final int BATCH_BYTES = 128 << 10;
    private static final int REQUEST_BYTES_MAX = 8 << 20;
    private static final Duration CLOSE_NOW = Duration.ZERO;

    private final KafkaSettings kafka;
    private final Options options;
    private final EventSource source;
    private final StateSource states;
    private final PacedCursor cursor;
    private final CloudEventHeaders headers;
    private final LinkThread thread;
    private final LongAdder resends = new LongAdder();
    private volatile List<TopicCatalogue.Difference> differing = List.of();

    /**
     * Where the records come from.
     *
     * @param states asked where the state topic lost what it was told
     */
    public record From(EventSource log, StateSource states) {}

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
     * @param resends topics that had lost records and were sent them again, since the start
     * @param differing what Kafka's topics have otherwise than the catalogue says
     */
    public record Status(
            LinkStatus link, long position, long lag, long resends, List<TopicCatalogue.Difference> differing) {}

    /**
     * A pump that does not run yet.
     *
     * @param nowMs epoch milliseconds, for the status
     */
    public EventPump(KafkaSettings kafka, Options options, From from, PumpCursor cursor, LongSupplier nowMs) {
        this.kafka = kafka;
        this.options = options;
        this.source = from.log();
        this.states = from.states();
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
        return new Status(
                thread.status(), position, Math.max(0, source.lastSeq() - position), resends.sum(), differing);
    }

    /** Waits so long for the answers to what was sent; what was not sent stays in the source. */
    public void close(Duration patience) {
        thread.close(patience);
    }

    private void serve() throws Exception {
        TopicMarks marks = TopicMarks.of(cursor.note());
        meet(marks);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(producerProperties(options)), new ByteArraySerializer(), new ByteArraySerializer());
        // Closed by the failing answer itself: a record behind the failed one must not leave before it.
        InFlight inFlight = inFlight(producer, marks);
        try {
            thread.connected();
            if (marks.owesStates()) {
                tellStates(producer, marks);
            }
            source.seek(cursor.position());
            pump(producer, inFlight, marks);
            producer.flush();
        } catch (Exception e) {
            // Closing the producer over a fault makes it complain of being closed; the fault is what counts.
            inFlight.throwFault();
            throw e;
        } finally {
            end(producer, inFlight, marks);
        }
    }

    private InFlight inFlight(KafkaProducer<byte[], byte[]> producer, TopicMarks marks) {
        return new InFlight(cursor.position(), marks::acknowledged, thread::wakeUp, () -> producer.close(CLOSE_NOW));
    }

    private void end(KafkaProducer<byte[], byte[]> producer, InFlight inFlight, TopicMarks marks) throws IOException {
        // Out of patience while closing; the producer would take the interrupt for a fault of its own.
        Thread.interrupted();
        try {
            keep(inFlight, marks, true);
        } finally {
            producer.close(CLOSE_NOW);
            cursor.put(cursor.position(), marks.note());
        }
    }

    /** Makes missing topics, and looks whether those that were there have all they said yes to. */
    private void meet(TopicMarks marks) throws Exception {
        try (Admin admin = Admin.create(kafka.with(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS)))) {
            TopicCatalogue.Ensured ensured = kafka.topics().ensure(admin);
            say(ensured.differing());
            Map<TopicKind, TopicSeen> seen = seen(admin);
            long position = cursor.position();
            Set<TopicKind> lost = marks.lost(seen, kinds(ensured.created()), position);
            marks.goOn(seen, lost, position);
            cursor.put(startingAt(lost, position), marks.note());
        }
    }

    /** Once for each change, not at each connection. */
    private void say(List<TopicCatalogue.Difference> found) {
        if (!found.equals(differing)) {
            found.forEach(difference -> LOG.warn("a topic is not as it should be: {}", difference));
        }
        differing = found;
    }

    /** Kafka says that a topic is created before it knows it. */
    private Map<TopicKind, TopicSeen> seen(Admin admin) throws Exception {
        long untilNs = System.nanoTime() + CREATED_WITHIN_NS;
        while (true) {
            try {
                return TopicSeen.all(admin, kafka.topics());
            } catch (ExecutionException e) {
                boolean young = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!young || System.nanoTime() > untilNs || thread.closing()) {
                    throw e;
                }
                thread.nap(IDLE_MS);
            }
        }
    }

    private Set<TopicKind> kinds(List<String> names) {
        return TopicMarks.KEPT.stream()
                .filter(kind -> names.contains(kafka.topics().name(kind)))
                .collect(Collectors.toSet());
    }

    private long startingAt(Set<TopicKind> lost, long position) {
        if (lost.isEmpty()) {
            return position;
        }
        resends.add(lost.size());
        boolean statesOnly = lost.equals(Set.of(TopicKind.ALARM_STATE));
        long from = statesOnly ? position : Math.min(position, source.firstSeq() - 1);
        LOG.warn(
                "expected topics with all they said yes to, was {} made anew or cut short: {}",
                lost.stream().map(kafka.topics()::name).sorted().toList(),
                statesOnly ? "sending what stands" : "sending again from record " + (from + 1) + " of the event log");
        return from;
    }

    /** What stands first, then the log from there on: an older state never comes after a newer one. */
    private void tellStates(KafkaProducer<byte[], byte[]> producer, TopicMarks marks) throws Exception {
        InFlight inFlight = inFlight(producer, marks);
        try (StateSource.Present present = states.present(StateTopic.keys(kafka))) {
            EventRecord state = present.next();
            while (!thread.closing() && (state != null || !inFlight.isEmpty())) {
                inFlight.throwFault();
                inFlight.acknowledgedTo();
                if (state == null || inFlight.full()) {
                    thread.nap(IDLE_MS);
                } else {
                    send(producer, inFlight, state);
                    state = present.next();
                }
            }
            if (!thread.closing()) {
                marks.statesToldAsOf(present.seq());
                cursor.put(cursor.position(), marks.note());
            }
        }
    }

    private void pump(KafkaProducer<byte[], byte[]> producer, InFlight inFlight, TopicMarks marks) throws Exception {
        while (!thread.closing()) {
            boolean sent = sendSome(producer, inFlight, marks);
            keep(inFlight, marks, false);
            if (!sent) {
                thread.nap(IDLE_MS);
            }
        }
    }

    private boolean sendSome(KafkaProducer<byte[], byte[]> producer, InFlight inFlight, TopicMarks marks)
            throws Exception {
        inFlight.throwFault();
        int count = 0;
        while (count < BATCH_RECORDS && !inFlight.full() && !thread.closing()) {
            EventRecord event = source.next();
            if (event == null) {
                inFlight.sourceIsDry();
                break;
            }
            if (marks.isSettled(event.kind(), event.seq())) {
                inFlight.skipping(event.kind(), event.seq());
            } else {
                send(producer, inFlight, event);
            }
            // Without an answer about the topic each send blocks and fails: the first must be the last.
            inFlight.throwFault();
            count++;
        }
        return count > 0;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    private void send(KafkaProducer<byte[], byte[]> producer, InFlight inFlight, EventRecord event) {
        String topic = kafka.topics().name(event.kind());
        producer.send(headers.record(topic, event), inFlight.sending(event.kind(), event.seq()));
    }

    private void keep(InFlight inFlight, TopicMarks marks, boolean atOnce) throws IOException {
        if (cursor.moveTo(inFlight.acknowledgedTo(), marks::note, atOnce, System.nanoTime())) {
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
