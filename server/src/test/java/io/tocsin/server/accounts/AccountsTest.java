package io.tocsin.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final String PASSWORD = "long enough";
    private static final String HASH =
            "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String ONE = "{\"name\":\"a\",\"role\":\"viewer\",\"hash\":\"" + HASH + "\",\"changedMs\":1}";

    @TempDir
    private Path home;

    @Test
    void keepsAccountsByName() throws Exception {
        Accounts accounts = Accounts.open(home);
        assertThat(accounts.isEmpty()).isTrue();
        assertThat(accounts.add("wang.fang", Role.OPERATOR, PASSWORD, 1)).isTrue();
        assertThat(accounts.add("李伟", Role.VIEWER, PASSWORD, 2)).isTrue();
        assertThat(accounts.add("wang.fang", Role.ADMIN, PASSWORD, 3)).isFalse();
        assertThat(Accounts.open(home).all())
                .extracting(Account::name, Account::role, Account::changedMs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("wang.fang", Role.OPERATOR, 1L),
                        org.assertj.core.groups.Tuple.tuple("李伟", Role.VIEWER, 2L));
    }

    @Test
    void onlyItsOwnerReadsTheFileAndNoPasswordStandsInIt() throws Exception {
        Accounts.open(home).add("a", Role.VIEWER, PASSWORD, 1);
        Path file = home.resolve(Accounts.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(PASSWORD).contains("$argon2id$");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("accounts.json", "accounts.json.lock");
        }
    }

    @Test
    void changesOneAccountAndMarksWhen() throws Exception {
        Accounts accounts = Accounts.open(home);
        accounts.add("a", Role.VIEWER, PASSWORD, 1);
        String before = accounts.named("a").orElseThrow().hash();
        assertThat(accounts.role("a", Role.AUDITOR, 2)).isTrue();
        assertThat(accounts.named("a").orElseThrow()).isEqualTo(new Account("a", Role.AUDITOR, Scope.PARK, before, 2));
        assertThat(accounts.password("a", "another password", 3)).isTrue();
        Account after = accounts.named("a").orElseThrow();
        assertThat(after.changedMs()).isEqualTo(3);
        assertThat(PasswordHash.matches("another password", after.hash())).isTrue();
        assertThat(accounts.remove("a")).isTrue();
        assertThat(accounts.isEmpty()).isTrue();
    }

    @Test
    void keepsWhatPartOfTheParkAnAccountHas() throws Exception {
        Accounts accounts = Accounts.open(home);
        Scope scope = new Scope(List.of("E1", "E2"), List.of("room", Scope.ALL));
        accounts.add("a", Role.OPERATOR, scope, PASSWORD, 1);
        accounts.password("a", "another password", 2);
        accounts.role("a", Role.SUPERVISOR, 3);
        assertThat(Accounts.open(home).named("a").orElseThrow().scope()).isEqualTo(scope);
        assertThat(accounts.scope("a", Scope.PARK, 4)).isTrue();
        Account after = Accounts.open(home).named("a").orElseThrow();
        assertThat(after.scope()).isEqualTo(Scope.PARK);
        assertThat(after.changedMs()).isEqualTo(4);
    }

    @Test
    void anAccountOfBeforeThereWereScopesHasTheWholePark() throws Exception {
        Files.writeString(home.resolve(Accounts.FILE), "{\"accounts\":[" + ONE + "]}");
        assertThat(Accounts.open(home).named("a").orElseThrow().scope()).isEqualTo(Scope.PARK);
    }

    @Test
    void aScopeSeesItsOwnAndThePartOfThePark() {
        Scope own = new Scope(List.of("E1"), List.of());
        assertThat(own.sees("E1")).isTrue();
        assertThat(own.sees("E2")).isFalse();
        assertThat(own.sees(null)).isFalse();
        assertThat(Scope.PARK.sees(null)).isTrue();
    }

    @Test
    void saysWhereThereIsNoSuchAccount() throws Exception {
        Accounts accounts = Accounts.open(home);
        assertThat(accounts.role("a", Role.VIEWER, 1)).isFalse();
        assertThat(accounts.password("a", PASSWORD, 1)).isFalse();
        assertThat(accounts.remove("a")).isFalse();
        assertThat(home.resolve(Accounts.FILE)).doesNotExist();
    }

    @Test
    void theFirstIsAddedOnlyWhereThereIsNone() throws Exception {
        Accounts accounts = Accounts.open(home);
        assertThat(accounts.addFirst("a", Role.ADMIN, PASSWORD, 1)).isTrue();
        assertThat(accounts.addFirst("b", Role.ADMIN, PASSWORD, 1)).isFalse();
        assertThat(accounts.named("b")).isEmpty();
    }

    @Test
    void takesWhatAnotherProcessWrote() throws Exception {
        Accounts engine = Accounts.open(home);
        Accounts other = Accounts.open(home);
        other.add("a", Role.VIEWER, PASSWORD, 1);
        assertThat(engine.named("a")).isPresent();
        other.role("a", Role.OPERATOR, 2);
        assertThat(engine.named("a").orElseThrow().role()).isEqualTo(Role.OPERATOR);
        other.remove("a");
        assertThat(engine.isEmpty()).isTrue();
    }

    @Test
    void writersAtOnceLoseNothing() throws Exception {
        Accounts one = Accounts.open(home);
        Accounts two = Accounts.open(home);
        List<CompletableFuture<Boolean>> added = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> add(i % 2 == 0 ? one : two, "user-" + i)))
                .toList();
        assertThat(added).allMatch(CompletableFuture::join);
        assertThat(Accounts.open(home).all()).hasSize(16);
    }

    private static boolean add(Accounts accounts, String name) {
        try {
            return accounts.add(name, Role.VIEWER, PASSWORD, 1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"users\":[]}",
                "{\"accounts\":[",
                "{\"accounts\":[5]}",
                "{\"accounts\":[]}{}",
                "{\"accounts\":[],\"more\":1}",
                "{\"accounts\":[{}]}",
                "{\"accounts\":[ONE,ONE]}",
                "{\"accounts\":[ONE,null,ONE]}",
                "{\"accounts\":[{\"name\":\"a\",\"role\":\"root\",\"hash\":\"HASH\",\"changedMs\":1}]}",
                "{\"accounts\":[{\"name\":\"a\",\"role\":\"viewer\",\"hash\":\"secret\",\"changedMs\":1}]}",
                "{\"accounts\":[{\"name\":\"a b\",\"role\":\"viewer\",\"hash\":\"HASH\",\"changedMs\":1}]}",
                "{\"accounts\":[{\"name\":\"a\",\"role\":\"viewer\",\"hash\":\"HASH\",\"changedMs\":-1}]}",
                "{\"accounts\":[{\"name\":[],\"role\":\"viewer\",\"hash\":\"HASH\",\"changedMs\":1}]}"
            })
    void aFileThatIsNotUnderstoodIsRefusedAndLeftAlone(String text) throws Exception {
        String written = text.replace("ONE", ONE).replace("HASH", HASH);
        Files.writeString(home.resolve(Accounts.FILE), written);
        assertThatExceptionOfType(AccountsUnusable.class)
                .isThrownBy(() -> Accounts.open(home))
                .withMessageStartingWith("expected accounts")
                .withMessageNotContaining("secret");
        assertThat(home.resolve(Accounts.FILE)).hasContent(written);
    }

    @Test
    void whatWasKnownHoldsWhileTheFileIsBroken() throws Exception {
        Accounts accounts = Accounts.open(home);
        accounts.add("a", Role.VIEWER, PASSWORD, 1);
        Files.writeString(home.resolve(Accounts.FILE), "{\"accounts\":[");
        assertThat(accounts.named("a")).isPresent();
        assertThatExceptionOfType(AccountsUnusable.class).isThrownBy(() -> accounts.remove("a"));
        Files.writeString(home.resolve(Accounts.FILE), "{\"accounts\":[" + ONE.replace("viewer", "auditor") + "]}");
        assertThat(accounts.named("a").orElseThrow().role()).isEqualTo(Role.AUDITOR);
    }

    @Test
    void saysWhatStandsAgainstANameAndAPassword() {
        assertThat(Accounts.problems("li.wei", "ten chars!")).isEmpty();
        assertThat(Accounts.problems("李伟", "十个字的密码也算够长")).isEmpty();
        assertThat(Accounts.problems("li wei", "ten chars!")).hasSize(1);
        assertThat(Accounts.problems("", "ten chars!")).hasSize(1);
        assertThat(Accounts.problems("x".repeat(65), "ten chars!")).hasSize(1);
        assertThat(Accounts.problems("li.wei", "nine char")).singleElement().satisfies(problem -> {
            assertThat(problem.en()).isEqualTo("expected a password of 10 to 256 characters, was 9");
            assertThat(problem.zh()).contains("10 至 256");
        });
        assertThat(Accounts.problems("li.wei", "x".repeat(257))).hasSize(1);
        assertThat(Accounts.problems("administrator", "Administrator")).hasSize(1);
    }

    @Test
    void saysNothingSecretOfItself() throws Exception {
        Accounts accounts = Accounts.open(home);
        accounts.add("a", Role.VIEWER, PASSWORD, 1);
        assertThat(accounts.all().toString()).doesNotContain("argon2");
    }
}
