package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.Json;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.kpi.AlarmLog;
import io.tocsin.server.kpi.KpiJson;
import io.tocsin.server.live.SteppedEngine;
import io.tocsin.server.past.AlarmHistory;
import io.tocsin.server.past.FollowedLog.Logged;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The figures of a real engine's alarm history, over real HTTP. */
class KpiRoutesTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static final FakeEngine VIEW = new FakeEngine();
    private static SteppedEngine engine;
    private static AlarmHistory history;
    private static SignIn accounts;
    private static HttpServer server;
    private static long lastMs = Long.MIN_VALUE;

    @BeforeAll
    static void start() throws Exception {
        engine = new SteppedEngine(folder);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            engine.sample(i % 50 == 0 ? 12 : random.nextInt(5) < 2 ? 10.5 : 5);
        }
        engine.passes("测A0001");
        writeLog();
        history = new AlarmHistory(
                new AlarmHistory.Options(folder.resolve("history"), Long.MAX_VALUE / 2),
                engine,
                () -> SteppedEngine.T0,
                System::currentTimeMillis);
        history.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> history.isConnected() && history.status().lag() == 0);
        VIEW.history = history;
        VIEW.values = engine.engine().freshValues();
        VIEW.load = engine.engine().loadNow();
        VIEW.nowMs = engine.engine().nowMs();
        accounts = SignIn.open(folder.resolve("accounts"), System::currentTimeMillis);
        server = HttpServer.start("127.0.0.1", 0, VIEW, accounts);
    }

    /** The events as they go to Kafka, a line each. */
    private static void writeLog() throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        engine.seek(0);
        for (Logged next = engine.next(); next != null; next = engine.next()) {
            if (next.event().kind() == LoggedEvent.Kind.EVENT) {
                lines.write(next.event().value());
                lines.write('\n');
                lastMs = Math.max(lastMs, next.event().timeMs());
            }
        }
        Files.write(folder.resolve("log.jsonl"), lines.toByteArray());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        accounts.close();
        history.close();
        engine.close();
    }

    private static HttpResponse<String> get(String query) throws Exception {
        Session session =
                accounts.withLink(accounts.newLink("someone", Role.VIEWER)).orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/kpi" + query))
                .header("Cookie", "tocsin_" + server.port() + "=" + session.id())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static JsonNode kpi(String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode ofTheLog() throws Exception {
        AlarmLog log = AlarmLog.read(folder.resolve("log.jsonl"));
        assertThat(log.problems()).isEmpty();
        return JsonMapper.shared().readTree(Json.object(json -> KpiJson.write(json, log.kpis())));
    }

    @Test
    @DisplayName("`tocsin kpi` computes them from any alarm log: over the same events both say the same")
    void saysOfItsHistoryWhatTheCommandSaysOfTheLog() throws Exception {
        JsonNode log = ofTheLog();
        JsonNode live = kpi("?from=" + SteppedEngine.T0 + "&to=" + (lastMs + 1));
        assertThat(log.path("annunciations").asInt()).isGreaterThan(50);
        assertThat(log.path("notCounted").path("suppressed").asInt()).isPositive();
        for (String field : log.propertyNames()) {
            assertThat(live.path(field)).as(field).isEqualTo(log.path(field));
        }
    }

    @Test
    void aSpanInTheMiddleKnowsWhatStoodBeforeIt() throws Exception {
        long middle = SteppedEngine.T0 + 150_000;
        JsonNode first = kpi("?from=" + SteppedEngine.T0 + "&to=" + middle);
        JsonNode second = kpi("?from=" + middle + "&to=" + (lastMs + 1));
        JsonNode whole = kpi("?from=" + SteppedEngine.T0 + "&to=" + (lastMs + 1));
        assertThat(second.path("unmatchedClears").asInt()).isZero();
        assertThat(second.path("standing")).isEqualTo(whole.path("standing"));
        assertThat(first.path("annunciations").asInt()
                        + second.path("annunciations").asInt())
                .isEqualTo(whole.path("annunciations").asInt());
        assertThat(first.path("chattering").path("LT-1:H").asInt()
                        + second.path("chattering").path("LT-1:H").asInt())
                .isEqualTo(whole.path("chattering").path("LT-1:H").asInt());
    }

    @Test
    void withoutASpanItIsTheLastDayInWholeSlots() throws Exception {
        JsonNode day = kpi("");
        assertThat(day.path("slots").asInt()).isEqualTo(144);
        assertThat(day.path("annunciations")).isEqualTo(ofTheLog().path("annunciations"));
        assertThat(day.path("drill").asBoolean()).isFalse();
        assertThat(day.path("behind").asInt()).isZero();
    }

    @Test
    void whatIsNotCountedIsSaid() throws Exception {
        JsonNode day = kpi("");
        assertThat(day.path("excluded").path("suppressed").asInt()).isPositive();
        assertThat(day.path("excluded").path("drill").asInt()).isZero();
    }

    @Test
    void eachPositionHasFiguresOfItsOwn() throws Exception {
        JsonNode positions = kpi("").path("positions");
        assertThat(positions).hasSize(1);
        assertThat(positions.get(0).path("position").isNull()).isTrue();
        assertThat(positions.get(0).path("annunciations")).isEqualTo(ofTheLog().path("annunciations"));
        assertThat(positions.get(0).path("flood").path("running").asBoolean()).isTrue();
    }

    @Test
    void anEnterpriseHasItsOwnAlarmsOnly() throws Exception {
        JsonNode one = kpi("?enterprise=E1");
        assertThat(one.path("annunciations").asInt())
                .isEqualTo(ofTheLog().path("annunciations").asInt() - 1);
    }

    @Test
    void whatIsToBeHandledWaitsAndIsDueInTime() throws Exception {
        JsonNode day = kpi("");
        assertThat(day.path("timeToHandle").path("CRITICAL").path("waiting").asInt()
                        + day.path("timeToHandle").path("HIGH").path("waiting").asInt())
                .isPositive();
        assertThat(day.path("inTime").path("acknowledge").isObject()).isTrue();
    }

    @Test
    void nowIsWhatTheLiveTallySays() throws Exception {
        JsonNode now = kpi("").path("now");
        assertThat(now.path("chattering").toString()).isEqualTo("[\"LT-1:H\"]");
        assertThat(now.path("floods").get(0).path("end").isNull()).isTrue();
        assertThat(now.path("unacknowledged").asInt()).isPositive();
        assertThat(now.path("suppressed").propertyNames()).containsExactly("outOfService", "byDesign", "shelved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=5&to=4",
                "?position=nobody",
                "?enterprise=E9",
                "?posi=x",
                "?from=yesterday",
                "?from=0",
                "?from=2999-01-01T00:00:00Z"
            })
    void whatIsNotUnderstoodIsRefused(String query) throws Exception {
        assertThat(get(query).statusCode()).isEqualTo(400);
    }
}
