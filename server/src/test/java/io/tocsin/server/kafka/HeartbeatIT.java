package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.link.LinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Heartbeat.Options QUICK = new Heartbeat.Options("/tocsin/it", 100, 1_000);

    @TempDir
    Path dir;

    private final AtomicInteger made = new AtomicInteger();
    private KafkaHouse house;
    private Heartbeat heartbeat;

    @BeforeEach
    void open() throws Exception {
        house = new KafkaHouse(dir);
        house.open();
        try (var admin = house.admin()) {
            TopicCatalogue.live().ensure(admin);
            KafkaHouse.awaitTopics(admin);
        }
        heartbeat = new Heartbeat(house.settings(), QUICK, this::beat, System::currentTimeMillis);
        heartbeat.start();
    }

    @AfterEach
    void close() {
        heartbeat.close(Duration.ofMillis(100));
        house.close();
    }

    private EventRecord beat() {
        String value = "{\"n\":" + made.incrementAndGet() + "}";
        long nowMs = System.currentTimeMillis();
        return new EventRecord(
                0,
                TopicKind.HEARTBEAT,
                "it".getBytes(UTF_8),
                "it~heartbeat~" + nowMs,
                "io.tocsin.heartbeat",
                nowMs,
                value.getBytes(UTF_8),
                null);
    }

    private List<Integer> arrived() {
        return house.readAll(TopicKind.HEARTBEAT).stream()
                .map(HeartbeatIT::number)
                .toList();
    }

    private static int number(ConsumerRecord<byte[], byte[]> beat) {
        assertThat(beat.key()).isEqualTo("it".getBytes(UTF_8));
        assertThat(beat.headers().lastHeader("ce_type").value()).isEqualTo("io.tocsin.heartbeat".getBytes(UTF_8));
        assertThat(beat.headers().lastHeader("ce_source").value()).isEqualTo("/tocsin/it".getBytes(UTF_8));
        String value = new String(beat.value(), UTF_8);
        return Integer.parseInt(value.substring(5, value.length() - 1));
    }

    @Test
    void comesOnceEachPeriodAndStopsWithTheEngine() {
        long begunNs = System.nanoTime();
        await().atMost(LONG).until(() -> arrived().size() >= 10);
        long tookMs = Duration.ofNanos(System.nanoTime() - begunNs).toMillis();
        assertThat(heartbeat.status().state()).isEqualTo(LinkState.CONNECTED);
        heartbeat.close(LONG);
        List<Integer> last = arrived();
        assertThat(last).doesNotHaveDuplicates().isSorted();
        assertThat(last.size()).isLessThan((int) (tookMs / QUICK.periodMs()) + 12);
        await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> arrived().equals(last));
        assertThat(heartbeat.status().state()).isEqualTo(LinkState.CLOSED);
    }

    @Test
    void afterAnOutageOnlyWhatIsNewIsSaid() throws Exception {
        await().atMost(LONG).until(() -> arrived().size() >= 3);
        house.close();
        await().atMost(LONG).until(() -> heartbeat.status().state() == LinkState.BACKING_OFF);
        int madeBefore = made.get();
        await().atMost(LONG).until(() -> made.get() >= madeBefore + 3);
        long backMs = System.currentTimeMillis();
        int madeWhileAway = made.get();
        house.open();
        await().atMost(LONG)
                .until(() -> arrived().stream().filter(n -> n > madeWhileAway).count() >= 3);
        assertThat(arrived()).doesNotHaveDuplicates().isSorted().noneMatch(n -> n > madeBefore && n < madeWhileAway);
        // The newest may have been made just before, and been under way while Kafka came back.
        assertThat(house.readAll(TopicKind.HEARTBEAT))
                .filteredOn(beat -> number(beat) > madeBefore)
                .allMatch(beat -> beat.timestamp() >= backMs - QUICK.answerMs());
    }

    @Test
    void givesUpWhatKafkaDoesNotTakeAtOnce() {
        assertThat(Heartbeat.producerProperties(Heartbeat.Options.of("/tocsin/it")))
                .containsEntry("retries", 0)
                .containsEntry("delivery.timeout.ms", 2_000)
                .containsEntry("max.block.ms", 2_000);
    }
}
