package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.link.LinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandConsumerIT {
    private static final String TOPIC = "tocsin.alarm.commands.v1";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private final List<CommandConsumer> consumers = new ArrayList<>();
    private KafkaHouse house;

    @BeforeEach
    void house() throws Exception {
        house = new KafkaHouse(dir);
    }

    @AfterEach
    void close() {
        consumers.forEach(consumer -> consumer.close(LONG));
        house.close();
    }

    private void openWithTopics() throws Exception {
        house.open();
        try (Admin admin = house.admin()) {
            TopicCatalogue.live().ensure(admin);
            KafkaHouse.awaitTopics(admin);
        }
    }

    private boolean take(byte[] value, long kafkaTimeMs) {
        times.add(kafkaTimeMs);
        return taken.add(new String(value, UTF_8));
    }

    private CommandConsumer consumer(CommandConsumer.Commands commands) {
        CommandConsumer consumer =
                new CommandConsumer(house.settings(), "tocsin-engine", commands, System::currentTimeMillis);
        consumer.start();
        consumers.add(consumer);
        return consumer;
    }

    private void awaitTaken(String... values) {
        await().atMost(LONG).untilAsserted(() -> assertThat(taken).containsExactly(values));
    }

    @Test
    void takesWhatWasSentBeforeTheFirstStartAndThenOnlyWhatIsNew() throws Exception {
        openWithTopics();
        house.send(TOPIC, "early".getBytes(UTF_8));
        CommandConsumer first = consumer(this::take);
        awaitTaken("early");
        first.close(LONG);
        assertThat(first.status().link().state()).isEqualTo(LinkState.CLOSED);
        house.send(TOPIC, "late".getBytes(UTF_8));
        CommandConsumer second = consumer(this::take);
        awaitTaken("early", "late");
        assertThat(second.status().taken()).isEqualTo(1);
        assertThat(times).allMatch(t -> Math.abs(t - System.currentTimeMillis()) < 60_000);
    }

    @Test
    void offersARefusedCommandAgainAndTheOnesAfterItInOrder() throws Exception {
        openWithTopics();
        house.send(TOPIC, "a".getBytes(UTF_8));
        house.send(TOPIC, "b".getBytes(UTF_8));
        house.send(TOPIC, null);
        AtomicInteger calls = new AtomicInteger();
        CommandConsumer consumer = consumer((value, timeMs) -> switch (calls.incrementAndGet()) {
            case 2 -> false;
            case 3 -> throw new IllegalStateException("journal full");
            default -> take(value, timeMs);
        });
        awaitTaken("a", "b", "");
        assertThat(consumer.status().link().lastError()).isEqualTo("IllegalStateException: journal full");
    }

    @Test
    void survivesKafkaBeingAway() throws Exception {
        CommandConsumer consumer = consumer(this::take);
        await().atMost(LONG).until(() -> consumer.status().link().state() == LinkState.BACKING_OFF);
        openWithTopics();
        house.send(TOPIC, "one".getBytes(UTF_8));
        awaitTaken("one");
        house.close();
        await().atMost(LONG).until(() -> consumer.status().link().state() == LinkState.BACKING_OFF);
        house.open();
        house.send(TOPIC, "two".getBytes(UTF_8));
        awaitTaken("one", "two");
        await().atMost(LONG).until(() -> consumer.status().link().state() == LinkState.CONNECTED);
    }
}
