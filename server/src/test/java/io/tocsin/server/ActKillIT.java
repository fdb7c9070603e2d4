package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.TopicReader.Told;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator was told is done is done, whatever becomes of the engine in the next moment. */
class ActKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "Zp7-never-to-be-seen";
    private static final String ALARM = "LT-1:H";

    @TempDir
    private Path folder;

    private House house;
    private Path site;
    private Path home;
    private Path errors;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(2));
        home = folder.resolve("home");
        errors = folder.resolve("err.txt");
        gateway = Gateway.connect(house.mqttUrl(), "park/it/e1/g1");
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        house.close();
    }

    private EngineProcess engine() throws Exception {
        EngineProcess engine = EngineProcess.start(
                errors,
                house.environment(),
                "run",
                "--site",
                site.toString(),
                "--home",
                home.toString(),
                "--http-port",
                "0");
        Web web = engine.web();
        await().atMost(PATIENCE).until(() -> web.status("/health/ready") == 200);
        return engine;
    }

    private void user(String... arguments) throws Exception {
        List<String> line =
                Stream.concat(Stream.of("user"), Stream.of(arguments)).toList();
        try (EngineProcess user = EngineProcess.start(
                folder.resolve("user.txt"), Map.of("TOCSIN_HOME", home.toString()), line.toArray(String[]::new))) {
            user.type(line.contains("--password-stdin") ? PASSWORD + "\n" : "");
            assertThat(user.awaitEnd(60)).as(user.errors()).isZero();
        }
    }

    private static String body(String requestId) {
        return "{\"alarmId\":\"" + ALARM + "\",\"requestId\":\"" + requestId + "\",\"comment\":\"seen\"}";
    }

    private static HttpResponse<String> acknowledge(Web web, Told raised, String requestId) throws Exception {
        String occurrence = URLEncoder.encode(raised.text("occurrenceId"), StandardCharsets.UTF_8);
        return web.post("/api/v1/occurrences/acknowledge?id=" + occurrence, body(requestId));
    }

    @Test
    void anAcknowledgementThatWasAnsweredStandsAfterAKillWithWhoAndWhen() throws Exception {
        user("add", "li.wei", "--role", "operator", "--password-stdin");
        Told raised;
        String answer;
        String at;
        try (EngineProcess engine = engine();
                TopicReader events = house.reader(House.EVENTS)) {
            gateway.sample("LT-1", System.currentTimeMillis() - 50, 12);
            raised = events.await("LT-1 raised", told -> told.is(ALARM, "RAISED"));
            Web web = engine.web().as("li.wei", PASSWORD);
            HttpResponse<String> done = acknowledge(web, raised, "p6");
            engine.kill();
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            answer = done.body();
            JsonNode reply = JsonMapper.shared().readTree(answer);
            assertThat(reply.path("accepted").asBoolean()).isTrue();
            at = reply.path("time").asString();
        }
        try (EngineProcess engine = engine();
                TopicReader events = house.reader(House.EVENTS)) {
            Web web = engine.web().as("li.wei", PASSWORD);
            JsonNode alarm = web.alarm(ALARM);
            assertThat(alarm.path("state").asString()).isEqualTo("ACK_ACTIVE");
            assertThat(alarm.path("acknowledgedBy").asString()).isEqualTo("li.wei");
            assertThat(alarm.path("acknowledgedTime").asString()).isEqualTo(at);
            HttpResponse<String> repeated = acknowledge(web, raised, "p6");
            assertThat(repeated.statusCode()).isEqualTo(200);
            assertThat(repeated.body())
                    .as("the same answer to the same request")
                    .isEqualTo(answer);
            Told told = events.await("acknowledged", event -> event.is(ALARM, "ACKNOWLEDGED"));
            assertThat(told.text("operator")).isEqualTo("li.wei");
            assertThat(told.text("via")).isEqualTo("console");
            assertThat(told.text("comment")).isEqualTo("seen");
            assertThat(events.all())
                    .filteredOn(event -> event.is(ALARM, "ACKNOWLEDGED"))
                    .hasSize(1);
        }
        assertThat(Files.readString(errors)).doesNotContain(PASSWORD).doesNotContain("argon2");
    }

    @Test
    void anAccountThatIsRemovedBesideARunningEngineIsOutAtOnce() throws Exception {
        user("add", "li.wei", "--role", "operator", "--password-stdin");
        try (EngineProcess engine = engine()) {
            Web web = engine.web().as("li.wei", PASSWORD);
            assertThat(web.status("/api/v1/alarms")).isEqualTo(200);
            user("add", "admin", "--role", "admin", "--password-stdin");
            assertThat(web.status("/api/v1/alarms"))
                    .as("another account was added")
                    .isEqualTo(200);
            user("role", "li.wei", "viewer");
            assertThat(web.status("/api/v1/alarms")).isEqualTo(401);
            assertThat(engine.web()
                            .as("li.wei", PASSWORD)
                            .json("/api/v1/session")
                            .path("role")
                            .asString())
                    .isEqualTo("viewer");
        }
    }
}
