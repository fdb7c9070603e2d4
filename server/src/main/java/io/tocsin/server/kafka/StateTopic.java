package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The state topic as a new consumer would find it. */
final class StateTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private StateTopic() {}

    /** The keys of which it has a state now. */
    static Set<String> keys(KafkaSettings kafka) throws IOException {
        String topic = kafka.topics().name(TopicKind.ALARM_STATE);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.with(Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IOException("expected topic " + topic + " to exist, was absent");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return keys(consumer, consumer.endOffsets(partitions, ANSWER));
        }
    }

    private static Set<String> keys(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends)
            throws IOException {
        Set<String> keys = new HashSet<>();
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!isAtEnd(consumer, ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(state -> take(state, keys));
            if (!records.isEmpty()) {
                untilNs = System.nanoTime() + PATIENCE_NS;
            } else if (System.nanoTime() > untilNs) {
                throw new IOException("expected the state topic to be readable to its end, was silent");
            }
        }
        return keys;
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    private static void take(ConsumerRecord<byte[], byte[]> state, Set<String> keys) {
        if (state.key() == null) {
            return;
        }
        String key = new String(state.key(), UTF_8);
        if (state.value() == null) {
            keys.remove(key);
        } else {
            keys.add(key);
        }
    }
}
