package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.link.LinkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that has less than it said yes to. Its readers must come to the same as if nothing had happened. */
class TopicLossIT {
    private static final EventPump.Options OPTIONS = new EventPump.Options("/tocsin/binhai", 5, 1_500);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String EVENTS = "tocsin.alarm.events.v1";
    private static final String STATES = "tocsin.alarm.state.v1";

    @TempDir
    Path dir;

    private final MemorySource source = new MemorySource();
    private final MemoryCursor cursor = new MemoryCursor();
    private final List<EventPump> pumps = new ArrayList<>();
    private KafkaHouse house;
    private long seq;

    @AfterEach
    void close() {
        pumps.forEach(pump -> pump.close(Duration.ofMillis(100)));
        house.close();
    }

    @BeforeEach
    void open() throws Exception {
        house = new KafkaHouse(dir.resolve("kafka"));
        house.open();
    }

    private EventPump pump() {
        EventPump pump = new EventPump(
                house.settings(), OPTIONS, new EventPump.From(source, source), cursor, System::currentTimeMillis);
        pump.start();
        pumps.add(pump);
        return pump;
    }

    /** An event and a state each, of the alarms a0 to a9 in turn. */
    private void produce(int count) {
        for (int i = 0; i < count; i++) {
            String alarm = "a" + i % 10;
            source.add(MemorySource.transition(++seq, alarm));
            source.add(MemorySource.state(++seq, alarm));
        }
        pumps.forEach(EventPump::wakeUp);
    }

    private static void awaitDrained(EventPump pump) {
        await().atMost(LONG)
                .until(() -> pump.status().link().state() == LinkState.CONNECTED
                        && pump.status().lag() == 0);
    }

    private void sendAndStop(int count) {
        EventPump pump = pump();
        produce(count);
        awaitDrained(pump);
        pump.close(LONG);
    }

    private Set<Long> events() {
        Set<Long> events = new LinkedHashSet<>();
        house.readAll(TopicKind.ALARM_EVENTS).forEach(event -> events.add(number(event)));
        return events;
    }

    private static long number(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(record.headers().lastHeader("ce_id").value(), UTF_8).substring(2));
    }

    /** As a new consumer has them: the newest of each key. */
    private Map<String, Long> states() {
        Map<String, Long> states = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> state : house.readAll(TopicKind.ALARM_STATE)) {
            String key = new String(state.key(), UTF_8);
            if (state.value() == null) {
                states.remove(key);
            } else {
                states.put(key, number(state));
            }
        }
        return states;
    }

    private void readersHaveEverything(long oldestEvent) {
        assertThat(events())
                .containsAll(LongStream.rangeClosed(oldestEvent, seq)
                        .filter(n -> n % 2 == 1)
                        .boxed()
                        .toList());
        assertThat(states()).isEqualTo(source.standing());
    }

    private void delete(String... topics) throws Exception {
        try (Admin admin = house.admin()) {
            admin.deleteTopics(List.of(topics)).all().get();
            await().atMost(LONG)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(List.of(topics)::contains));
        }
    }

    @Test
    void topicsThatWereMadeAnewGetTheLogAgain() throws Exception {
        sendAndStop(50);
        delete(EVENTS, STATES);
        EventPump second = pump();
        produce(5);
        awaitDrained(second);
        assertThat(second.status().resends()).isEqualTo(2);
        readersHaveEverything(1);
        assertThat(house.readAll(TopicKind.ALARM_EVENTS)).hasSize(55);
        second.close(LONG);
        EventPump third = pump();
        produce(5);
        awaitDrained(third);
        assertThat(third.status().resends()).isZero();
        assertThat(house.readAll(TopicKind.ALARM_EVENTS)).hasSize(60);
    }

    @Test
    void aTopicThatWasMadeAnewUnderTheRunningPumpGetsTheLogAgain() throws Exception {
        EventPump pump = pump();
        produce(50);
        awaitDrained(pump);
        delete(EVENTS, STATES);
        produce(5);
        await().atMost(LONG).until(() -> pump.status().resends() >= 2);
        awaitDrained(pump);
        readersHaveEverything(1);
    }

    @Test
    void anEmptyKafkaInItsPlaceGetsWhatTheLogHoldsAndWhatStands() throws Exception {
        sendAndStop(50);
        source.forgetBelow(95);
        house.close();
        deleteFolder(dir.resolve("kafka"));
        house.open();
        EventPump second = pump();
        produce(2);
        awaitDrained(second);
        readersHaveEverything(95);
        assertThat(states()).hasSize(10);
    }

    @Test
    void aKafkaThatLostItsEndGetsItAgainAndBuriesWhatIsNoMore() throws Exception {
        sendAndStop(20);
        house.close();
        copy(dir.resolve("kafka"), dir.resolve("earlier"));
        house.open();
        EventPump second = pump();
        produce(20);
        source.add(MemorySource.tombstone(++seq, "a3"));
        second.wakeUp();
        awaitDrained(second);
        second.close(LONG);
        // The engine has forgotten that a3 was there, and Kafka that it went.
        source.forgetBelow(seq + 1);
        house.close();
        deleteFolder(dir.resolve("kafka"));
        copy(dir.resolve("earlier"), dir.resolve("kafka"));
        house.open();
        assertThat(states()).containsKey("a3");
        EventPump third = pump();
        produce(2);
        awaitDrained(third);
        assertThat(third.status().resends()).isEqualTo(2);
        assertThat(states())
                .isEqualTo(source.standing())
                .doesNotContainKey("a3")
                .hasSize(9);
    }

    @Test
    void aCursorWithoutANoteGoesOnWithTheTopicsAsTheyAre() throws Exception {
        sendAndStop(10);
        cursor.moveTo(cursor.position(), "");
        EventPump second = pump();
        produce(1);
        awaitDrained(second);
        assertThat(second.status().resends()).isZero();
        assertThat(house.readAll(TopicKind.ALARM_EVENTS)).hasSize(11);
        second.close(LONG);
        cursor.moveTo(cursor.position(), "");
        delete(EVENTS);
        awaitDrained(pump());
        readersHaveEverything(1);
    }

    @Test
    void statesOfWhichNothingWasLostAreNotSentAgain() throws Exception {
        sendAndStop(50);
        delete(EVENTS);
        EventPump second = pump();
        awaitDrained(second);
        readersHaveEverything(1);
        assertThat(house.readAll(TopicKind.ALARM_STATE)).hasSize(50);
        assertThat(house.readAll(TopicKind.ALARM_EVENTS)).hasSize(50);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
