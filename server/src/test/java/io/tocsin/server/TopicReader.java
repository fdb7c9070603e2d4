package io.tocsin.server;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic from its first record on, read as it comes, by Kafka's consumer and CloudEvents' own reader. For one thread. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One record: its key, its attributes, its value as bytes and as JSON. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Told(String key, CloudEvent event, byte[] bytes, JsonNode value) {
        static Told of(ConsumerRecord<String, byte[]> record) {
            CloudEvent event = KafkaMessageFactory.createReader(record).toEvent();
            return new Told(
                    record.key(), event, record.value(), JsonMapper.shared().readTree(record.value()));
        }

        String id() {
            return event.getId();
        }

        /** A field of the value, as text. */
        String text(String field) {
            return value.path(field).asString();
        }

        boolean is(String alarm, String type) {
            return key.equals(alarm) && text("type").equals(type);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Told> told = new ArrayList<>();

    TopicReader(String bootstrap, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrap,
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "reconnect.backoff.max.ms",
                        500),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(Set.of(partition));
        consumer.seekToBeginning(Set.of(partition));
    }

    /** Everything so far. */
    List<Told> all() {
        consumer.poll(POLL).forEach(record -> told.add(Told.of(record)));
        return told;
    }

    /** The first record that is meant, as soon as it is there. */
    Told await(String what, Predicate<Told> meant) {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < told.size(); seen++) {
                if (meant.test(told.get(seen))) {
                    return told.get(seen);
                }
            }
            if (System.nanoTime() > endNs) {
                throw new AssertionError("expected " + what + " in " + topic + ", was " + told);
            }
            all();
        }
    }

    /** Everything, once there are so many. */
    List<Told> await(int records) {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (told.size() < records) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError(
                        "expected " + records + " records in " + topic + ", was " + told.size() + ": " + told);
            }
            all();
        }
        return told;
    }

    /** Everything that the topic holds now. */
    List<Told> whole() {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = consumer.endOffsets(Set.of(partition)).values().iterator().next();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("expected " + end + " records in " + topic + ", was " + told.size());
            }
            all();
        }
        return told;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
