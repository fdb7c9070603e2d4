package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.TopicReader.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording of the simulated park played into a real engine: as live, and as a rehearsal. */
class ReplayIT {
    static final String DRILL_EVENTS = "tocsin.drill.alarm.events.v1";
    static final String DRILL_STATES = "tocsin.drill.alarm.state.v1";
    private static final Path RECORDING = Path.of("src/test/resources/recordings/overfill.csv");
    private static final Path BINHAI = Path.of("../sites/binhai");
    private static final String TAG = "T-101.LEVEL";
    private static final double LIMIT = 12.90;
    private static final long ON_DELAY_MS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** When the recorded level comes to its limit, for good. */
    private static long onsetMs() throws Exception {
        List<WideCsv.Sample> samples = WideCsv.column(RECORDING, TAG).samples();
        List<WideCsv.Sample> beyond =
                samples.stream().filter(sample -> sample.value() >= LIMIT).toList();
        assertThat(samples.subList(samples.size() - beyond.size(), samples.size()))
                .isEqualTo(beyond);
        return beyond.get(0).timeMs();
    }

    /** Plays a file to its end by the command line and returns what {@code --json} says of it. */
    static JsonNode replay(House house, Path folder, Path file, Path site, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("replay", file.toString(), "--site", site.toString(), "--broker", house.mqttUrl(), "--json"));
        arguments.addAll(Arrays.asList(more));
        try (EngineProcess replay =
                EngineProcess.start(folder.resolve("errors"), Map.of(), arguments.toArray(String[]::new))) {
            assertThat(replay.awaitEnd(120)).as(replay.errors()).isZero();
            return JsonMapper.shared().readTree(String.join("\n", replay.lines()));
        }
    }

    @Test
    void playedAsLiveItRaisesAtTheMappedTime() throws Exception {
        try (Station station = house.station(BINHAI, "engine", false);
                TopicReader events = house.reader(House.EVENTS)) {
            await().atMost(PATIENCE).until(() -> station.health().ready());
            JsonNode report = replay(house, folder, RECORDING, BINHAI, "--speed", "20");
            long startMs = Instant.parse(report.path("start").asString()).toEpochMilli();
            long t0Ms = Instant.parse(report.path("t0").asString()).toEpochMilli();
            assertThat(report.path("speed").asInt()).isEqualTo(20);
            long mappedMs = startMs + (onsetMs() - t0Ms) / 20;

            Told raised = events.await("H of T-101", told -> told.is(TAG + ":H", "RAISED"));
            assertThat(raised.text("onsetTime")).isEqualTo(time(mappedMs));
            assertThat(raised.text("time")).isEqualTo(time(mappedMs + ON_DELAY_MS));
            Web web = Web.of(station);
            await().atMost(PATIENCE)
                    .until(() -> web.metric("tocsin_samples_total{kind=\"live\"}")
                            == report.path("samples").asDouble());
            assertThat(events.all().stream()
                            .filter(told -> told.text("category").equals("PROCESS")))
                    .hasSize(1);
        }
    }

    private static String time(long timeMs) {
        return Instant.ofEpochMilli(timeMs).toString();
    }

    @Test
    void playedAsARehearsalItRaisesAtItsOwnTimeAndEveryTimeTheSame() throws Exception {
        try (Gateway real = Gateway.connect(house.mqttUrl(), "park/330199P01/330199000001/33019900000101")) {
            // What the broker still has of real gateways is no part of a rehearsal.
            real.status("{\"online\":false,\"ts\":" + System.currentTimeMillis() + ",\"session\":\"s\"}");
        }
        List<Told> first = rehearse(house, folder, RECORDING, BINHAI, 1);
        List<Told> heardOf = first.stream().filter(ReplayIT::isHeardOf).toList();
        assertThat(heardOf)
                .hasSize(2)
                .allMatch(told -> told.value().path("drill").asBoolean());
        assertThat(heardOf.get(0).is(TAG + ":H", "RAISED")).isTrue();
        assertThat(Instant.parse(heardOf.get(0).text("time")).toEpochMilli()).isEqualTo(onsetMs() + ON_DELAY_MS);
        // It goes on rising: by its own time it will be at HH within half an hour.
        assertThat(heardOf.get(1).is("rule:pre-hh-t101", "RAISED")).isTrue();
        List<Told> second = rehearse(house, folder, RECORDING, BINHAI, 2);
        assertThat(texts(second)).isEqualTo(texts(first));
        try (TopicReader states = house.reader(DRILL_STATES)) {
            List<String> both = texts(states.await(2 * first.size()));
            assertThat(both).hasSize(2 * first.size());
            assertThat(both.subList(first.size(), both.size())).isEqualTo(both.subList(0, first.size()));
        }
    }

    /** The recording holds three tanks: the rest of the park is silent in it, and said to be. */
    private static boolean isHeardOf(Told told) {
        return told.text("category").equals("PROCESS")
                && !told.text("condition").equals("STALE");
    }

    private static List<String> texts(List<Told> told) {
        return told.stream()
                .map(each -> each.id() + new String(each.bytes(), UTF_8))
                .toList();
    }

    /** A drill engine of its own and the whole recording; what came of this one. */
    static List<Told> rehearse(House house, Path folder, Path file, Path site, int number) throws Exception {
        try (Station station = house.station(site, "drill-" + number, true);
                TopicReader events = house.reader(DRILL_EVENTS)) {
            await().atMost(PATIENCE).until(() -> station.health().ready());
            int before = events.whole().size();
            JsonNode report = replay(house, folder, file, site, "--drill");
            Web web = Web.of(station);
            await().atMost(PATIENCE)
                    .until(() -> web.metric("tocsin_messages_total")
                            == report.path("messages").asDouble());
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_kafka_lag_records") == 0);
            List<Told> all = events.whole();
            return List.copyOf(all.subList(before, all.size()));
        }
    }
}
