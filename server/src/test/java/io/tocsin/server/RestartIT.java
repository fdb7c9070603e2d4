package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.TopicReader.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An engine that is stopped and started on its folder, and a Kafka that is away for a while. */
class RestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private House house;
    private Path site;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(9));
        gateway = Gateway.connect(house.mqttUrl(), "park/it/e1/g1");
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        house.close();
    }

    private Station station() throws Exception {
        Station station = house.station(site, "engine", false);
        await().atMost(PATIENCE).until(() -> station.health().ready());
        return station;
    }

    @Test
    void standsAsItStoodTellsNothingTwiceAndGoesOn() throws Exception {
        JsonNode stood;
        int told;
        try (Station station = station();
                TopicReader events = house.reader(House.EVENTS)) {
            standWithOneAcknowledged(events);
            stood = Web.of(station).json("/api/v1/alarms");
            told = events.all().size();
        }
        // What is published while the engine is away waits at the broker.
        gateway.sample("LT-2", System.currentTimeMillis(), 5);
        try (Station station = station();
                TopicReader events = house.reader(House.EVENTS)) {
            // A snapshot was taken when it stopped.
            assertThat(station.recoveredInputs()).isZero();
            Told cleared = events.await("LT-2 cleared", event -> event.is("LT-2:H", "CLEARED"));
            assertThat(cleared.text("state")).isEqualTo("UNACK_RTN");
            Web web = Web.of(station);
            for (JsonNode before : stood.path("alarms")) {
                if (!before.path("alarmId").asString().equals("LT-2:H")) {
                    assertThat(web.alarm(before.path("alarmId").asString())).isEqualTo(before);
                }
            }
            gateway.sample("LT-3", System.currentTimeMillis(), 12);
            events.await("LT-3 raised", event -> event.is("LT-3:H", "RAISED"));
            assertThat(events.all()).hasSize(told + 2);
            assertThat(events.all()).extracting(Told::id).doesNotHaveDuplicates();
        }
    }

    /** LT-1 acknowledged, LT-2 not. */
    private void standWithOneAcknowledged(TopicReader events) throws Exception {
        gateway.sample("LT-1", System.currentTimeMillis(), 12);
        Told raised = events.await("LT-1 raised", event -> event.is("LT-1:H", "RAISED"));
        gateway.sample("LT-2", System.currentTimeMillis() - 10_000, 12);
        house.command("{\"command\":\"acknowledge\",\"requestId\":\"r1\",\"alarmId\":\"LT-1:H\",\"occurrenceId\":\""
                + raised.text("occurrenceId") + "\",\"operator\":\"li.wei\"}");
        events.await("LT-1 acknowledged", event -> event.is("LT-1:H", "ACKNOWLEDGED"));
        events.await("LT-2 raised", event -> event.is("LT-2:H", "RAISED"));
    }

    @Test
    void whileKafkaIsAwayTheEngineWorksOnAndAllArrivesInOrderAfterwards() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Station station = station()) {
            Web web = Web.of(station);
            raise(1, expected);
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_kafka_lag_records") == 0);
            house.stopKafka();
            for (int tag = 2; tag <= 9; tag++) {
                raise(tag, expected);
            }
            worksWithoutKafka(web);
            await().atMost(PATIENCE).until(() -> web.status("/health/ready") == 503);
            assertThat(web.status("/health/live")).isEqualTo(200);
            assertThat(unwell(web)).isNotEmpty().allMatch(name -> name.startsWith("kafka-"));
            clear(9, expected);
            await().atMost(PATIENCE).until(() -> state(web, 9).equals("UNACK_RTN"));
            // An event, a state, and the early warnings of the enterprise and of the park.
            assertThat(web.metric("tocsin_kafka_lag_records")).isEqualTo(36);

            house.startKafka();
            try (TopicReader events = house.reader(House.EVENTS)) {
                events.await(expected.size());
                await().atMost(PATIENCE).until(() -> web.status("/health/ready") == 200);
                assertThat(inOrder(events.all())).isEqualTo(expected);
            }
            assertThat(web.metric("tocsin_kafka_lag_records")).isZero();
        }
    }

    @Test
    void aKafkaThatComesBackEmptyIsToldWhatStandsAndWhatHappened() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Station station = station()) {
            Web web = Web.of(station);
            raise(1, expected);
            raise(2, expected);
            clear(1, expected);
            delivered(web, expected);
            house.stopKafka();
            raise(3, expected);
            house.startAnotherKafka();
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_kafka_resends_total") > 0);
            raise(4, expected);
            tellsANewReaderEverything(web, expected);
        }
        // Stopped this time, and a topic deleted and made otherwise.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", house.bootstrap()))) {
            admin.deleteTopics(List.of(House.STATES)).all().get();
            NewTopic otherwise = new NewTopic(House.STATES, 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "8388608"));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.createTopics(List.of(otherwise)).all().get() == null);
        }
        try (Station station = station()) {
            Web web = Web.of(station);
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_kafka_resends_total") == 1);
            raise(5, expected);
            tellsANewReaderEverything(web, expected);
            assertThat(web.metric("tocsin_kafka_topic_differences")).isEqualTo(1);
            assertThat(web.json("/health/ready").path("parts").valueStream())
                    .anyMatch(part -> part.path("ok").asBoolean()
                            && part.path("detail")
                                    .asString()
                                    .equals("expected cleanup.policy=compact, was delete topic=" + House.STATES));
        }
    }

    private void delivered(Web web, List<String> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (TopicReader events = house.reader(House.EVENTS)) {
                assertThat(inOrder(events.whole())).isEqualTo(expected);
            }
            assertThat(web.metric("tocsin_kafka_lag_records")).isZero();
        });
    }

    private void tellsANewReaderEverything(Web web, List<String> expected) throws Exception {
        delivered(web, expected);
        try (TopicReader states = house.reader(House.STATES)) {
            Map<String, String> newest = new TreeMap<>();
            states.await(1);
            await().atMost(PATIENCE).untilAsserted(() -> {
                states.all().forEach(told -> newest.put(told.key(), told.text("eventId")));
                Map<String, String> standing = new TreeMap<>();
                for (JsonNode alarm : web.json("/api/v1/alarms").path("alarms")) {
                    standing.put(
                            alarm.path("alarmId").asString(),
                            alarm.path("eventId").asString());
                }
                assertThat(newest).isEqualTo(standing);
            });
        }
    }

    /** Repeats dropped, as a consumer does. */
    private static List<String> inOrder(List<Told> told) {
        return told.stream()
                .map(event -> event.key() + " " + event.text("type") + " "
                        + Instant.parse(event.text("time")).toEpochMilli())
                .distinct()
                .toList();
    }

    /** A little in the past: two clocks of one host differ by a millisecond, and what lies ahead of receipt is shifted. */
    private static long justNowMs() {
        return System.currentTimeMillis() - 50;
    }

    private void raise(int tag, List<String> expected) throws Exception {
        long timeMs = justNowMs();
        gateway.sample("LT-" + tag, timeMs, 12);
        expected.add("LT-" + tag + ":H RAISED " + timeMs);
    }

    private void clear(int tag, List<String> expected) throws Exception {
        long timeMs = justNowMs();
        gateway.sample("LT-" + tag, timeMs, 5);
        expected.add("LT-" + tag + ":H CLEARED " + timeMs);
    }

    private static String state(Web web, int tag) throws Exception {
        return web.alarm("LT-" + tag + ":H").path("state").asString("");
    }

    /** All was judged at once, and what the broker handed out was acknowledged: nothing waits. */
    private static void worksWithoutKafka(Web web) throws Exception {
        await().atMost(Duration.ofSeconds(5)).until(() -> state(web, 9).equals("UNACK_ACTIVE"));
        assertThat(web.metric("tocsin_intake_queued")).isZero();
        assertThat(web.metric("tocsin_link_up{link=\"mqtt\"}")).isEqualTo(1);
    }

    private static List<String> unwell(Web web) throws Exception {
        List<String> unwell = new ArrayList<>();
        for (JsonNode part : web.json("/health/ready").path("parts")) {
            if (!part.path("ok").asBoolean()) {
                unwell.add(part.path("name").asString());
            }
        }
        return unwell;
    }
}
