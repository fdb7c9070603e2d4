package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a password, and with the rights that {@code docs/security.md} names: enough, and needed. */
class KafkaAccessIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String GROUP = "tocsin-binhai";
    private static final Pattern ROW =
            Pattern.compile("\\| (topic|group) `([^`]+)` \\| (prefixed|literal) \\| ([A-Za-z`, ]+) \\|");

    @TempDir
    private Path folder;

    private final MemorySource source = new MemorySource();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private SecureKafka kafka;

    @BeforeEach
    void open() throws Exception {
        kafka = new SecureKafka(folder, "tocsin", "stranger");
        try (Admin admin = kafka.admin()) {
            admin.createAcls(documented()).all().get();
        }
        source.add(MemorySource.transition(1, "T-1.LEVEL:HH"));
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    /** The table of the page, for the user tocsin. */
    private static List<AclBinding> documented() throws Exception {
        List<AclBinding> bindings = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "security.md")));
        while (row.find()) {
            ResourcePattern resource = new ResourcePattern(
                    ResourceType.fromString(row.group(1)),
                    row.group(2).replace("{park}", "binhai"),
                    PatternType.fromString(row.group(3).toUpperCase(Locale.ROOT)));
            for (String word : row.group(4).replace("`", "").split(", ", -1)) {
                AclOperation operation = switch (word) {
                    case "DescribeConfigs" -> AclOperation.DESCRIBE_CONFIGS;
                    default -> AclOperation.fromString(word);
                };
                bindings.add(new AclBinding(
                        resource, new AccessControlEntry("User:tocsin", "*", operation, AclPermissionType.ALLOW)));
            }
        }
        assertThat(bindings).hasSize(6).noneMatch(AclBinding::isUnknown);
        return bindings;
    }

    private KafkaSettings settings(String user, String password) throws Exception {
        return KafkaSettings.of(kafka.as(user, password), TopicCatalogue.live());
    }

    private EventPump pump(KafkaSettings settings) {
        EventPump pump = new EventPump(
                settings,
                new EventPump.Options("/tocsin/binhai", 5, 2_000),
                new EventPump.From(source, source),
                new MemoryCursor(),
                System::currentTimeMillis);
        pump.start();
        return pump;
    }

    private void sendCommand() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.inside()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("tocsin.alarm.commands.v1", "{}"))
                    .get();
        }
    }

    @Test
    void theDocumentedRightsAreEnoughForEventsOutAndCommandsIn() throws Exception {
        KafkaSettings settings = settings("tocsin", SecureKafka.PASSWORD);
        EventPump pump = pump(settings);
        await().atMost(LONG).until(() -> pump.status().lag() == 0);
        CommandConsumer commands = new CommandConsumer(
                settings, GROUP, (value, timeMs) -> taken.add(new String(value, UTF_8)), System::currentTimeMillis);
        commands.start();
        sendCommand();

        await().atMost(LONG).until(() -> taken.contains("{}"));
        pump.close(LONG);
        commands.close(LONG);
        assertThat(settings.toString()).doesNotContain("quoted");
    }

    @Test
    void aStrangerIsHeldOffInWords() throws Exception {
        EventPump pump = pump(settings("stranger", SecureKafka.PASSWORD));
        await().atMost(LONG).until(() -> pump.status().link().lastError() != null);
        assertThat(pump.status().link().lastError()).containsIgnoringCase("authoriz");
        assertThat(pump.status().lag()).isEqualTo(1);
        pump.close(Duration.ofMillis(100));
    }

    @Test
    void aWrongPasswordIsSaidAndNothingIsLost() throws Exception {
        EventPump pump = pump(settings("tocsin", "guessed"));
        await().atMost(LONG).until(() -> pump.status().link().lastError() != null);
        assertThat(pump.status().link().lastError())
                .containsIgnoringCase("authentication")
                .doesNotContain("guessed");
        assertThat(pump.status().lag()).isEqualTo(1);
        pump.close(Duration.ofMillis(100));
    }
}
