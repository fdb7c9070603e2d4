package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.Permissions;
import io.tocsin.alarms.Reason;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.EventNames;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes, their description for machines and the one for people are the same. */
class OpenApiTest {
    private static final Pattern ROUTE = Pattern.compile("^\\| `(GET|POST|DELETE) (/api/v1/[^?` ]+)");

    @TempDir
    private Path home;

    @Test
    void everyRouteIsDescribedAndEveryDescribedRouteIsThere() throws Exception {
        try (SignIn accounts = SignIn.open(home, () -> 0);
                HttpServer server = HttpServer.start("127.0.0.1", 0, new FakeEngine(), accounts)) {
            assertThat(described()).containsExactlyElementsOf(server.routes());
        }
    }

    @Test
    void whatPeopleReadNamesEachOfThem() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "http.md"))) {
            lines.map(ROUTE::matcher).filter(Matcher::find).forEach(m -> named.add(m.group(1) + " " + m.group(2)));
        }
        Set<String> readable = described();
        readable.removeIf(route -> route.startsWith("POST /api/v1/occurrences/"));
        readable.removeIf(route -> route.startsWith("POST /api/v1/alarms/"));
        assertThat(named).containsExactlyElementsOf(readable);
    }

    @Test
    void everyProblemIsListedWithItsSentence() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "http.md"));
        for (Refused.Code code : Refused.Code.values()) {
            assertThat(document).contains("| `" + code + "` | " + code.status() + " | " + code.sentence() + " |");
        }
    }

    @Test
    void everyRoleIsListedWithWhatItMay() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "http.md"));
        for (Role role : Role.values()) {
            String line = document.lines()
                    .filter(each -> each.startsWith("| `" + role.code() + "` |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected a line of " + role));
            for (Input.Verb verb : Input.Verb.values()) {
                assertThat(line.contains("`" + EventNames.command(verb) + "`"))
                        .as(role + " " + verb)
                        .isEqualTo(Permissions.allows(role.inTheEngine(), verb));
            }
            assertThat(line.contains("masked")).as(line).isEqualTo(!role.seesPlates());
            assertThat(line.contains("set up accounts")).as(line).isEqualTo(role.maySetUpAccounts());
            assertThat(line.contains("reload the site")).as(line).isEqualTo(role.mayChangeSite());
        }
    }

    @Test
    void everyRefusalIsListedWithItsStatus() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "http.md"));
        for (int status : List.of(403, 404)) {
            String line = document.lines()
                    .filter(each -> each.startsWith("| " + status + " |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected a line of " + status));
            for (Reason reason : Reason.values()) {
                assertThat(line.contains("`" + reason + "`"))
                        .as(reason.name())
                        .isEqualTo(Refusals.status(reason) == status);
            }
        }
    }

    private static Set<String> described() throws Exception {
        Set<String> routes = new TreeSet<>();
        try (InputStream bytes = OpenApi.class.getResourceAsStream("openapi.json")) {
            JsonNode document = JsonMapper.shared().readTree(bytes);
            document.path("paths")
                    .forEachEntry((path, methods) -> methods.forEachEntry(
                            (method, operation) -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        }
        return routes;
    }
}
