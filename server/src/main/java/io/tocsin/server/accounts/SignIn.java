package io.tocsin.server.accounts;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Text;
import io.tocsin.rules.Input;
import io.tocsin.server.files.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets people in: by password, by the set-up token of the first start, or by a link that works once. */
public final class SignIn implements AutoCloseable {
    public static final String SETUP_FILE = "setup-token";
    private static final long SESSION_MS = TimeUnit.HOURS.toMillis(12);
    private static final long LINK_MS = TimeUnit.MINUTES.toMillis(15);
    private static final int SESSIONS_MAX = 1_000;
    private static final int SECRET_BYTES = 32;
    private static final int HASHERS = 2;
    /** Attempts that wait at once; two threads are through with so many in some seconds. */
    static final int WAITING_MAX = 200;
    /** No longer name has an account; what is remembered of wrong ones must not grow with what was sent. */
    private static final int KEY_CHARS = 64;

    private final Accounts accounts;
    private final Path setupFile;
    private final LongSupplier nowMs;
    private final SecureRandom random = new SecureRandom();
    /** Compared with where there is no such account, so that both take as long. */
    private final String dummyHash = PasswordHash.of("nobody's password", random);

    private final Throttle throttle = new Throttle();
    private final Map<String, Open> sessions = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor hashers;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private @Nullable String setupToken;

    /** @param changedMs of its account when it began; -1 where it has none */
    private record Open(Session session, long changedMs) {}

    private record Link(String user, Role role, Scope scope, long endsMs) {}

    /** Attempts so far. */
    public record Counts(long accepted, long refused) {}

