package io.tocsin.server.kafka;

import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brings the commands topic in: every command at least once, in order for each key, its offset committed only after it
 * was taken. A command may come again after a restart or a fault; whoever takes it drops repeats by request id.
 *
 * <p>It begins at the committed offset. Where none was ever committed it begins at the oldest command the topic keeps,
 * for one sent before the engine's first start must not be lost without a word.
 *
 * <p>It assigns itself all partitions instead of joining a group: one engine is in command, and after a crash it need
 * not wait for its former self to be declared dead.
 *
 * <p>Thread-safe: one thread of its own does the work.
 */
public final class CommandConsumer {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long CHECK_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CREATED_WITHIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int RECORDS_MAX = 100;

    /** Takes one command. Called by the consumer's thread. */
    public interface Commands {
        /**
         * Journals the command and returns when that is durable.
         *
         * @param value as it was sent, of whatever sense; empty where the record had none
         * @param kafkaTimeMs when Kafka got it, epoch milliseconds
         * @return false where it cannot be taken now: it is offered again
         */
        boolean accept(byte[] value, long kafkaTimeMs) throws Exception;
    }

    /**
     * How the consumer does.
     *
     * @param taken commands taken since the start, repeats counted
     * @param lag commands in Kafka that were not taken, as of the last look
     */
    public record Status(LinkStatus link, long taken, long lag) {}

    private final KafkaSettings kafka;
    private final String group;
    private final Commands commands;
    private final LinkThread thread;
    private final LongAdder taken = new LongAdder();
    private volatile long lag;
    private long checkedNs;

    /**
     * A consumer that does not run yet.
     *
     * @param group under whose name the offsets are committed; one for each engine
     * @param nowMs epoch milliseconds, for the status
     */
    public CommandConsumer(KafkaSettings kafka, String group, Commands commands, LongSupplier nowMs) {
        this.kafka = kafka;
        this.group = group;
        this.commands = commands;
        this.thread = new LinkThread("tocsin-kafka-commands", nowMs, this::serve);
    }

    public void start() {
        thread.start();
    }

    public Status status() {
        return new Status(thread.status(), taken.sum(), lag);
    }

    /** Waits so long for the command being taken to be committed. */
    public void close(Duration patience) {
        thread.close(patience);
    }

    private void serve() throws Exception {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.with(consumerProperties(group)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions(consumer));
            look(consumer);
            thread.connected();
            while (!thread.closing()) {
                take(consumer, consumer.poll(POLL));
                lookIfDue(consumer);
            }
        }
    }

    private Set<TopicPartition> partitions(Consumer<?, ?> consumer) throws IOException {
        String topic = kafka.topics().name(TopicKind.ALARM_COMMANDS);
        List<PartitionInfo> found = found(consumer, topic);
        if (found.isEmpty()) {
            throw new IOException("expected topic " + topic + " to exist, was absent");
        }
        return found.stream().map(p -> new TopicPartition(topic, p.partition())).collect(Collectors.toSet());
    }

    /** At the very first start the pump creates the topics at the same time: that is waited for, not complained of. */
    private List<PartitionInfo> found(Consumer<?, ?> consumer, String topic) {
        long until = System.nanoTime() + CREATED_WITHIN_NS;
        List<PartitionInfo> found = List.of();
        while (found.isEmpty() && System.nanoTime() < until && !thread.closing()) {
            List<PartitionInfo> now = consumer.partitionsFor(topic, ANSWER);
            found = now == null ? List.of() : now;
            if (found.isEmpty()) {
                thread.nap(POLL.toMillis());
            }
        }
        return found;
    }

    private void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        try {
            for (ConsumerRecord<byte[], byte[]> command : records) {
                if (thread.closing()) {
                    break;
                }
                accept(command);
                TopicPartition partition = new TopicPartition(command.topic(), command.partition());
                done.put(partition, new OffsetAndMetadata(command.offset() + 1));
            }
        } finally {
            commit(consumer, done);
        }
    }

    /** A refused command ends this connection: the next begins at the committed offset, with that command. */
    private void accept(ConsumerRecord<byte[], byte[]> command) throws Exception {
        byte[] value = command.value() == null ? new byte[0] : command.value();
        if (!commands.accept(value, command.timestamp())) {
            throw new IOException("expected the engine to take the command, was refused offset=" + command.offset());
        }
        taken.increment();
    }

    private void commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> done) {
        if (!done.isEmpty()) {
            consumer.commitSync(done, ANSWER);
            thread.worked();
        }
    }

    /** A consumer does not say that Kafka is away, so it is asked now and then; the answer is the lag. */
    private void lookIfDue(Consumer<?, ?> consumer) {
        if (System.nanoTime() - checkedNs >= CHECK_NS) {
            look(consumer);
        }
    }

    private void look(Consumer<?, ?> consumer) {
        long behind = 0;
        for (Map.Entry<TopicPartition, Long> end :
                consumer.endOffsets(consumer.assignment(), ANSWER).entrySet()) {
            behind += end.getValue() - consumer.position(end.getKey(), ANSWER);
        }
        lag = behind;
        checkedNs = System.nanoTime();
    }

    static Map<String, Object> consumerProperties(String group) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS_MAX);
    }
}
