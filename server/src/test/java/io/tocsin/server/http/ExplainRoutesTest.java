package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.explain.Asked;
import io.tocsin.server.explain.Explainer;
import io.tocsin.server.explain.Explanation;
import io.tocsin.server.explain.Explanations;
import io.tocsin.server.explain.OneAtATime;
import io.tocsin.server.explain.StartPoints;
import io.tocsin.server.explain.Unexplained;
import io.tocsin.server.live.SteppedSite;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Explanations of a real engine, over real HTTP. */
class ExplainRoutesTest {
    private static final String TAGS = """
            tags: [{tag: LT-1, metric: LEVEL, unit: m, enterprise: E1, limits: {H: 10}}]
            """;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static SteppedSite site;
    private static SignIn accounts;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        site = new SteppedSite(folder, TAGS);
        site.sample(1_000, 9.5);
        site.sample(2_000, 10.5);
        accounts = SignIn.open(folder.resolve("accounts"), System::currentTimeMillis);
        Explainer.Durable durable = new Explainer.Durable(
                () -> site.engine().figures().appliedSeq(), () -> site.engine().durableEvents());
        Explainer explainer = new Explainer(site.home(), StartPoints.BEGINNING, durable, seq -> {});
        server = HttpServer.start("127.0.0.1", 0, new FakeEngine(), new OneAtATime(explainer, 1), accounts);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        accounts.close();
        site.close();
    }

    private static HttpResponse<String> get(HttpServer from, String path, @Nullable Session session) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from.port() + path));
        if (session != null) {
            request.header("Cookie", "tocsin_" + from.port() + "=" + session.id());
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static Session session() {
        return accounts.withLink(accounts.newLink("someone", Role.VIEWER)).orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode answered(String path) throws Exception {
        HttpResponse<String> answer = get(server, path, session());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void anOccurrenceIsExplainedByItsPathAndByItsQuery() throws Exception {
        String id = encoded(site.occurrence("LT-1:H"));
        JsonNode byPath = answered("/api/v1/occurrences/" + id + "/explain");
        assertThat(byPath).isEqualTo(answered("/api/v1/occurrences/explain?id=" + id));
        JsonNode occurrence = byPath.path("occurrence");
        assertThat(occurrence.path("alarmId").asString()).isEqualTo("LT-1:H");
        assertThat(occurrence
                        .path("transitions")
                        .get(0)
                        .path("by")
                        .path("input")
                        .asString())
                .isEqualTo("MESSAGE");
        assertThat(byPath.path("samples")
                        .get(1)
                        .path("effects")
                        .get(0)
                        .path("did")
                        .asString())
                .isEqualTo("RAISED");
    }

    @Test
    void aTagIsExplainedAtATimeAndInASpan() throws Exception {
        JsonNode at = answered("/api/v1/tags/LT-1/explain?condition=H&at=" + (SteppedSite.T0 + 1_500));
        assertThat(at.path("conditions").get(0).path("reason").asString()).isEqualTo("NEVER_BEYOND");
        JsonNode span = answered(
                "/api/v1/tags/explain?tag=LT-1&condition=H&from=" + SteppedSite.T0 + "&to=" + (SteppedSite.T0 + 5_000));
        assertThat(span.path("conditions").get(0).path("reason").asString()).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tags/LT-1/explain",
                "/api/v1/tags/LT-1/explain?at=noon",
                "/api/v1/tags/LT-1/explain?at=2000&from=1000",
                "/api/v1/tags/LT-1/explain?from=2000&to=1000",
                "/api/v1/tags/LT-1/explain?at=1&when=2",
                "/api/v1/occurrences/explain"
            })
    void aQuestionThatIsNotUnderstoodIsRefused(String path) throws Exception {
        assertThat(get(server, path, session()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/occurrences/explain?id=it~LT-1:X~1", "/api/v1/tags/LT-2/explain?at=1"})
    void whatNobodyHeardOfIsUnknown(String path) throws Exception {
        assertThat(get(server, path, session()).statusCode()).isEqualTo(404);
        assertThat(get(server, path, null).statusCode()).isEqualTo(401);
    }

    @Test
    void whoAsksWhileAnotherIsBeingAnsweredIsSentAway() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Explanations slow = new Explanations() {
            @Override
            public Explanation occurrence(String id) throws Unexplained, IOException {
                asked.countDown();
                try {
                    assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                throw new IOException("the disk is gone");
            }

            @Override
            public Explanation silence(Asked span) throws Unexplained, IOException {
                throw new IOException("the disk is gone");
            }
        };
        try (HttpServer busy = HttpServer.start("127.0.0.1", 0, new FakeEngine(), new OneAtATime(slow, 1), accounts)) {
            Session session = session();
            CompletableFuture<HttpResponse<String>> first = CLIENT.sendAsync(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + busy.port() + "/api/v1/occurrences/x/explain"))
                            .header("Cookie", "tocsin_" + busy.port() + "=" + session.id())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            HttpResponse<String> second = get(busy, "/api/v1/tags/LT-1/explain?at=1", session);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("TOO_MANY");
            go.countDown();
            assertThat(first.join().statusCode()).isEqualTo(503);
            assertThat(first.join().body()).contains("NO_JOURNAL", "the disk is gone");
        }
    }
}