    /**
     * What became of a set-up.
     *
     * @param problems of the name and password; empty where there is a session, or the token was wrong
     */
    public record Result(Optional<Session> session, boolean wrongToken, List<Text> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private SignIn(Accounts accounts, Path setupFile, LongSupplier nowMs) {
        this.accounts = accounts;
        this.setupFile = setupFile;
        this.nowMs = nowMs;
        hashers = new ScheduledThreadPoolExecutor(HASHERS, task -> {
            Thread thread = new Thread(task, "sign-in");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the accounts; where there are none, a one-time token for the first one is written to a file that only its
     * owner may read.
     *
     * @throws AccountsUnusable where the file of accounts cannot be understood
     */
    public static SignIn open(Path home, LongSupplier nowMs) throws IOException {
        Path setupFile = home.resolve(SETUP_FILE);
        SignIn signIn = new SignIn(Accounts.open(home), setupFile, nowMs);
        if (signIn.accounts.isEmpty()) {
            String known = Files.exists(setupFile) ? Files.readString(setupFile).strip() : "";
            String token = known.length() >= SECRET_BYTES ? known : signIn.secret();
            SecretFile.replace(setupFile, (token + "\n").getBytes(StandardCharsets.US_ASCII));
            signIn.setupToken = token;
        } else {
            Files.deleteIfExists(setupFile);
        }
        return signIn;
    }

    /** True while no account exists. */
    public boolean needsSetUp() {
        return accounts.isEmpty();
    }

    /** Who somebody is whom a command names: what his account says of him now. */
    public Input.Principal named(String operator, String via, Annunciation rules) {
        return Principals.of(accounts, operator, via, rules);
    }

    public Path setupTokenFile() {
        return setupFile;
    }

    public Counts counts() {
        return new Counts(accepted.get(), refused.get());
    }

    /** False where so many attempts wait already that one more would do no good. */
    public boolean hasRoom() {
        return hashers.getQueue().size() < WAITING_MAX;
    }

    /**
     * Empty for any wrong name or password. The answer comes the later the more attempts of that name or source were made
     * without success; the caller is never held up.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the answer is told the same
    public CompletableFuture<Optional<Session>> withPassword(String user, String password, String source) {
        CompletableFuture<Optional<Session>> answer = new CompletableFuture<>();
        hashers.schedule(
                () -> {
                    try {
                        answer.complete(compared(user, password, source));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                delayMs(user, source),
                TimeUnit.MILLISECONDS);
        return answer;
    }

    private synchronized long delayMs(String user, String source) {
        long now = nowMs.getAsLong();
        long delayMs = Math.max(throttle.delayMs(user(user), now), throttle.delayMs(from(source), now));
        throttle.attempted(user(user), now);
        throttle.attempted(from(source), now);
        return delayMs;
    }

    private static String user(String name) {
        return "user " + name.substring(0, Math.min(KEY_CHARS, name.length()));
    }

    private static String from(String source) {
        return "from " + source;
    }

    private Optional<Session> compared(String user, String password, String source) {
        Optional<Account> account = accounts.named(user);
        boolean right =
                PasswordHash.matches(password, account.map(Account::hash).orElse(dummyHash));
        return right && account.isPresent() ? welcome(account.get(), source) : refuse();
    }

    private synchronized Optional<Session> welcome(Account account, String source) {
        throttle.succeeded(user(account.name()));
        throttle.succeeded(from(source));
        return Optional.of(begin(account));
    }

    private Optional<Session> refuse() {
        refused.incrementAndGet();
        return Optional.empty();
    }

    /** Makes the first account, an administrator's. */
    public synchronized Result withSetupToken(String token, String user, String password) {
        String expected = setupToken;
        if (expected == null || !needsSetUp() || !isSame(expected, token)) {
            refused.incrementAndGet();
            return new Result(Optional.empty(), true, List.of());
        }
        List<Text> problems = Accounts.problems(user, password);
        if (!problems.isEmpty()) {
            return new Result(Optional.empty(), false, problems);
        }
        try {
            if (!accounts.addFirst(user, Role.ADMIN, password, nowMs.getAsLong())) {
                // Somebody else made one in this very moment: the token opens nothing that exists.
                refused.incrementAndGet();
                return new Result(Optional.empty(), true, List.of());
            }
            Files.deleteIfExists(setupFile);
        } catch (IOException e) {
            return new Result(
                    Optional.empty(),
                    false,
                    List.of(new Text("账户无法写入：" + e.getMessage(), "the account cannot be written: " + e.getMessage())));
        }
        setupToken = null;
        return new Result(accounts.named(user).map(this::begin), false, List.of());
    }

    /** A token that signs somebody in who has no account: once, and within a quarter of an hour. */
    public String newLink(String user, Role role) {
        return newLink(user, role, Scope.PARK);
    }

    /** The same, for somebody who has a hand in this part of the park. */
    public synchronized String newLink(String user, Role role, Scope scope) {
        String token = secret();
        links.put(token, new Link(user, role, scope, nowMs.getAsLong() + LINK_MS));
        return token;
    }

    public synchronized Optional<Session> withLink(String token) {
        Link link = links.remove(token);
        if (link == null || link.endsMs() <= nowMs.getAsLong()) {
            refused.incrementAndGet();
            return Optional.empty();
        }
        return Optional.of(begin(link.user(), link.role(), link.scope(), -1));
    }

    private Session begin(Account account) {
        return begin(account.name(), account.role(), account.scope(), account.changedMs());
    }

    private Session begin(String user, Role role, Scope scope, long changedMs) {
        accepted.incrementAndGet();
        Session session = new Session(secret(), user, role, scope, secret(), nowMs.getAsLong() + SESSION_MS);
        sessions.put(session.id(), new Open(session, changedMs));
        if (sessions.size() > SESSIONS_MAX) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return session;
    }

    /** Empty where it has ended, or its account was removed or changed since it began. */
    public synchronized Optional<Session> session(String id) {
        Open open = sessions.get(id);
        if (open == null) {
            return Optional.empty();
        }
        Session session = open.session();
        boolean known = open.changedMs() < 0
                || accounts.named(session.user())
                        .filter(account -> account.changedMs() == open.changedMs())
                        .isPresent();
        if (!known || session.endsMs() <= nowMs.getAsLong()) {
            sessions.remove(id);
            return Optional.empty();
        }
        return Optional.of(session);
    }

    public synchronized void end(String id) {
        sessions.remove(id);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isSame(String expected, String sent) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), sent.strip().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        hashers.shutdownNow();
    }
}
