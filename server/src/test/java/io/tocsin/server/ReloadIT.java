package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.NumberedPublisher.Expected;
import io.tocsin.server.NumberedPublisher.Pattern;
import io.tocsin.server.TopicReader.Told;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A site that is changed while its engine runs, with a real broker and a real Kafka. */
class ReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse battery staple";
    private static final String CHANGED = "system:configuration";
    private static final int RELOADS = 10;
    private static final int PER_SECOND = 500;

    @TempDir
    private Path folder;

    private House house;
    private Path site;
    private Gateway gateway;
    private TopicReader events;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(4));
        gateway = Gateway.connect(house.mqttUrl(), "park/it/e1/g1");
        events = house.reader(House.EVENTS);
    }

    @AfterEach
    void close() throws Exception {
        events.close();
        gateway.close();
        house.close();
    }

    private Station station() throws Exception {
        Station station = house.station(site, "engine", false);
        await().atMost(PATIENCE).until(() -> station.health().ready());
        return station;
    }

    /** The first account: it may change the site. */
    private static Web admin(Station station) throws Exception {
        String token = Files.readString(station.setupToken().orElseThrow()).strip();
        Web web = new Web(station.httpPort());
        HttpResponse<String> made = web.post(
                "/api/v1/session/setup",
                "{\"token\":\"" + token + "\",\"user\":\"boss\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return web.as("boss", PASSWORD);
    }

    private void tags(String yaml) throws Exception {
        Files.writeString(site.resolve("tags.yaml"), yaml);
    }

    private static String tag(int number, String limits) {
        return "  - {tag: LT-" + number + ", unit: m, enterprise: e1, deadband: 1, limits: " + limits + "}\n";
    }

    private Told raise(String tag) throws Exception {
        gateway.sample(tag, System.currentTimeMillis() - 50, 12);
        return events.await(tag + " raised", told -> told.is(tag + ":H", "RAISED"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void deleteAll(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aChangedFileIsTakenByItselfWithTheStateKept() throws Exception {
        int told;
        try (Station station = station()) {
            Told returns = raise("LT-1");
            Told stays = raise("LT-2");
            house.command("{\"command\":\"acknowledge\",\"requestId\":\"r1\",\"alarmId\":\"LT-2:H\",\"occurrenceId\":\""
                    + stays.text("occurrenceId") + "\",\"operator\":\"li.wei\"}");
            events.await("LT-2 acknowledged", event -> event.is("LT-2:H", "ACKNOWLEDGED"));
            raise("LT-4");
            // LT-1 has another limit, LT-2 another unit, LT-4 has gone, LT-5 is new.
            tags("tags:\n" + tag(1, "{H: 20}") + tag(2, "{H: 10}").replace("unit: m", "unit: cm") + tag(3, "{H: 10}")
                    + tag(5, "{H: 10}"));

            Told changed = events.await("the change", event -> event.is(CHANGED, "CONFIG_CHANGED"));
            assertThat(changed.id()).isEqualTo("it~system:configuration.1");
            assertThat(changed.text("via")).isEqualTo("file");
            assertThat(changed.value().path("changesTotal").asInt()).isEqualTo(4);
            assertThat(changed.value().path("changes").get(0).path("field").asString())
                    .isEqualTo("conditions.H.value");
            Told cleared = events.await("LT-1 returned", event -> event.is("LT-1:H", "CLEARED"));
            assertThat(cleared.text("cause")).isEqualTo("CONFIG");
            assertThat(cleared.text("occurrenceId")).isEqualTo(returns.text("occurrenceId"));
            assertThat(cleared.text("configVersion")).isEqualTo(changed.text("configVersion"));
            assertThat(events.all().indexOf(changed)).isLessThan(events.all().indexOf(cleared));
            events.await("LT-4 closed", event -> event.is("LT-4:H", "CONFIG_CHANGED"));
            awaitTombstone("LT-4:H");

            Web web = Web.of(station);
            assertThat(web.alarm("LT-2:H").path("state").asString()).isEqualTo("ACK_ACTIVE");
            assertThat(web.alarm("LT-2:H").path("acknowledgedBy").asString()).isEqualTo("li.wei");
            assertThat(web.alarm("LT-4:H").isMissingNode()).isTrue();
            raise("LT-5");
            assertThat(web.json("/api/v1/park").path("configVersion").asString())
                    .isEqualTo(changed.text("configVersion"));
            assertThat(web.json("/api/v1/site").path("via").asString()).isEqualTo("file");
            told = events.all().size();
        }
        // Reading the journal again brings forth the same; the engine would refuse to start were it otherwise.
        deleteAll(folder.resolve("engine").resolve("snapshots"));
        try (Station station = station()) {
            assertThat(station.recoveredInputs()).isPositive();
            raise("LT-3");
            assertThat(events.all()).hasSize(told + 1);
            assertThat(events.all()).extracting(Told::id).doesNotHaveDuplicates();
            assertThat(Web.of(station).json("/api/v1/site").path("operator").asString())
                    .isEqualTo("file watch");
        }
    }

    /** The reader of the other tests takes values for granted. */
    private void awaitTombstone(String key) {
        try (KafkaConsumer<String, byte[]> states = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", house.bootstrap()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Set<TopicPartition> partition = Set.of(new TopicPartition(House.STATES, 0));
            states.assign(partition);
            states.seekToBeginning(partition);
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, byte[]> record : states.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(key) && record.value() == null) {
                        return true;
                    }
                }
                return false;
            });
        }
    }

    @Test
    void aBrokenFileIsRefusedWithAllProblemsUntilItIsMended() throws Exception {
        try (Station station = station()) {
            Web web = Web.of(station);
            tags("tags:\n" + tag(1, "{HI: 20}") + tag(2, "{H: high}"));
            await().atMost(PATIENCE)
                    .until(() ->
                            web.json("/api/v1/site").path("files").asString().equals("REFUSED"));
            JsonNode refused = web.json("/api/v1/site");
            assertThat(refused.path("problems")).hasSizeGreaterThanOrEqualTo(2).allSatisfy(problem -> {
                assertThat(problem.path("file").asString()).isEqualTo("tags.yaml");
                assertThat(problem.path("line").asInt()).isPositive();
                assertThat(problem.path("column").asInt()).isPositive();
                assertThat(problem.path("message").path("zh").asString()).isNotEmpty();
            });
            assertThat(web.metric("tocsin_site_refused_total")).isEqualTo(1);
            assertThat(web.status("/health/live")).isEqualTo(200);
            assertThat(web.get("/health/ready").body()).contains("\"name\":\"site\"", "REFUSED", "tags.yaml:2:");
            raise("LT-4");

            Web boss = admin(station);
            HttpResponse<String> still = boss.post("/api/v1/site/reload", "{}");
            assertThat(still.statusCode()).isEqualTo(422);
            assertThat(json(still).path("code").asString()).isEqualTo("SITE_REFUSED");
            assertThat(json(still).path("problems")).isEqualTo(refused.path("problems"));
            assertThat(web.post("/api/v1/site/reload", "{}").statusCode()).isEqualTo(403);

            tags(SiteFolder.levels(5));
            HttpResponse<String> mended = boss.post("/api/v1/site/reload", "{}");
            assertThat(mended.statusCode()).as(mended.body()).isEqualTo(200);
            assertThat(json(mended).path("changes").get(0).path("id").asString())
                    .isEqualTo("LT-5");
            Told changed = events.await("the change", event -> event.is(CHANGED, "CONFIG_CHANGED"));
            assertThat(changed.text("operator")).isEqualTo("boss");
            assertThat(changed.text("via")).isEqualTo("console");
            raise("LT-5");
            assertThat(web.json("/api/v1/site").path("files").asString()).isEqualTo("IN_FORCE");
            assertThat(station.health().ready()).isTrue();
        }
    }

    @Test
    void noMessageIsLostAndNothingElseIsDecidedWhileItIsChangedUnderLoad() throws Exception {
        Random random = new Random(20_261);
        try (Station station = station();
                NumberedPublisher publisher = new NumberedPublisher(
                        house.mqttUrl(), random, System.currentTimeMillis() - 3_600_000 / 60, PER_SECOND)) {
            Web boss = admin(station);
            publisher.start();
            for (int reload = 1; reload <= RELOADS; reload++) {
                long goal = publisher.published() + PER_SECOND;
                await().atMost(PATIENCE).until(() -> publisher.published() >= goal);
                tags(SiteFolder.levels(3)
                        + tag(4, "{H: " + (reload % 2 == 0 ? 10 : 11) + "." + reload + "}")
                        + tag(5, "{H: 10}"));
                HttpResponse<String> answer = boss.post("/api/v1/site/reload", "{}");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
            publisher.finish();
            List<String> acknowledged = publisher.acknowledged();
            assertThat(acknowledged).hasSizeGreaterThan(RELOADS * PER_SECOND);
            await().atMost(PATIENCE).until(() -> boss.metric("tocsin_messages_total") == acknowledged.size());
            await().atMost(PATIENCE).until(() -> boss.metric("tocsin_kafka_lag_records") == 0);
            assertThat(boss.metric("tocsin_site_changes_total")).isEqualTo(RELOADS);

            Pattern undisturbed = new Pattern();
            messages().forEach(undisturbed::follow);
            assertThat(new TreeSet<>(messages())).isEqualTo(new TreeSet<>(acknowledged));
            awaitAll(station);
            assertThat(byAlarm(transitions(events.all()))).isEqualTo(byAlarm(undisturbed.expected()));
            assertThat(events.all().stream().filter(event -> event.is(CHANGED, "CONFIG_CHANGED")))
                    .extracting(Told::id)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, RELOADS)
                            .mapToObj(number -> "it~system:configuration." + number)
                            .toList());
        }
        int told = events.all().size();
        try (Station station = station()) {
            raise("LT-5");
            assertThat(station.health().live()).isTrue();
            assertThat(events.all().stream().map(Told::id).distinct().count()).isEqualTo(told + 1);
            assertThat(events.all().size()).isEqualTo(told + 1);
        }
    }

    private void awaitAll(Station station) throws Exception {
        long logged = 0;
        try (JournalReader reader = Journal.read(folder.resolve("engine").resolve("events"), 1)) {
            while (reader.next()) {
                logged += reader.record().type() == 1 ? 1 : 0;
            }
        }
        events.await((int) logged);
        assertThat(station.health().live()).isTrue();
    }

    /** In the order of the journal. */
    private List<String> messages() throws Exception {
        List<String> payloads = new ArrayList<>();
        try (JournalReader reader = Journal.read(folder.resolve("engine").resolve("journal"), 1)) {
            while (reader.next()) {
                if (reader.record().keyText().equals(NumberedPublisher.TOPIC)) {
                    payloads.add(new String(reader.record().payload(), UTF_8));
                }
            }
        }
        return payloads;
    }

    /** Of the alarms whose limits stayed as they were. */
    private static List<Expected> transitions(List<Told> told) {
        return told.stream()
                .filter(event -> event.key().matches("LT-[123]:H"))
                .map(event -> new Expected(
                        event.key(),
                        event.text("type"),
                        Instant.parse(event.text("time")).toEpochMilli()))
                .toList();
    }

    private static Map<String, List<Expected>> byAlarm(List<Expected> all) {
        return all.stream().collect(Collectors.groupingBy(Expected::alarm, TreeMap::new, Collectors.toList()));
    }
}
