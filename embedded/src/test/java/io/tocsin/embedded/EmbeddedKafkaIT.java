package io.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "tocsin.alarm.events.v1";

    @TempDir
    Path dir;

    private EmbeddedKafka kafka() throws StartRefused {
        return EmbeddedKafka.start(EmbeddedKafka.Options.in(dir.resolve("警钟 data"), 0));
    }

    static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    static void produce(String bootstrap, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.block.ms", 3_000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "T-101.LEVEL:HH", value)).get(20, TimeUnit.SECONDS);
        }
    }

    static List<String> consume(String bootstrap, int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "group.id", "it", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(100))) {
                    values.add(r.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }

    @Test
    void keepsTopicsRecordsAndOffsetsAcrossRestarts() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:" + kafka.port());
            assertThat(kafka.fault()).isEqualTo(Optional.empty());
            createTopic(kafka.bootstrap());
            produce(kafka.bootstrap(), "one");
            assertThat(consume(kafka.bootstrap(), 1)).containsExactly("one");
        }
        try (EmbeddedKafka kafka = kafka()) {
            produce(kafka.bootstrap(), "two");
        }
        try (EmbeddedKafka kafka = kafka()) {
            assertThat(consume(kafka.bootstrap(), 1)).containsExactly("two");
        }
    }

    @Test
    void startsAgainOnTheSamePortAfterKillMinusNine() throws Exception {
        Path data = dir.resolve("killed");
        String bootstrap;
        try (ChildProcess child = ChildProcess.of(ChildProcess.Kafka.class, data)) {
            bootstrap = child.said();
            createTopic(bootstrap);
            produce(bootstrap, "before");
            child.kill();
        }
        int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(data, port))) {
            assertThat(kafka.port()).isEqualTo(port);
            produce(kafka.bootstrap(), "after");
            assertThat(consume(kafka.bootstrap(), 2)).containsExactly("before", "after");
        }
    }

    @Test
    void createsNoTopicByBeingAskedForIt() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> produce(kafka.bootstrap(), "nowhere"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.in(dir.resolve("other"), kafka.port())))
                    .isInstanceOfSatisfying(
                            PortTaken.class, e -> assertThat(e.port()).isEqualTo(kafka.port()));
            assertThat(Files.exists(dir.resolve("other"))).isFalse();
        }
    }

    @Test
    void refusesAFolderKafkaWouldSplit() {
        assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.in(dir.resolve("a,b"), 0)))
                .isInstanceOf(FolderUnusable.class)
                .hasMessageContaining("without a comma");
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (EmbeddedKafka kafka = kafka()) {
            assertThat(kafka.port()).isPositive();
            assertThatThrownBy(this::kafka).isInstanceOf(FolderUnusable.class);
        }
    }

    @Test
    void refusesAnAddressThatOthersCanReach() {
        assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafka.Options(dir, "0.0.0.0", 0)))
                .isInstanceOf(BindRefused.class);
    }

    @Test
    void closesTwice() throws Exception {
        EmbeddedKafka kafka = kafka();
        kafka.close();
        kafka.close();
    }
}
