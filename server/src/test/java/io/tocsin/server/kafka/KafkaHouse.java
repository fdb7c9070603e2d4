package io.tocsin.server.kafka;

import static org.awaitility.Awaitility.await;

import io.tocsin.embedded.EmbeddedKafka;
import io.tocsin.embedded.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** A Kafka that goes and comes back on the same port and folder. */
final class KafkaHouse implements AutoCloseable {
    private final Path dir;
    private final int port;
    private @Nullable EmbeddedKafka kafka;

    KafkaHouse(Path dir) throws IOException {
        this.dir = dir;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = probe.getLocalPort();
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    KafkaSettings settings() {
        return KafkaSettings.plain(bootstrap(), TopicCatalogue.live());
    }

    void open() throws StartRefused {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(dir, port));
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
            kafka = null;
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    /** Kafka says a topic is created before it lists it. */
    static void awaitTopics(Admin admin) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.listTopics().names().get().size() == TopicKind.values().length);
    }

    void send(String topic, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    List<ConsumerRecord<byte[], byte[]>> readAll(TopicKind kind) {
        return readAll(kind, new ByteArrayDeserializer());
    }

    /** Everything the topic holds now. */
    <V> List<ConsumerRecord<byte[], V>> readAll(TopicKind kind, Deserializer<V> deserializer) {
        String topic = TopicCatalogue.live().name(kind);
        List<ConsumerRecord<byte[], V>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap()), new ByteArrayDeserializer(), deserializer)) {
            Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}
