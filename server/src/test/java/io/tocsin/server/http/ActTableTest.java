package io.tocsin.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.Permissions;
import io.tocsin.alarms.Reason;
import io.tocsin.rules.Input.Verb;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.EventNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command by every role, of the own enterprise or another, holding the position or not: against the engine itself. */
class ActTableTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path home;

    private PureEngine engine;
    private SignIn accounts;
    private HttpServer server;
    private int requests;

    /** One who asks. */
    private record Who(Role role, boolean ownEnterprise, boolean ownPosition) {
        Scope scope() {
            return new Scope(List.of(ownEnterprise ? "E1" : "E2"), List.of(ownPosition ? "room" : "other"));
        }

        /** Null where the engine looks at the command itself. */
        @Nullable
        Reason refusal(Verb verb) {
            boolean bound = Permissions.isForResponsible(verb) || verb == Verb.HAND_OVER;
            if (!Permissions.allows(role.inTheEngine(), verb)) {
                return Reason.ROLE_MISSING;
            }
            if (!ownEnterprise && verb != Verb.HAND_OVER) {
                return Reason.OUT_OF_SCOPE;
            }
            return bound && !ownPosition ? Reason.NOT_RESPONSIBLE : null;
        }
    }

    private static List<Who> everybody() {
        List<Who> all = new ArrayList<>();
        for (Role role : Role.values()) {
            for (int i = 0; i < 4; i++) {
                all.add(new Who(role, i < 2, i % 2 == 0));
            }
        }
        return all;
    }

    @BeforeEach
    void start() throws Exception {
        engine = new PureEngine();
        accounts = SignIn.open(home, System::currentTimeMillis);
        server = HttpServer.start("127.0.0.1", 0, engine, accounts);
    }

    @AfterEach
    void close() {
        server.close();
        accounts.close();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void whoMayNotIsRefusedWithTheReasonAndNothingChanges(Verb verb) throws Exception {
        engine.ready(verb);
        List<Who> allowed = new ArrayList<>();
        for (Who who : everybody()) {
            Reason refusal = who.refusal(verb);
            if (refusal == null) {
                allowed.add(who);
            } else {
                refused(verb, who, refusal);
            }
        }
        assertThat(allowed).isNotEmpty();
        assertThat(ask(verb, allowed.get(0)).statusCode()).isEqualTo(200);
        for (Who who : allowed.subList(1, allowed.size())) {
            assertThat(ask(verb, who).statusCode()).as(verb + " " + who).isNotEqualTo(403);
        }
    }

    private void refused(Verb verb, Who who, Reason refusal) throws Exception {
        String before = engine.state();
        HttpResponse<String> answer = ask(verb, who);
        assertThat(answer.statusCode()).as(verb + " " + who).isEqualTo(403);
        assertThat(answer.body())
                .as(verb + " " + who)
                .contains(
                        "\"code\":\"" + refusal + "\"",
                        "\"command\":\"" + EventNames.command(verb) + "\"",
                        "\"operator\":\"li.wei\"",
                        "\"via\":\"console\"");
        assertThat(engine.state()).as(verb + " " + who).isEqualTo(before);
    }

    private HttpResponse<String> ask(Verb verb, Who who) throws Exception {
        Session session = accounts.withLink(accounts.newLink("li.wei", who.role(), who.scope()))
                .orElseThrow();
        requests++;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path(verb)))
                .header("Content-Type", "application/json")
                .header("Cookie", "tocsin_" + server.port() + "=" + session.id())
                .header("X-Csrf", session.csrf())
                .POST(BodyPublishers.ofByteArray(body(verb).getBytes(UTF_8)))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private String path(Verb verb) {
        String name = EventNames.command(verb);
        return "/api/v1/"
                + switch (verb) {
                    case OPEN_WINDOW -> "windows";
                    case CLOSE_WINDOW -> "windows/close?id=w-1";
                    case HAND_OVER -> "positions/room/handover";
                    case SUPPRESS, UNSUPPRESS, REMOVE_FROM_SERVICE, RETURN_TO_SERVICE -> "alarms/" + name;
                    default -> "occurrences/" + name + "?id=" + engine.occurrence();
                };
    }

    private String body(Verb verb) {
        String window = verb == Verb.OPEN_WINDOW ? ",\"window\":{\"work\":\"CALIBRATION\",\"tag\":\"LT-1\"}" : "";
        return "{\"requestId\":\"r-" + requests + "\",\"alarmId\":\"" + PureEngine.ALARM
                + "\",\"comment\":\"why\",\"until\":" + (engine.nowMs() + 600_000)
                + ",\"authorisation\":\"permit 7\",\"assignee\":\"wang\"" + window + "}";
    }
}
