package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.embedded.EmbeddedKafka;
import io.tocsin.embedded.StartRefused;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker and a real Kafka in this process, for the engines that a test starts in one folder. */
public final class House implements AutoCloseable {
    static final String EVENTS = "tocsin.alarm.events.v1";
    static final String STATES = "tocsin.alarm.state.v1";
    static final String COMMANDS = "tocsin.alarm.commands.v1";
    static final String REPLIES = "tocsin.alarm.replies.v1";
    static final String HEARTBEATS = "tocsin.heartbeat.v1";
    static final String PASSAGES = "tocsin.gate.passages.v1";

    private final Path folder;
    private final EmbeddedBroker broker;
    private EmbeddedKafka kafka;

    private House(Path folder, EmbeddedBroker broker, EmbeddedKafka kafka) {
        this.folder = folder;
        this.broker = broker;
        this.kafka = kafka;
    }

    public static House open(Path folder) throws StartRefused {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("mqtt"), 0));
        try {
            return new House(folder, broker, EmbeddedKafka.start(kafka(folder, 0)));
        } catch (StartRefused e) {
            broker.close();
            throw e;
        }
    }

    private static EmbeddedKafka.Options kafka(Path folder, int port) {
        return EmbeddedKafka.Options.in(folder.resolve("kafka"), port);
    }

    public String mqttUrl() {
        return broker.url();
    }

    public int mqttPort() {
        return broker.port();
    }

    public String bootstrap() {
        return kafka.bootstrap();
    }

    void stopKafka() {
        kafka.close();
    }

    /** On the same folder and the same port. */
    void startKafka() throws StartRefused {
        kafka = EmbeddedKafka.start(kafka(folder, kafka.port()));
    }

    /** On the same port, and empty. */
    void startAnotherKafka() throws StartRefused {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(folder.resolve("another-kafka"), kafka.port()));
    }

    /** What a child process needs to find both. */
    public Map<String, String> environment() {
        return Map.of(
                "TOCSIN_MQTT__URL",
                mqttUrl(),
                "TOCSIN_KAFKA__BOOTSTRAP",
                bootstrap(),
                "TOCSIN_SERIES__URL",
                Settings.OFF);
    }

    /** An engine for a site, with its data in a folder of that name. */
    Station station(Path site, String home, boolean drill) throws Exception {
        SiteReader.Result read = SiteReader.read(site, Map.of());
        Settings settings = read.site()
                .orElseThrow(() -> new AssertionError(read.problems()))
                .settings()
                .withMqttUrl(mqttUrl())
                .withKafka(bootstrap())
                .withKafkaOperators(Settings.Operators.DECLARED)
                .withSeriesUrl(Settings.OFF)
                .withHttpPort(0);
        return Station.start(
                read, new Station.Options(folder.resolve(home), settings, drill, site, folder.resolve(home), null));
    }

    TopicReader reader(String topic) {
        return new TopicReader(bootstrap(), topic);
    }

    /** Sends a command and returns when Kafka has it. */
    void command(String json) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(COMMANDS, json)).get();
        }
    }

    @Override
    public void close() {
        broker.close();
        kafka.close();
    }
}
