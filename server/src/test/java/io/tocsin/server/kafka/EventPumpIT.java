package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.tocsin.server.link.LinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPumpIT {
    private static final EventPump.Options IMPATIENT = new EventPump.Options("/tocsin/binhai", 5, 1_500);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final MemorySource source = new MemorySource();
    private final MemoryCursor cursor = new MemoryCursor();
    private final List<EventPump> pumps = new ArrayList<>();
    private final AtomicLong seq = new AtomicLong();

    private KafkaHouse house;

    @BeforeEach
    void house() throws Exception {
        house = new KafkaHouse(dir);
    }

    @AfterEach
    void close() {
        pumps.forEach(pump -> pump.close(Duration.ofMillis(100)));
        house.close();
    }

    private EventPump pump() {
        EventPump pump = new EventPump(
                house.settings(), IMPATIENT, new EventPump.From(source, source), cursor, System::currentTimeMillis);
        pump.start();
        pumps.add(pump);
        return pump;
    }

    private void produce(EventPump pump, int count) {
        for (int i = 0; i < count; i++) {
            long n = seq.incrementAndGet();
            source.add(MemorySource.transition(n, "T-" + n % 7 + ".LEVEL:HH"));
            pump.wakeUp();
        }
    }

    private static void awaitDrained(EventPump pump) {
        await().atMost(LONG).until(() -> pump.status().lag() == 0);
    }

    private static void awaitState(EventPump pump, LinkState state) {
        await().atMost(LONG).until(() -> pump.status().link().state() == state);
    }

    @Test
    void sendsCloudEventsThatAnIndependentReaderUnderstands() throws Exception {
        house.open();
        EventPump pump = pump();
        byte[] reply = "{\"accepted\":true}".getBytes(UTF_8);
        source.add(new EventRecord(
                1,
                TopicKind.ALARM_REPLIES,
                "a".getBytes(UTF_8),
                "r-1",
                "io.tocsin.alarm.reply",
                1_500,
                reply,
                "req-9"));
        source.add(new EventRecord(
                2, TopicKind.ALARM_STATE, "a".getBytes(UTF_8), "s-1", "io.tocsin.alarm.state", 2_000, null, null));
        pump.wakeUp();
        awaitDrained(pump);
        CloudEvent event = house.readAll(TopicKind.ALARM_REPLIES, new CloudEventDeserializer())
                .get(0)
                .value();
        assertThat(event.getId()).isEqualTo("r-1");
        assertThat(event.getType()).isEqualTo("io.tocsin.alarm.reply");
        assertThat(event.getSource()).hasToString("/tocsin/binhai");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:01.500Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("causationid")).isEqualTo("req-9");
        assertThat(event.getData().toBytes()).isEqualTo(reply);
        ConsumerRecord<byte[], byte[]> tombstone =
                house.readAll(TopicKind.ALARM_STATE).get(0);
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.key()).isEqualTo("a".getBytes(UTF_8));
        pump.close(LONG);
    }

    @Test
    void keepsOrderPerKeyAndLosesNothingWhileKafkaStopsMidStream() throws Exception {
        house.open();
        EventPump pump = pump();
        AtomicBoolean streaming = new AtomicBoolean(true);
        Thread engine = new Thread(() -> stream(pump, streaming));
        engine.start();
        for (int outage = 0; outage < 2; outage++) {
            long before = cursor.position();
            await().atMost(LONG).until(() -> cursor.position() > before + 200);
            house.close();
            awaitState(pump, LinkState.BACKING_OFF);
            house.open();
            awaitState(pump, LinkState.CONNECTED);
        }
        streaming.set(false);
        engine.join();
        awaitDrained(pump);
        pump.close(LONG);
        assertThat(cursor.position()).isEqualTo(seq.get());
        assertThat(pump.status().link().state()).isEqualTo(LinkState.CLOSED);
        assertAllInOrder(house.readAll(TopicKind.ALARM_EVENTS));
    }

    private void stream(EventPump pump, AtomicBoolean streaming) {
        while (streaming.get()) {
            produce(pump, 20);
            long enough = seq.get() - 3_000;
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> cursor.position() > enough || !streaming.get());
        }
    }

    /** First arrivals of a key rise; a repeat is the same bytes under the same id; everything is there. */
    private void assertAllInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, String> values = new HashMap<>();
        Map<String, List<Long>> firsts = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> r : records) {
            String id = new String(r.headers().lastHeader("ce_id").value(), UTF_8);
            String value = new String(r.value(), UTF_8);
            String former = values.putIfAbsent(id, value);
            assertThat(former == null || former.equals(value)).as(id).isTrue();
            if (former == null) {
                firsts.computeIfAbsent(new String(r.key(), UTF_8), k -> new ArrayList<>())
                        .add(Long.parseLong(id.substring(2)));
            }
        }
        firsts.forEach((key, seqs) -> assertThat(seqs).as(key).isSorted());
        assertThat(values).hasSize((int) seq.get());
    }

    @Test
    void neverMovesTheCursorAheadOfKafka() throws Exception {
        house.open();
        EventPump pump = pump();
        produce(pump, 30_000);
        await().atMost(LONG).until(() -> cursor.position() > 500);
        house.close();
        pump.close(Duration.ofMillis(100));
        long position = cursor.position();
        house.open();
        Set<Long> arrived = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> r : house.readAll(TopicKind.ALARM_EVENTS)) {
            arrived.add(
                    Long.parseLong(new String(r.headers().lastHeader("ce_id").value(), UTF_8).substring(2)));
        }
        for (long n = 1; n <= position; n++) {
            assertThat(arrived).contains(n);
        }
        assertThat(cursor.moves()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void goesOnFromTheCursorAfterARestart() throws Exception {
        house.open();
        EventPump first = pump();
        produce(first, 10);
        awaitDrained(first);
        first.close(LONG);
        EventPump second = pump();
        produce(second, 5);
        awaitDrained(second);
        second.close(LONG);
        assertThat(house.readAll(TopicKind.ALARM_EVENTS)).hasSize(15);
    }

    @Test
    void holdsUpNobodyWhileKafkaIsAway() throws Exception {
        EventPump pump = pump();
        awaitState(pump, LinkState.BACKING_OFF);
        long startNs = System.nanoTime();
        produce(pump, 10_000);
        EventPump.Status status = pump.status();
        assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(status.lag()).isEqualTo(10_000);
        assertThat(status.position()).isZero();
        assertThat(status.link().lastError()).startsWith("TimeoutException: ");
        long closeNs = System.nanoTime();
        pump.close(Duration.ofMillis(100));
        assertThat(System.nanoTime() - closeNs).isLessThan(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void createsTheTopicsAndTellsWhatDiffers() throws Exception {
        house.open();
        try (var admin = house.admin()) {
            new TopicCatalogue("tocsin", 2, (short) 1).ensure(admin);
            KafkaHouse.awaitTopics(admin);
        }
        EventPump pump = pump();
        awaitState(pump, LinkState.CONNECTED);
        assertThat(pump.status().differing())
                .hasSize(TopicKind.values().length)
                .allMatch(d -> d.setting().equals("partitions"));
        pump.close(LONG);
    }
}
