package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.live.SteppedEngine;
import io.tocsin.server.past.AlarmHistory;
import io.tocsin.server.past.HistoryUnavailable;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alarm history of a real engine, over real HTTP. */
class HistoryRoutesTest {
    private static final String HISTORY = "/api/v1/alarms/history";
    private static final String PLATE = "测A0001";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static final FakeEngine VIEW = new FakeEngine();
    private static SteppedEngine engine;
    private static AlarmHistory history;
    private static SignIn accounts;
    private static HttpServer server;
    private static String gateOccurrence;

    @BeforeAll
    static void start() throws Exception {
        engine = new SteppedEngine(folder);
        for (double value : new double[] {10.5, 5, 10.6, 5, 10.7, 5, 10.8}) {
            engine.sample(value);
        }
        engine.command("acknowledge", "LT-1:H", "现场 seen");
        engine.passes(PLATE);
        gateOccurrence = engine.status(engine.gateAlarm()).occurrenceId();
        history = new AlarmHistory(
                new AlarmHistory.Options(folder.resolve("history"), Long.MAX_VALUE / 2),
                engine,
                () -> SteppedEngine.T0,
                System::currentTimeMillis);
        history.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> history.isConnected() && history.status().lag() == 0);
        VIEW.history = history;
        VIEW.values = engine.engine().values();
        accounts = SignIn.open(folder.resolve("accounts"), System::currentTimeMillis);
        server = HttpServer.start("127.0.0.1", 0, VIEW, accounts);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        accounts.close();
        history.close();
        engine.close();
    }

    private static Session session(Role role) {
        return accounts.withLink(accounts.newLink("someone", role)).orElseThrow();
    }

    private static HttpResponse<String> get(String path, @Nullable Session session) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (session != null) {
            request.header("Cookie", "tocsin_" + server.port() + "=" + session.id());
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode found(String query) throws Exception {
        HttpResponse<String> answer = get(HISTORY + query, session(Role.OPERATOR));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTORY, "/api/v1/occurrences?id=x", "/api/v1/occurrences/x"})
    void nobodyIsShownAnythingWhoDidNotSignIn(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5",
        "?tag=LT-1, 4",
        "?alarm=LT-1:H, 4",
        "?enterprise=E1, 4",
        "?state=NORMAL, 3",
        "?state=ACK_ACTIVE, 1",
        "?type=SUPERSEDED, 3",
        "?operator=li.wei, 4",
        "?operator=nobody, 0",
        "?q=LT-1, 4",
        "?q=%E7%8E%B0%E5%9C%BA, 4",
        "?q=WEST%20gate, 1",
        "?from=1800000003000&to=1800000005001, 2",
        "?from=2027-01-15T08:00:03Z&to=2027-01-15T16:00:04%2B08:00, 1",
        "?tag=LT-1&state=NORMAL&operator=li.wei&type=CLEARED&limit=2, 2"
    })
    void isSearchedByWhatIsAsked(String query, int count) throws Exception {
        assertThat(found(query).path("count").asInt()).isEqualTo(count);
    }

    @Test
    void pagesFollowOneAnother() throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = found("?limit=2" + cursor);
            page.path("occurrences")
                    .forEach(each -> ids.add(each.path("occurrenceId").asString()));
            JsonNode next = page.path("next");
            cursor = next.isNull() ? null : "&cursor=" + next.asString();
        } while (cursor != null);
        assertThat(ids).hasSize(5).doesNotHaveDuplicates().startsWith(gateOccurrence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?tagg=LT-1 | (nearest: tag)",
                "?state=UNACK_ACTIV | (nearest: UNACK_ACTIVE)",
                "?priority=HIHG | (nearest: HIGH)",
                "?type=RAISD | (nearest: RAISED)",
                "?tag=LT-2 | expected \\\"tag\\\" of the site or of its history, was LT-2",
                "?tag=LT11 | (nearest: LT-1)",
                "?enterprise=E7 | of the site or of its history, was E7",
                "?from=yesterday | ISO 8601",
                "?from=5&to=5 | \\\"from\\\" before \\\"to\\\"",
                "?limit=1001 | 1..1000",
                "?cursor=abc | as \\\"next\\\" gave it",
                "?q=--- | letters or digits"
            })
    void whatIsNotUnderstoodIsRefusedWithWhatWouldBe(String query, String detail) throws Exception {
        HttpResponse<String> answer = get(HISTORY + query, session(Role.VIEWER));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"NOT_UNDERSTOOD\"", detail);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPlateIsShownToThoseWhoMaySeePlatesOnly(Role role) throws Exception {
        Session session = session(role);
        for (String path : List.of(
                HISTORY,
                "/api/v1/occurrences/" + encoded(gateOccurrence),
                "/api/v1/occurrences?id=" + encoded(gateOccurrence))) {
            String body = get(path, session).body();
            assertThat(body.contains(PLATE)).as(path).isEqualTo(role.seesPlates());
            assertThat(body.contains("测A****")).as(path).isNotEqualTo(role.seesPlates());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPlateCannotBeGuessedByASearch(Role role) throws Exception {
        String body = get(HISTORY + "?q=" + encoded(PLATE), session(role)).body();
        assertThat(body).contains("\"count\":0");
    }

    @Test
    void anOccurrenceIsShownWithAllThatHappenedToIt() throws Exception {
        String id = engine.status("LT-1:H").occurrenceId();
        HttpResponse<String> answer = get("/api/v1/occurrences?id=" + encoded(id), session(Role.AUDITOR));
        JsonNode whole = JsonMapper.shared().readTree(answer.body());
        assertThat(whole.path("occurrenceId").asString()).isEqualTo(id);
        assertThat(whole.path("acknowledgedBy").asString()).isEqualTo("li.wei");
        assertThat(whole.path("message").path("zh").asString()).contains("LT-1");
        assertThat(whole.path("events")).hasSize(2);
        assertThat(whole.path("events").path(1).path("comment").asString()).isEqualTo("现场 seen");
        assertThat(whole.path("replies")).hasSize(1);
        assertThat(get("/api/v1/occurrences/none", session(Role.AUDITOR)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsAskedNeverBecomesSql() throws Exception {
        for (String name : List.of(
                "tag",
                "alarm",
                "enterprise",
                "state",
                "type",
                "priority",
                "operator",
                "q",
                "from",
                "to",
                "limit",
                "cursor")) {
            for (String hostile :
                    List.of("' OR '1'='1", "1; DROP TABLE occurrence", "\") OR (\"", "0 UNION SELECT 1")) {
                HttpResponse<String> answer = get(HISTORY + "?" + name + "=" + encoded(hostile), session(Role.VIEWER));
                assertThat(answer.statusCode()).as(name + " " + hostile).isIn(200, 400);
                assertThat(answer.body()).as(name + " " + hostile).doesNotContain("\"occurrenceId\"", "SQL");
            }
        }
        assertThat(found("").path("count").asInt()).isEqualTo(5);
    }

    @Test
    void aHistoryThatGivesNoAnswerIsSaid(@TempDir Path empty) throws Exception {
        AlarmHistory none =
                new AlarmHistory(new AlarmHistory.Options(empty, 1), engine, () -> 0, System::currentTimeMillis);
        VIEW.history = none;
        try {
            HttpResponse<String> answer = get(HISTORY, session(Role.VIEWER));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"NO_HISTORY\"").doesNotContain(HistoryUnavailable.class.getName());
        } finally {
            VIEW.history = history;
            none.close();
        }
    }
}
