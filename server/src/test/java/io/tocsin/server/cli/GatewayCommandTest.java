package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.SiteFolder;
import io.tocsin.server.gateways.Identities;
import io.tocsin.server.gateways.Identity;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin gateway}: what it does to the identities of a folder, and what it says of mistakes. */
class GatewayCommandTest {
    private static final String PASSWORD = "a long enough password\n";

    @TempDir
    private Path folder;

    private Path home;
    private String site = "";
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void site() throws Exception {
        home = folder.resolve("home");
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(1)).toString();
    }

    private int gateway(String typed, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(
                Stream.concat(Stream.of("gateway"), Stream.of(arguments)).toList(),
                Map.of("TOCSIN_HOME", home.toString()),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private void complained(int code, int expected, String line) {
        assertThat(code).isEqualTo(expected);
        assertThat(err.toString()).isEqualTo("tocsin: " + line + "\n");
        assertThat(out.toString()).isEmpty();
    }

    private String hash(String name) throws Exception {
        return Identities.open(home).named(name).map(Identity::hash).orElseThrow();
    }

    @Test
    void registersAGatewayOfTheSiteUnderItsEnterprise() throws Exception {
        assertThat(gateway(PASSWORD, "add", "g1", "--site", site, "--password-stdin"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .isEqualTo("registered gateway g1 of enterprise e1\nthe files for brokers were written: "
                        + home.resolve("brokers") + "\n");
        assertThat(Files.readString(home.resolve("brokers/mosquitto.acl")))
                .contains("topic write park/it/e1/g1/telemetry\n");
    }

    @Test
    void makesUpAPasswordAndShowsItOnce() throws Exception {
        assertThat(gateway("", "add", "g1", "--site", site)).isZero();
        assertThat(out.toString()).containsPattern("\npassword, shown this once: [A-Za-z0-9]{24}\n");
        assertThat(gateway("", "password", "g1", "--lang", "zh")).isZero();
        assertThat(out.toString()).containsPattern("已更改 g1 的密码\n密码（仅显示这一次）：[A-Za-z0-9]{24}\n");
        String before = hash("g1");
        assertThat(gateway(PASSWORD, "password", "g1", "--password-stdin")).isZero();
        assertThat(hash("g1")).isNotEqualTo(before);
        assertThat(out.toString()).doesNotContain(PASSWORD.strip());
    }

    @Test
    void registersThoseBesideGatewaysUnderNamesOfTheirOwn() throws Exception {
        assertThat(gateway("", "add", "tocsin", "--as", "engine", "--site", site))
                .isZero();
        assertThat(out.toString()).startsWith("registered engine tocsin\n");
        assertThat(gateway("", "add", "卡口", "--as", "gates", "--site", site, "--lang", "zh"))
                .isZero();
        assertThat(out.toString()).startsWith("已登记 卡口 卡口\n");
        complained(
                gateway("", "add", "tocsin", "--as", "engine", "--site", site),
                Exit.FAILED,
                "expected a new name, was tocsin, which is registered already");
    }

    @Test
    void listsWhoMaySayAndHearWhat() {
        gateway("", "add", "g2", "--site", site);
        gateway("", "add", "cams", "--as", "cameras", "--site", site);
        assertThat(gateway("", "list")).isZero();
        assertThat(out.toString()).isEqualTo("""
                cams  key-site cameras \s
                  publishes on park/it/cameras/+/events
                g2  gateway  e2
                  publishes on park/it/e2/g2/telemetry
                  publishes on park/it/e2/g2/status
                  hears park/it/e2/g2/acked
                2 registered
                """);
        assertThat(gateway("", "list", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("count").asInt()).isEqualTo(2);
        assertThat(json.path("gateways").path(1).path("kind").asString()).isEqualTo("gateway");
        assertThat(json.path("gateways").path(1).path("hears").path(0).asString())
                .isEqualTo("park/it/e2/g2/acked");
        assertThat(out.toString()).doesNotContain("hash", "$7$");
    }

    @Test
    void revokes() throws Exception {
        gateway("", "add", "g1", "--site", site);
        assertThat(gateway("", "revoke", "g1")).isZero();
        assertThat(out.toString()).startsWith("revoked g1\n");
        assertThat(Identities.open(home).all()).isEmpty();
        complained(gateway("", "revoke", "g1"), Exit.FAILED, "expected a registered name, was g1");
    }

    @Test
    void saysWhatItExpected() throws Exception {
        complained(
                gateway("", "add", "g3", "--site", site),
                Exit.FAILED,
                "expected a gateway of the site, was g3; there are g1, g2");
        complained(
                gateway("short\n", "add", "g1", "--site", site, "--password-stdin"),
                Exit.USAGE,
                "expected a password of 12 to 256 characters, was 5");
        complained(
                gateway("", "add", "a b", "--site", site),
                Exit.USAGE,
                "expected a name of 1 to 64 letters, digits, Chinese characters or . _ -");
        Path bare = Files.createDirectories(folder.resolve("bare"));
        Files.writeString(bare.resolve("tags.yaml"), "tags:\n  - {tag: T, unit: m}\n");
        assertThat(gateway("", "add", "x", "--as", "gates", "--site", bare.toString()))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("expected a park with an id in park.yaml: topics begin with it");
    }
}
