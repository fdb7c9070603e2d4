package io.tocsin.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    private static final String PASSWORD = "long enough";
    private static final String HERE = "127.0.0.1";
    private static final long TWELVE_HOURS_MS = 12 * 3_600_000L;

    @TempDir
    private Path home;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final List<SignIn> open = new ArrayList<>();

    private SignIn open() throws Exception {
        SignIn signIn = SignIn.open(home, now::get);
        open.add(signIn);
        return signIn;
    }

    @AfterEach
    void close() {
        open.forEach(SignIn::close);
    }

    private Accounts accounts() throws Exception {
        return Accounts.open(home);
    }

    private static Optional<Session> with(SignIn signIn, String user, String password) throws Exception {
        return signIn.withPassword(user, password, HERE).get(30, TimeUnit.SECONDS);
    }

    private String token() throws Exception {
        return Files.readString(home.resolve(SignIn.SETUP_FILE)).strip();
    }

    // ---- passwords
    // ---------------------------------------------------------------------------------------------------

    @Test
    void letsInWhoeverKnowsThePassword() throws Exception {
        accounts().add("li.wei", Role.OPERATOR, PASSWORD, 5);
        SignIn signIn = open();
        Session session = with(signIn, "li.wei", PASSWORD).orElseThrow();
        assertThat(session.user()).isEqualTo("li.wei");
        assertThat(session.role()).isEqualTo(Role.OPERATOR);
        assertThat(session.id()).hasSize(43).isNotEqualTo(session.csrf());
        assertThat(session.csrf()).hasSize(43);
        assertThat(signIn.session(session.id())).contains(session);
        assertThat(signIn.counts()).isEqualTo(new SignIn.Counts(1, 0));
    }

    @Test
    void tellsNoWrongNameFromAWrongPassword() throws Exception {
        accounts().add("li.wei", Role.OPERATOR, PASSWORD, 5);
        SignIn signIn = open();
        assertThat(with(signIn, "li.wei", "wrong password")).isEmpty();
        assertThat(with(signIn, "nobody", PASSWORD)).isEmpty();
        assertThat(with(signIn, "nobody", "nobody's password")).isEmpty();
        assertThat(signIn.counts()).isEqualTo(new SignIn.Counts(0, 3));
    }

    @Test
    void anOperatorIsNeverLockedOut() throws Exception {
        accounts().add("li.wei", Role.OPERATOR, PASSWORD, 5);
        SignIn signIn = open();
        List<CompletableFuture<Optional<Session>>> guesses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            guesses.add(signIn.withPassword("li.wei", "a wrong guess", "10.0.0.9"));
        }
        assertThat(with(signIn, "li.wei", PASSWORD)).isPresent();
        assertThat(guesses).allMatch(guess -> guess.join().isEmpty());
    }

    @Test
    void manyAttemptsAtOnceAreHeldUpAsIfOneCameAfterAnother() throws Exception {
        accounts().add("li.wei", Role.OPERATOR, PASSWORD, 5);
        SignIn signIn = open();
        long begunNs = System.nanoTime();
        List<CompletableFuture<Optional<Session>>> guesses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            guesses.add(signIn.withPassword("li.wei", "a wrong guess", HERE));
        }
        guesses.forEach(CompletableFuture::join);
        assertThat(System.nanoTime() - begunNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_600));
    }

    @Test
    void aFloodOfAttemptsWaitsInABoundedRoom() throws Exception {
        SignIn signIn = open();
        List<CompletableFuture<Optional<Session>>> guesses = new ArrayList<>();
        for (int i = 0; i < SignIn.WAITING_MAX + 20; i++) {
            guesses.add(signIn.withPassword("name " + i, "a wrong guess", "10.0.0.9"));
        }
        assertThat(signIn.hasRoom()).isFalse();
        signIn.close();
        assertThat(guesses).anyMatch(guess -> !guess.isDone());
    }

    // ---- set-up
    // ------------------------------------------------------------------------------------------------------

    @Test
    void theFirstStartWritesATokenForItsOwnerOnly() throws Exception {
        SignIn signIn = open();
        assertThat(signIn.needsSetUp()).isTrue();
        Path file = signIn.setupTokenFile();
        assertThat(file).isEqualTo(home.resolve("setup-token"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String token = token();
        assertThat(token).hasSize(43);
        open();
        assertThat(token()).as("after a second start").isEqualTo(token);
    }

    @Test
    void aTokenThatOthersMightHaveReadIsClosedToThemAgain() throws Exception {
        open();
        Path file = home.resolve("setup-token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theTokenMakesTheFirstAccountOnce() throws Exception {
        SignIn signIn = open();
        String token = token();
        Session session =
                signIn.withSetupToken(token, "admin", PASSWORD).session().orElseThrow();
        assertThat(session.role()).isEqualTo(Role.ADMIN);
        assertThat(signIn.session(session.id())).isPresent();
        assertThat(signIn.needsSetUp()).isFalse();
        assertThat(home.resolve("setup-token")).doesNotExist();
        assertThat(signIn.withSetupToken(token, "second", PASSWORD).wrongToken())
                .isTrue();
        assertThat(accounts().all()).extracting(Account::name).containsExactly("admin");
        assertThat(with(signIn, "admin", PASSWORD)).isPresent();
    }

    @Test
    void aWrongTokenMakesNothing() throws Exception {
        SignIn signIn = open();
        assertThat(signIn.withSetupToken("guess", "admin", PASSWORD).wrongToken())
                .isTrue();
        assertThat(signIn.withSetupToken("", "admin", PASSWORD).wrongToken()).isTrue();
        assertThat(signIn.needsSetUp()).isTrue();
        assertThat(signIn.counts()).isEqualTo(new SignIn.Counts(0, 2));
    }

    @Test
    void anUnfitPasswordLeavesTheTokenGood() throws Exception {
        SignIn signIn = open();
        SignIn.Result result = signIn.withSetupToken(token(), "admin", "short");
        assertThat(result.wrongToken()).isFalse();
        assertThat(result.problems()).hasSize(1);
        assertThat(signIn.withSetupToken(token(), "admin", PASSWORD).session()).isPresent();
    }

    @Test
    void theTokenOpensNothingOnceTheCommandLineMadeAnAccount() throws Exception {
        SignIn signIn = open();
        String token = token();
        accounts().add("li.wei", Role.VIEWER, PASSWORD, 5);
        assertThat(signIn.needsSetUp()).isFalse();
        assertThat(signIn.withSetupToken(token, "li.wei", PASSWORD).session()).isEmpty();
        assertThat(accounts().all()).hasSize(1);
    }

    @Test
    void aStartWithAccountsLeavesNoTokenLying() throws Exception {
        open();
        accounts().add("li.wei", Role.VIEWER, PASSWORD, 5);
        open();
        assertThat(home.resolve("setup-token")).doesNotExist();
    }

    @Test
    void accountsThatAreNotUnderstoodRefuseTheStart() throws Exception {
        Files.writeString(home.resolve(Accounts.FILE), "{}");
        assertThatExceptionOfType(AccountsUnusable.class).isThrownBy(() -> SignIn.open(home, now::get));
        assertThat(home.resolve("setup-token")).doesNotExist();
    }

    // ---- links
    // -------------------------------------------------------------------------------------------------------

    @Test
    void aLinkWorksOnce() throws Exception {
        SignIn signIn = open();
        String link = signIn.newLink("operator", Role.OPERATOR);
        Session session = signIn.withLink(link).orElseThrow();
        assertThat(session.user()).isEqualTo("operator");
        assertThat(session.role()).isEqualTo(Role.OPERATOR);
        assertThat(signIn.session(session.id())).contains(session);
        assertThat(signIn.withLink(link)).isEmpty();
        assertThat(signIn.withLink("guess")).isEmpty();
    }

    @Test
    void aLinkWorksForAQuarterOfAnHour() throws Exception {
        SignIn signIn = open();
        String early = signIn.newLink("operator", Role.OPERATOR);
        String late = signIn.newLink("operator", Role.OPERATOR);
        now.addAndGet(15 * 60_000 - 1);
        assertThat(signIn.withLink(early)).isPresent();
        now.incrementAndGet();
        assertThat(signIn.withLink(late)).isEmpty();
    }

    // ---- sessions
    // ----------------------------------------------------------------------------------------------------

    private Session operator(SignIn signIn) {
        return signIn.withLink(signIn.newLink("operator", Role.OPERATOR)).orElseThrow();
    }

    @Test
    void aSessionEndsAfterTwelveHours() throws Exception {
        SignIn signIn = open();
        Session session = operator(signIn);
        now.addAndGet(TWELVE_HOURS_MS - 1);
        assertThat(signIn.session(session.id())).isPresent();
        now.incrementAndGet();
        assertThat(signIn.session(session.id())).isEmpty();
        now.addAndGet(-TWELVE_HOURS_MS);
        assertThat(signIn.session(session.id())).as("it stays ended").isEmpty();
    }

    @Test
    void aSessionEndsBySigningOut() throws Exception {
        SignIn signIn = open();
        Session session = operator(signIn);
        Session other = operator(signIn);
        signIn.end(session.id());
        assertThat(signIn.session(session.id())).isEmpty();
        assertThat(signIn.session(other.id())).isPresent();
    }

    @Test
    void aSessionEndsWhenItsAccountIsChangedOrRemoved() throws Exception {
        for (Change change : List.<Change>of(
                accounts -> accounts.role("li.wei", Role.VIEWER, now.get()),
                accounts -> accounts.password("li.wei", "another password", now.get()),
                accounts -> accounts.remove("li.wei"))) {
            accounts().add("li.wei", Role.OPERATOR, PASSWORD, now.get());
            SignIn signIn = open();
            Session session = with(signIn, "li.wei", PASSWORD).orElseThrow();
            now.incrementAndGet();
            change.make(accounts());
            assertThat(signIn.session(session.id())).isEmpty();
            accounts().remove("li.wei");
        }
    }

    @FunctionalInterface
    private interface Change {
        void make(Accounts accounts) throws Exception;
    }

    @Test
    void sessionsAreBounded() throws Exception {
        SignIn signIn = open();
        List<Session> sessions =
                Stream.generate(() -> operator(signIn)).limit(1_001).toList();
        assertThat(signIn.session(sessions.get(0).id())).isEmpty();
        assertThat(signIn.session(sessions.get(1).id())).isPresent();
        assertThat(signIn.session(sessions.get(1_000).id())).isPresent();
    }

    @Test
    void saysNothingSecretOfItself() throws Exception {
        SignIn signIn = open();
        Session session = operator(signIn);
        assertThat(session.toString()).doesNotContain(session.id()).doesNotContain(session.csrf());
    }
}
