package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.HandOver;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Suppressed;
import io.tocsin.alarms.Warning;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.picture.Values;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people are not told of, who has the watch, and the sheet of a hand-over; to each what is his. */
class StandingRoutesTest {
    private static final long T = 900;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Scope OF_E1 = new Scope(List.of("E1"), List.of());

    @TempDir
    private Path home;

    private final FakeEngine engine = new FakeEngine();
    private SignIn accounts;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        accounts = SignIn.open(home, System::currentTimeMillis);
        server = HttpServer.start("127.0.0.1", 0, engine, accounts);
        paint();
    }

    @AfterEach
    void stop() {
        server.close();
        accounts.close();
    }

    private void paint() throws Exception {
        Path folder = Files.createDirectories(home.resolve("site"));
        Files.writeString(folder.resolve("park.yaml"), """
                park: {id: p, name: {zh: 滨海, en: Binhai}}
                enterprises: [{id: E1, name: One}, {id: E2, name: Two}]
                """);
        Files.writeString(folder.resolve("tags.yaml"), """
                tags:
                  - {tag: A, metric: LEVEL, unit: m, enterprise: E1, limits: {H: 10}}
                  - {tag: B, metric: LEVEL, unit: m, enterprise: E2, limits: {H: 10}}
                  - {tag: XS, metric: BYPASS, enterprise: E1, states: {0: NORMAL, 1: BYPASSED}, state: {alarmValues: [BYPASSED]}}
                """);
        SiteReader.Result read = SiteReader.read(folder, Map.of());
        assertThat(read.problems())
                .as("%s", read.problems())
                .allMatch(p -> p.severity().name().equals("WARNING"));
        Site site = read.site().orElseThrow();
        engine.values = new Values(
                site,
                new double[] {12, 5, 1},
                new byte[] {0, 0, 0},
                new long[] {T, T, T},
                new long[] {T, T, T},
                Map.of(),
                1_000,
                1_000);
        engine.rules = new Annunciation(
                List.of(),
                List.of(),
                List.of(
                        new Position("room", Text.of("control room"), "E1", "park", List.of("8001")),
                        new Position("park", Text.of("park"), null, null, List.of())),
                List.of(),
                List.of(),
                List.of(),
                Annunciation.Shelving.defaults(),
                Warnings.STANDARD);
        engine.watches.add(new HandOver("room", "li.wei", "wang", "<b>quiet</b>", T));
        engine.windows.add(window("w-1", "A"));
        engine.windows.add(window("w-2", "B"));
        engine.warnings.add(warning(Warning.Subject.PARK, "p", Warnings.Colour.RED));
        engine.warnings.add(warning(Warning.Subject.ENTERPRISE, "E1", Warnings.Colour.ORANGE));
        engine.warnings.add(warning(Warning.Subject.ENTERPRISE, "E2", Warnings.Colour.NONE));
        Suppressed.Removal removal = new Suppressed.Removal("li.wei", "permit 7", "worn", T, 61_000);
        Suppressed.Shelf shelf = new Suppressed.Shelf("li.wei", "wang", "known", T, 31_000, false, "room");
        Suppressed.Asked asked = new Suppressed.Asked("r-9", "li.wei", "known", 31_000, true, 21_000);
        alarm("A", "E1", AlarmState.ACK_ACTIVE, new Suppressed(null, List.of(), null, shelf, null));
        alarm("B", "E2", AlarmState.UNACK_ACTIVE, new Suppressed(removal, List.of(), null, null, asked));
        alarm(
                "A2",
                "E1",
                AlarmState.UNACK_ACTIVE,
                new Suppressed(null, List.of("A:HH", "operator"), removal, null, null));
        alarm("PARK", null, AlarmState.NORMAL, new Suppressed(null, List.of("window:w-1"), null, null, null));
    }

    private static OpenWindow window(String id, String tag) {
        return new OpenWindow(
                id, new Input.Window(Input.Work.CALIBRATION, tag, null, -1), 61_000, "li.wei", "due", "permit 8", true);
    }

    private static Warning warning(Warning.Subject subject, String id, Warnings.Colour colour) {
        return new Warning("p~" + id + ".1", subject, id, colour, colour, List.of("A:H"), T, T);
    }

    private void alarm(String tag, @Nullable String enterprise, AlarmState state, Suppressed suppressed) {
        Definition definition = new Definition(
                tag + ":H",
                "PROCESS",
                tag,
                "H",
                10,
                "m",
                enterprise,
                null,
                Priority.HIGH,
                AlarmClass.PROCESS,
                null,
                List.of(),
                new Text("液位高", "Level high"),
                null);
        Handling handling = new Handling(Handling.State.ASSIGNED, true, "wang", "li.wei", null, T);
        engine.alarms.add(new AlarmStatus(
                definition,
                state,
                tag + ".1",
                tag + "~1",
                1,
                T,
                T,
                T,
                -1,
                -1,
                null,
                12,
                0,
                T,
                new AlarmStatus.People(
                        suppressed, -1, null, enterprise == null ? null : "room", 0, handling, List.of())));
    }

    private HttpResponse<String> get(String path, Scope scope, String... headers) throws Exception {
        Session session = accounts.withLink(accounts.newLink("someone", Role.VIEWER, scope))
                .orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Cookie", "tocsin_" + server.port() + "=" + session.id());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path, Scope scope) throws Exception {
        HttpResponse<String> answer = get(path, scope);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> ids(JsonNode array, String field) {
        return array.valueStream().map(each -> each.path(field).asString()).toList();
    }

    @Test
    void listsAllThatPeopleAreNotToldOfWithWhoAndUntilWhen() throws Exception {
        JsonNode all = json("/api/v1/suppressed", Scope.PARK);
        assertThat(all.path("counts").toString())
                .isEqualTo("{\"outOfService\":1,\"byDesign\":2,\"manual\":1,\"shelved\":1,\"asked\":1,\"windows\":2}");
        long latest = Instant.parse(all.path("shelvingUntil").asString()).toEpochMilli();
        assertThat(latest - Instant.parse(all.path("time").asString()).toEpochMilli())
                .isBetween(1L, 28_800_000L);
        JsonNode shelved = all.path("shelved").path(0);
        assertThat(shelved.path("alarmId").asString()).isEqualTo("A:H");
        assertThat(shelved.path("confirmedBy").asString()).isEqualTo("wang");
        assertThat(shelved.path("remainingMs").asLong()).isEqualTo(30_000);
        assertThat(all.path("asked").path(0).path("requestId").asString()).isEqualTo("r-9");
        assertThat(all.path("outOfService").path(0).path("authorisation").asString())
                .isEqualTo("permit 7");
        assertThat(all.path("byDesign").toString())
                .isEqualTo("[{\"cause\":\"A:HH\",\"alarms\":1},{\"cause\":\"window:w-1\",\"alarms\":1}]");
    }

    @Test
    void whoHasSomeEnterprisesSeesTheirsAlone() throws Exception {
        JsonNode own = json("/api/v1/suppressed", OF_E1);
        assertThat(own.path("outOfService")).isEmpty();
        assertThat(ids(own.path("shelved"), "alarmId")).containsExactly("A:H");
        assertThat(ids(own.path("windows"), "id")).containsExactly("w-1");
        assertThat(ids(json("/api/v1/alarms", OF_E1).path("alarms"), "alarmId")).containsExactly("A:H", "A2:H");
        assertThat(ids(json("/api/v1/alarms", Scope.PARK).path("alarms"), "alarmId"))
                .hasSize(4);
        assertThat(ids(json("/api/v1/warnings", OF_E1).path("warnings"), "id")).containsExactly("E1");
        assertThat(ids(json("/api/v1/positions", OF_E1).path("positions"), "id"))
                .containsExactly("room");
        assertThat(ids(json("/api/v1/tags", OF_E1).path("tags"), "tag")).containsExactly("A", "XS");
        assertThat(ids(json("/api/v1/park", OF_E1).path("enterprises"), "id")).containsExactly("E1");
        assertThat(json("/api/v1/rejections", OF_E1).path("count").asInt()).isZero();
        assertThat(get("/api/v1/tags/B/series", OF_E1).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/handover?position=park", OF_E1).statusCode()).isEqualTo(404);
    }

    @Test
    void alarmsAreFoundByPositionAndSuppression() throws Exception {
        assertThat(ids(json("/api/v1/alarms?suppression=SHELVED", Scope.PARK).path("alarms"), "alarmId"))
                .containsExactly("A:H");
        assertThat(ids(json("/api/v1/alarms?position=room", Scope.PARK).path("alarms"), "alarmId"))
                .hasSize(3);
        assertThat(json("/api/v1/alarms?suppression=NONE", Scope.PARK)
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(get("/api/v1/alarms?suppression=MAYBE", Scope.PARK).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/v1/alarms?postion=room", Scope.PARK).statusCode()).isEqualTo(400);
    }

    @Test
    void anAlarmSaysWhatThereIsToDoAndUntilWhenItsTagWasKnown() throws Exception {
        JsonNode seen = json("/api/v1/alarms?id=A:H", Scope.PARK).path("alarms").path(0);
        assertThat(seen.path("lastKnownTime").isNull()).isTrue();
        assertThat(seen.path("response").path("cameras").isArray()).isTrue();
        AlarmStatus high = engine.alarms.get(0);
        Definition d = high.definition();
        engine.alarms.add(high.with(new Definition(
                "A:STALE",
                d.category(),
                d.tag(),
                "STALE",
                Double.NaN,
                null,
                d.enterprise(),
                null,
                Priority.HIGH,
                AlarmClass.INSTRUMENT,
                null,
                List.of(),
                d.message(),
                null)));
        JsonNode dark = json("/api/v1/alarms?id=A:H", Scope.PARK).path("alarms").path(0);
        assertThat(dark.path("lastKnownTime").asString()).isEqualTo("1970-01-01T00:00:00.900Z");
    }

    @Test
    void theSheetHasAllThatWhoeverTakesOverMustKnow() throws Exception {
        JsonNode sheet = json("/api/v1/handover?position=room", Scope.PARK);
        assertThat(sheet.path("position").path("watch").path("by").asString()).isEqualTo("li.wei");
        assertThat(ids(sheet.path("standing"), "alarmId")).containsExactly("B:H", "A2:H", "A:H");
        assertThat(ids(sheet.path("handling"), "handling")).contains("ASSIGNED");
        assertThat(ids(sheet.path("bypassed"), "tag")).containsExactly("XS");
        assertThat(sheet.path("bypassed").path(0).path("name").asString()).isEqualTo("BYPASSED");
        assertThat(ids(sheet.path("warnings"), "id")).containsExactly("p", "E1");
        assertThat(sheet.path("counts").path("shelved").asInt()).isEqualTo(1);
    }

    @Test
    void theSheetIsAPageToBePrintedInEitherLanguage() throws Exception {
        HttpResponse<String> english = get("/api/v1/handover?position=room&lang=en", Scope.PARK, "Accept", "text/html");
        assertThat(english.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(english.body())
                .contains("<h1>Hand-over sheet</h1>", "Binhai", "A:H Level high", "Shelved: 1", "permit 8")
                .contains("&lt;b&gt;quiet&lt;/b&gt;")
                .doesNotContain("<script", "<b>quiet");
        HttpResponse<String> chinese =
                get("/api/v1/handover?format=html", Scope.PARK, "Accept-Language", "zh-CN,zh;q=0.9");
        assertThat(chinese.body()).contains("交接班单", "滨海", "液位高", "搁置: 1", "全部岗位");
    }
}
