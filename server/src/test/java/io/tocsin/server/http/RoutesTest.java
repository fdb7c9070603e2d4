package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Reply;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Closure;
import io.tocsin.config.Position;
import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.Verdict;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.picture.Reload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask what, over real HTTP. */
class RoutesTest {
    private static final String ACKNOWLEDGE = "/api/v1/occurrences/acknowledge?id=p~T-1:H~1";
    private static final String WANTED = "{\"alarmId\":\"T-1:H\",\"requestId\":\"r-1\",\"comment\":null}";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path home;

    private final FakeEngine engine = new FakeEngine();
    private SignIn accounts;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        accounts = SignIn.open(home, System::currentTimeMillis);
        server = HttpServer.start("127.0.0.1", 0, engine, accounts);
    }

    @AfterEach
    void stop() {
        server.close();
        accounts.close();
    }

    // ---- signing in -------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/park",
                "/api/v1/tags",
                "/api/v1/tags/T-1/series",
                "/api/v1/series?tag=T-1",
                "/api/v1/alarms",
                "/api/v1/gates/passages",
                "/api/v1/gates/inside",
                "/api/v1/cameras/events",
                "/api/v1/rejections",
                "/api/v1/site",
                "/api/v1/stream",
                "/api/v1/session"
            })
    void nobodyIsShownAnythingWhoDidNotSignIn(String path) throws Exception {
        assertProblem(get(path, null), Refused.Code.SIGN_IN_NEEDED);
    }

    @Test
    void theFirstAccountIsMadeWithTheTokenOfTheFirstStart() throws Exception {
        assertThat(get("/api/v1/session", null).body()).contains("\"setup\":true");
        String token = Files.readString(accounts.setupTokenFile()).strip();

        assertProblem(setUp("guess", "a long enough password"), Refused.Code.WRONG_TOKEN);
        HttpResponse<String> unfit = setUp(token, "short");
        assertProblem(unfit, Refused.Code.PASSWORD_UNFIT);
        assertThat(unfit.body()).contains("\"problems\":[{\"zh\":");
        HttpResponse<String> made = setUp(token, "a long enough password");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains("\"user\":\"boss\"", "\"role\":\"admin\"", "\"csrf\":\"");
        assertProblem(setUp(token, "a long enough password"), Refused.Code.SET_UP_DONE);
        assertThat(accounts.setupTokenFile()).doesNotExist();
        assertThat(get("/api/v1/session", null).body()).contains("\"setup\":false");
    }

    @Test
    void aPasswordSignsInAndAWrongOneSaysNothingMore() throws Exception {
        setUp(Files.readString(accounts.setupTokenFile()).strip(), "a long enough password");

        HttpResponse<String> in = post("/api/v1/session", null, password("boss", "a long enough password"));
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("tocsin_" + server.port() + "=")
                .contains("; Path=/;", "; HttpOnly", "; SameSite=Strict");
        HttpResponse<String> wrong = post("/api/v1/session", null, password("boss", "another password"));
        HttpResponse<String> nobody = post("/api/v1/session", null, password("nobody", "another password"));
        assertProblem(wrong, Refused.Code.WRONG_PASSWORD);
        assertThat(nobody.body()).isEqualTo(wrong.body());
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aLinkSignsInOnce() throws Exception {
        String link = "{\"token\":\"" + accounts.newLink("operator", Role.OPERATOR) + "\"}";
        assertThat(post("/api/v1/session/link", null, link).body()).contains("\"role\":\"operator\"");
        assertProblem(post("/api/v1/session/link", null, link), Refused.Code.WRONG_TOKEN);
    }

    @Test
    void whoeverSignsOutIsOut() throws Exception {
        Session session = session(Role.VIEWER);
        assertThat(get("/api/v1/rejections", session).statusCode()).isEqualTo(200);
        HttpResponse<String> out = send(request("/api/v1/session", session).DELETE());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertProblem(get("/api/v1/rejections", session), Refused.Code.SIGN_IN_NEEDED);
    }

    // ---- what another page could send -------------------------------------------------------------------------------

    @Test
    void nothingIsDoneWithoutWhatOnlyThisPageKnows() throws Exception {
        Session session = session(Role.OPERATOR);
        HttpRequest.Builder forged = HttpRequest.newBuilder(uri(ACKNOWLEDGE))
                .header("Cookie", cookie(session))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(WANTED));
        assertProblem(send(forged), Refused.Code.FOREIGN_REQUEST);
        assertProblem(send(forged.header("X-Csrf", "guess")), Refused.Code.FOREIGN_REQUEST);
        assertProblem(
                send(request(ACKNOWLEDGE, session)
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(BodyPublishers.ofString(WANTED))),
                Refused.Code.FOREIGN_REQUEST);
        assertThat(engine.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"alarmId\":\"T-1:H\"}",
                "{\"alarmId\":\"T-1:H\",\"requestId\":7}",
                "{\"alarmId\":\"T-1:H\",\"requestId\":{\"a\":{\"b\":{}}}}",
                "{\"alarmId\":\"T-1:H\",\"alarmId\":\"T-2:H\",\"requestId\":\"r\"}",
                "{\"alarmId\":\"T-1:H\",\"requestId\":\"r\"} {}"
            })
    void whatIsNoFlatObjectOfTextsIsNotUnderstood(String body) throws Exception {
        assertProblem(post(ACKNOWLEDGE, session(Role.OPERATOR), body), Refused.Code.NOT_UNDERSTOOD);
        assertThat(engine.commands).isEmpty();
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeIsNotUnderstood() throws Exception {
        Session session = session(Role.OPERATOR);
        String long1 = WANTED.replace("null", "\"" + "x".repeat(1_001) + "\"");
        assertProblem(post(ACKNOWLEDGE, session, long1), Refused.Code.NOT_UNDERSTOOD);
        String huge = WANTED.replace("null", "\"" + "x".repeat(1 << 20) + "\"");
        assertThat(post(ACKNOWLEDGE, session, huge).statusCode()).isBetween(400, 413);
        HttpResponse<String> form = send(HttpRequest.newBuilder(uri(ACKNOWLEDGE))
                .header("Cookie", cookie(session))
                .header("X-Csrf", session.csrf())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(WANTED)));
        assertProblem(form, Refused.Code.NOT_UNDERSTOOD);
        assertThat(engine.commands).isEmpty();
    }

    // ---- acting -----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Role.class)
    void theEngineIsToldWhoAsksAndSaysWhetherHeMay(Role role) throws Exception {
        assertThat(actAnd(role, null).statusCode()).isEqualTo(200);
        assertThat(engine.commands).singleElement().satisfies(command -> {
            assertThat(command.principal()).isEqualTo(new Input.Principal("li.wei", "console", role.inTheEngine()));
            assertThat(command.occurrenceId()).isEqualTo("p~T-1:H~1");
            assertThat(command.comment()).isNull();
        });
        engine.commands.clear();
        HttpResponse<String> refused = actAnd(role, Reason.ROLE_MISSING);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"ROLE_MISSING\"", "\"operator\":\"li.wei\"");
        assertThat(engine.commands).hasSize(1);
    }

    @Test
    void whoeverSignedInHoldsThePositionsThatTheSiteHasNow() throws Exception {
        engine.reply = CompletableFuture.completedFuture(reply(null));
        engine.rules = positions("room", "park");
        Session all = accounts.withLink(accounts.newLink("op", Role.OPERATOR, Scope.EVERYTHING))
                .orElseThrow();
        Session one = accounts.withLink(
                        accounts.newLink("li", Role.OPERATOR, new Scope(List.of("E1"), List.of("room"))))
                .orElseThrow();
        post(ACKNOWLEDGE, all, WANTED);
        post(ACKNOWLEDGE, one, WANTED);
        assertThat(engine.commands)
                .extracting(Input.Command::principal)
                .containsExactly(
                        new Input.Principal("op", "console", Input.Role.OPERATOR, List.of(), List.of("room", "park")),
                        new Input.Principal("li", "console", Input.Role.OPERATOR, List.of("E1"), List.of("room")));
    }

    private static Annunciation positions(String... ids) {
        List<Position> positions = Stream.of(ids)
                .map(id -> new Position(id, Text.of(id), null, null, List.of()))
                .toList();
        return new Annunciation(
                List.of(),
                List.of(),
                positions,
                List.of(),
                List.of(),
                List.of(),
                Annunciation.Shelving.defaults(),
                Warnings.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({
        "SECOND_PERSON_NEEDED, 202",
        "OUT_OF_SCOPE, 403",
        "NOT_RESPONSIBLE, 403",
        "SAME_PERSON, 403",
        "UNKNOWN_ALARM, 404",
        "UNKNOWN_POSITION, 404",
        "REQUEST_ID_TAKEN, 409",
        "TOO_LONG, 409"
    })
    void theStatusSaysOfWhichKindARefusalIs(Reason reason, int status) throws Exception {
        HttpResponse<String> answer = actAnd(Role.OPERATOR, reason);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"", "\"accepted\":" + (status == 202));
        assertThat(answer.body().contains("\"code\":\"" + reason + "\"")).isEqualTo(status != 202);
    }

    @ParameterizedTest
    @CsvSource({
        "occurrences/o-1/shelve, SHELVE, T-1:H, o-1",
        "occurrences/falseAlarm?id=o/1, FALSE_ALARM, T-1:H, o/1",
        "alarms/removeFromService, REMOVE_FROM_SERVICE, T-1:H,",
        "alarms/comment, COMMENT, T-1:H,",
        "windows, OPEN_WINDOW, window:r-1,",
        "windows/close?id=w-1, CLOSE_WINDOW, window:w-1,",
        "positions/room/handover, HAND_OVER, position:room,"
    })
    void eachWayHasItsVerbAndItsSubject(String path, Input.Verb verb, String alarm, @Nullable String occurrence)
            throws Exception {
        engine.reply = CompletableFuture.completedFuture(reply(null));
        assertThat(post("/api/v1/" + path, session(Role.SUPERVISOR), WANTED).statusCode())
                .isEqualTo(200);
        assertThat(engine.commands).singleElement().satisfies(command -> {
            assertThat(command.verb()).isEqualTo(verb);
            assertThat(command.alarmId()).isEqualTo(alarm);
            assertThat(command.occurrenceId()).isEqualTo(occurrence);
        });
    }

    @Test
    void whatWasDoneAlreadyIsNoError() throws Exception {
        HttpResponse<String> answer = actAnd(Role.OPERATOR, Reason.ALREADY_ACKNOWLEDGED);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"by\":\"wang.fang\"", "\"at\":\"1970-01-01T00:00:00.005Z\"");
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        HttpResponse<String> answer = actAnd(Role.OPERATOR, Reason.NOT_CURRENT);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"accepted\":false", "\"reason\":\"NOT_CURRENT\"");
    }

    @Test
    void whatIsNotKnownToBeDurableIsNotSaidToBeDone() throws Exception {
        engine.reply = CompletableFuture.failedFuture(new TimeoutException());
        assertProblem(post(ACKNOWLEDGE, session(Role.OPERATOR), WANTED), Refused.Code.NOT_DURABLE);
    }

    @Test
    void theOperatorIsWhoSignedInWhateverTheRequestSays() throws Exception {
        engine.reply = CompletableFuture.completedFuture(reply(null));
        String forged = "{\"alarmId\":\"T-1:H\",\"requestId\":\"r\",\"operator\":\"boss\",\"via\":\"kafka\"}";
        post(ACKNOWLEDGE, session(Role.OPERATOR), forged);
        assertThat(engine.commands.get(0).principal())
                .isEqualTo(new Input.Principal("li.wei", "console", Input.Role.OPERATOR));
    }

    private HttpResponse<String> actAnd(Role role, @Nullable Reason reason) throws Exception {
        engine.reply = CompletableFuture.completedFuture(reply(reason));
        return post(ACKNOWLEDGE, session(role), WANTED);
    }

    private static Reply reply(@Nullable Reason reason) {
        Input.Command command = new Input.Command(
                Input.Verb.ACKNOWLEDGE, "r-1", "T-1:H", "o", new Input.Principal("li.wei", "console"), null, 5);
        boolean already = reason == Reason.ALREADY_ACKNOWLEDGED;
        return new Reply(command, reason, already ? "wang.fang" : null, already ? 5 : -1);
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPlateIsShownToThoseWhoMaySeeIt(Role role) throws Exception {
        engine.passages.add(passage());
        String body = get("/api/v1/gates/passages", session(role)).body();
        assertThat(body.contains("浙AY0001挂")).isEqualTo(role.seesPlates());
        assertThat(body.contains("浙A*****")).isEqualTo(!role.seesPlates());
        assertThat(body).contains("\"count\":1", "\"subject\":\"5ub\"");
    }

    @Test
    void whatIsAskedWronglyIsSaid() throws Exception {
        Session session = session(Role.VIEWER);
        assertProblem(get("/api/v1/gates/passages?limit=0", session), Refused.Code.NOT_UNDERSTOOD);
        assertProblem(get("/api/v1/gates/passages?limit=x", session), Refused.Code.NOT_UNDERSTOOD);
        assertProblem(get("/api/v1/no-such-thing", session), Refused.Code.UNKNOWN);
        assertProblem(get("/api/v1/park", session), Refused.Code.TOO_MANY);
    }

    // ---- the page ---------------------------------------------------------------------------------------------------

    @Test
    void thePageIsItsOwnAndNothingElseIsServed() throws Exception {
        HttpResponse<String> page = get("/", null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(get("/vendor/uplot.js", null)
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/javascript");
        for (String path :
                List.of("/logback.xml", "/vendor/SHA256SUMS", "/no.js", "/%2e%2e/logback.xml", "/vendor//uplot.js")) {
            assertThat(get(path, null).statusCode()).as(path).isBetween(400, 404);
        }
    }

    // ---- the site ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyThoseMayHaveTheSiteTakenWhoseRoleSaysSo(Role role) throws Exception {
        HttpResponse<String> answer = post("/api/v1/site/reload", session(role), "{}");
        assertProblem(answer, role.mayChangeSite() ? Refused.Code.NO_SITE_FILES : Refused.Code.ROLE_MISSING);
        assertThat(engine.reloadedBy).hasSize(role.mayChangeSite() ? 1 : 0);
        assertThat(get("/api/v1/site", session(role)).body())
                .startsWith("{\"configVersion\":\"0123456789ab\",\"since\":\"1970-01-01T00:00:01.000Z\","
                        + "\"operator\":\"li.wei\",\"via\":\"console\",\"watched\":true,\"files\":\"IN_FORCE\"");
    }

    @Test
    void allProblemsOfARefusedSiteAreTold() throws Exception {
        Problem problem = new Problem(Problem.Severity.ERROR, "tags.yaml", 3, 5, "tags[0]", Text.of("x"), "high");
        engine.reload = new Reload.Refused(List.of(problem, problem));
        HttpResponse<String> answer = post("/api/v1/site/reload", session(Role.ENGINEER), "{}");
        assertProblem(answer, Refused.Code.SITE_REFUSED);
        String told = "{\"severity\":\"ERROR\",\"file\":\"tags.yaml\",\"line\":3,\"column\":5,\"path\":\"tags[0]\","
                + "\"message\":{\"zh\":\"x\",\"en\":\"x\"},\"nearest\":\"high\"}";
        assertThat(answer.body()).endsWith("\"problems\":[" + told + "," + told + "]}");
        engine.reload = new Reload.NotDurable();
        assertProblem(post("/api/v1/site/reload", session(Role.ENGINEER), "{}"), Refused.Code.NOT_DURABLE);
    }

    // ---- helpers ----------------------------------------------------------------------------------------------------

    private Session session(Role role) {
        return accounts.withLink(accounts.newLink("li.wei", role)).orElseThrow();
    }

    private static JudgedPassage passage() {
        Input.Passage seen = new Input.Passage(
                "e-1",
                "G1",
                null,
                "浙AY0001挂",
                "YELLOW",
                98,
                1,
                Closure.Direction.IN,
                VehicleClass.HAZMAT,
                20,
                true,
                "1017",
                "http://camera/1.jpg",
                1_000,
                1_500);
        return new JudgedPassage("G1~IN~5ub~1000", seen, "5ub", VehicleClass.HAZMAT, Verdict.JUDGED, List.of(), true);
    }

    private HttpResponse<String> setUp(String token, String password) throws Exception {
        return post(
                "/api/v1/session/setup",
                null,
                "{\"token\":\"" + token + "\",\"user\":\"boss\",\"password\":\"" + password + "\"}");
    }

    private static String password(String user, String password) {
        return "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private String cookie(Session session) {
        return "tocsin_" + server.port() + "=" + session.id();
    }

    private HttpRequest.Builder request(String path, @Nullable Session session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
        return session == null
                ? request
                : request.header("Cookie", cookie(session)).header("X-Csrf", session.csrf());
    }

    private HttpResponse<String> get(String path, @Nullable Session session) throws IOException, InterruptedException {
        return send(request(path, session).GET());
    }

    private HttpResponse<String> post(String path, @Nullable Session session, String body)
            throws IOException, InterruptedException {
        return send(request(path, session).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, Refused.Code code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + code.status());
    }
}
