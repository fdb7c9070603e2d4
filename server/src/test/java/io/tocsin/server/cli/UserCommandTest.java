package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.accounts.Accounts;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin user}: what it does to the accounts of a folder, and what it says of mistakes. */
class UserCommandTest {
    private static final String PASSWORD = "long enough\n";

    @TempDir
    private Path home;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    private int user(String typed, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(
                Stream.concat(Stream.of("user"), Stream.of(arguments)).toList(),
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

    private Role role(String name) throws Exception {
        return Accounts.open(home).named(name).orElseThrow().role();
    }

    @Test
    void addsListsChangesAndRemoves() throws Exception {
        assertThat(user(PASSWORD, "add", "li.wei", "--role", "operator", "--password-stdin"))
                .isZero();
        assertThat(out.toString()).isEqualTo("added li.wei as operator\n");
        String hash = Accounts.open(home).named("li.wei").orElseThrow().hash();
        assertThat(user(PASSWORD, "add", "张敏", "--role", "VIEWER", "--password-stdin", "--lang", "zh"))
                .isZero();
        assertThat(out.toString()).isEqualTo("已新增账户 张敏，角色 viewer\n");

        assertThat(user("", "list")).isZero();
        assertThat(out.toString()).isEqualTo("li.wei  operator\n张敏  viewer\n2 accounts\n");

        assertThat(user("", "role", "li.wei", "supervisor")).isZero();
        assertThat(out.toString()).isEqualTo("li.wei is now supervisor\n");
        assertThat(role("li.wei")).isEqualTo(Role.SUPERVISOR);

        assertThat(user("another password\r\n", "password", "li.wei", "--password-stdin"))
                .isZero();
        assertThat(out.toString()).isEqualTo("changed the password of li.wei\n");
        assertThat(Accounts.open(home).named("li.wei").orElseThrow().hash()).isNotEqualTo(hash);

        assertThat(user("", "remove", "li.wei")).isZero();
        assertThat(out.toString()).isEqualTo("removed li.wei\n");
        assertThat(Accounts.open(home).named("li.wei")).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void givesEnterprisesAndPositionsAndTakesThemAgain() throws Exception {
        assertThat(user(
                        PASSWORD,
                        "add",
                        "a",
                        "--role",
                        "operator",
                        "--password-stdin",
                        "--enterprise",
                        "E1",
                        "--enterprise",
                        "E2",
                        "--position",
                        "room"))
                .isZero();
        assertThat(out.toString()).isEqualTo("added a as operator  enterprises E1,E2  positions room\n");
        assertThat(user("", "set", "a", "--position", "*")).isZero();
        assertThat(out.toString()).isEqualTo("a  enterprises E1,E2  positions *\n");
        assertThat(user("", "set", "a", "--enterprise", "none")).isZero();
        assertThat(Accounts.open(home).named("a").orElseThrow().scope()).isEqualTo(Scope.EVERYTHING);
        assertThat(user("", "list")).isZero();
        assertThat(out.toString()).isEqualTo("a  operator  positions *\n1 accounts\n");
        complained(user("", "set", "b", "--position", "x"), Exit.FAILED, "expected an account of the name b, was none");
        assertThat(user("", "set", "a")).isEqualTo(Exit.USAGE);
    }

    @Test
    void warnsOfAnEnterpriseAndAPositionThatNoSiteHas() throws Exception {
        Path kept = Files.createDirectories(
                home.resolve("engine").resolve("configurations").resolve("0".repeat(64)));
        Files.writeString(kept.resolve("park.yaml"), "park: {id: p}\nenterprises: [{id: E1, name: One}]\n");
        Files.writeString(kept.resolve("tags.yaml"), "tags: [{tag: A}]\n");
        int code = user(
                PASSWORD,
                "add",
                "a",
                "--role",
                "operator",
                "--password-stdin",
                "--enterprise",
                "E1",
                "--enterprise",
                "E7",
                "--position",
                "room",
                "--position",
                "*");
        assertThat(code).isZero();
        assertThat(err.toString())
                .isEqualTo("warning: expected an enterprise of the site, was E7\n"
                        + "warning: expected a position of the site, was room\n");
    }

    @Test
    void listsForMachinesWithoutAnythingSecret() {
        user(PASSWORD, "add", "li.wei", "--role", "operator", "--password-stdin");
        assertThat(user("", "list", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("count").asInt()).isEqualTo(1);
        assertThat(json.path("accounts").path(0).propertyNames())
                .containsExactly("name", "role", "enterprises", "positions", "changed");
        assertThat(out.toString()).doesNotContain("argon2");
    }

    @Test
    void takesAHomeOfItsOwn() throws Exception {
        Path other = home.resolve("other");
        assertThat(user(PASSWORD, "add", "a", "--role", "admin", "--password-stdin", "--home", other.toString()))
                .isZero();
        assertThat(Accounts.open(other).named("a")).isPresent();
        assertThat(Accounts.open(home).isEmpty()).isTrue();
    }

    @Test
    void anAccountIsNotAddedTwice() throws Exception {
        user(PASSWORD, "add", "a", "--role", "viewer", "--password-stdin");
        complained(
                user(PASSWORD, "add", "a", "--role", "admin", "--password-stdin"),
                Exit.FAILED,
                "expected a new account, was a, which is there already");
        assertThat(role("a")).isEqualTo(Role.VIEWER);
    }

    @Test
    void saysWhereThereIsNoSuchAccount() {
        complained(user("", "remove", "a"), Exit.FAILED, "expected an account of the name a, was none");
        complained(user("", "role", "a", "viewer", "--lang=zh"), Exit.FAILED, "没有账户 a");
        complained(
                user("", "password", "a", "--password-stdin"),
                Exit.FAILED,
                "expected an account of the name a, was none");
    }

    @Test
    void refusesWhatIsNotFit() {
        complained(
                user("short\n", "add", "a", "--role", "viewer", "--password-stdin"),
                Exit.USAGE,
                "expected a password of 10 to 256 characters, was 5");
        complained(
                user("", "add", "a", "--role", "viewer", "--password-stdin"),
                Exit.USAGE,
                "expected a password of 10 to 256 characters, was 0");
        complained(
                user("administrator\n", "add", "administrator", "--role", "viewer", "--password-stdin"),
                Exit.USAGE,
                "expected a password other than the name");
        complained(
                user(PASSWORD, "add", "a b", "--role", "viewer", "--password-stdin"),
                Exit.USAGE,
                "expected a name of 1 to 64 letters, digits, Chinese characters or . _ -");
        assertThat(home.resolve(Accounts.FILE)).doesNotExist();
    }

    @Test
    void namesTheRolesThatThereAre() {
        String roles = "viewer, operator, supervisor, engineer, admin, auditor";
        complained(
                user("", "add", "a", "--role", "root"),
                Exit.USAGE,
                "expected --role as a role out of " + roles + ", was root (see tocsin user add --help)");
        complained(
                user("", "role", "a", "root", "--lang", "zh"),
                Exit.USAGE,
                "ROLE 应为 角色（" + roles + "），现为 root（见 tocsin user role --help）");
        complained(user("", "add", "a"), Exit.USAGE, "expected --role ROLE, was missing (see tocsin user add --help)");
    }

    @Test
    void neverTakesAPasswordAsAnArgument() {
        int code = user("", "add", "a", "--role", "viewer", "--password", "long enough");
        assertThat(code).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).doesNotContain("long enough").contains("--password-stdin");
    }

    @Test
    void anUnusableFileOrFolderIsOneLine() throws Exception {
        Files.writeString(home.resolve(Accounts.FILE), "{}");
        int code = user("", "list");
        assertThat(code).isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("tocsin: expected accounts");
        user("", "list", "--lang", "zh");
        assertThat(err.toString()).startsWith("tocsin: 账户文件无法使用：");
        Path file = Files.createFile(home.resolve("file"));
        complained(
                user("", "remove", "a", "--home", file.toString()),
                Exit.ENVIRONMENT,
                "expected a data folder that can be written to, was " + file);
    }

    @Test
    void asksForACommand() {
        assertThat(user("")).isEqualTo(Exit.USAGE);
        assertThat(err.toString())
                .contains("add", "list", "remove", "password", "role", "set")
                .endsWith("(see tocsin user --help)\n");
    }

    @Test
    void everyPartHasItsHelpInBothLanguages() {
        for (String command : List.of("add", "list", "remove", "password", "role", "set")) {
            assertThat(user("", command, "--help")).isZero();
            String english = out.toString();
            assertThat(user("", command, "--help", "--lang", "zh")).isZero();
            assertThat(out.toString()).isNotEqualTo(english).containsPattern("账户");
        }
    }
}
