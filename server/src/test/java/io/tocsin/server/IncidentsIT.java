package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every incident rehearsed by the command line over a real broker into a real engine, and read back from Kafka by an
 * independent consumer: the same lines as in event time.
 */
class IncidentsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(folder);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** A tank, a gateway and a gate; {@code -Dtocsin.incidents=all} rehearses every one. */
    private static final Set<String> USUAL = Set.of("overfill", "gateway-dark", "hazmat-at-g2");

    static Stream<String> incidents() {
        boolean all = System.getProperty("tocsin.incidents", "").equals("all");
        return IncidentsTest.incidents().filter(name -> all || USUAL.contains(name));
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void rehearsedItGivesWhatItsFileSays(String name) throws Exception {
        Incident incident = incident(name);
        try (Station station = station(name, true);
                TopicReader events = house.reader(ReplayIT.DRILL_EVENTS)) {
            await().atMost(PATIENCE).until(() -> station.health().ready());
            int before = events.whole().size();
            Scenario scenario =
                    new Scenario(IncidentsTest.binhai(), IncidentsTest.lists(), incident, Expected.SEED, true);
            EventTime eventTime = IncidentsTest.play(scenario);
            rehearse(name);
            Web web = new Web(station.httpPort());
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_messages_total") == eventTime.messages());
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_kafka_lag_records") == 0);
            List<String> lines =
                    events.whole().stream().skip(before).map(Expected::line).toList();
            assertThat(lines).containsExactlyElementsOf(new Expected(incident).transitions());
        }
    }

    /** In real time, with the stamps of now: those that take seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"hazmat-at-g2", "cloned-plate"})
    void liveItGivesWhatItsFileSays(String name) throws Exception {
        Scenario scenario =
                new Scenario(IncidentsTest.binhai(), IncidentsTest.lists(), incident(name), Expected.SEED, false);
        List<String> expected = new Expected(scenario.incident()).transitions();
        AtomicLong startMs = new AtomicLong();
        LongSupplier clock = () -> {
            long nowMs = System.currentTimeMillis();
            startMs.compareAndSet(0, nowMs);
            return nowMs;
        };
        try (Station station = station("live-" + name, false);
                TopicReader events = house.reader(House.EVENTS)) {
            await().atMost(PATIENCE).until(() -> station.health().ready());
            try (FieldDevices field =
                    FieldDevices.simulate(scenario, BrokerAccess.anonymous(house.mqttUrl()), 1, clock)) {
                await().atMost(PATIENCE)
                        .until(() -> accesses(events, startMs.get()).size() == expected.size());
                assertThat(field.status().dropped()).isZero();
            }
            assertThat(accesses(events, startMs.get()).stream().map(told -> Expected.line(told, startMs.get())))
                    .containsExactlyElementsOf(expected);
        }
    }

    /**
     * What was told of this incident. Gateways that were there in another test are missed by the engine, and said so: no
     * part of this; and what the tests before left in the topic is known by its time, for a reader may still be on its way
     * through it.
     */
    private static List<TopicReader.Told> accesses(TopicReader events, long startMs) {
        return events.all().stream()
                .filter(told -> !told.text("category").equals("SYSTEM"))
                .filter(told ->
                        startMs > 0 && Instant.parse(told.text("recordedTime")).toEpochMilli() >= startMs)
                .toList();
    }

    /** An engine with the key of the expected files. */
    private static Station station(String name, boolean drill) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("plate.key"), Expected.PLATE_KEY);
        return house.station(Expected.BINHAI, name, drill);
    }

    private static Incident incident(String name) {
        return Incidents.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void rehearse(String name) throws Exception {
        try (EngineProcess simulate = EngineProcess.start(
                folder.resolve("errors-" + name),
                Map.of(),
                "simulate",
                "--site",
                Expected.BINHAI.toString(),
                "--broker",
                house.mqttUrl(),
                "--incident",
                name,
                "--seed",
                Long.toString(Expected.SEED),
                "--drill",
                "--start",
                Instant.ofEpochMilli(Expected.START_MS).toString())) {
            assertThat(simulate.awaitEnd(120)).as(simulate.errors()).isZero();
        }
    }
}
