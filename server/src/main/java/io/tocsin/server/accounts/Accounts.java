package io.tocsin.server.accounts;

import io.tocsin.config.Text;
import io.tocsin.server.files.SharedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The accounts of {@code accounts.json}, which another process may change at any time. Thread-safe. */
public final class Accounts {
    public static final String FILE = "accounts.json";
    private static final int PASSWORD_CHARS_MIN = 10;
    private static final int PASSWORD_CHARS_MAX = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._\\-\\x{4E00}-\\x{9FFF}]{1,64}");

    private final SharedFile<Account> file;
    private final SecureRandom random = new SecureRandom();

    private Accounts(SharedFile<Account> file) {
        this.file = file;
    }

    /** @throws AccountsUnusable where the file cannot be understood: nobody is let in by mistake, or kept out unsaid */
    public static Accounts open(Path home) throws IOException {
        Path file = home.resolve(FILE);
        return new Accounts(SharedFile.open(file, new AccountsForm(file)));
    }

    public boolean isEmpty() {
        return all().isEmpty();
    }

    /** By name. */
    public List<Account> all() {
        return file.all();
    }

    public Optional<Account> named(String name) {
        return all().stream().filter(account -> account.name().equals(name)).findFirst();
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What stands against a name; empty where nothing does. */
    public static List<Text> nameProblems(String name) {
        return isName(name)
                ? List.of()
                : List.of(new Text(
                        "账户名应为 1 至 64 个字母、数字、汉字或 . _ -",
                        "expected a name of 1 to 64 letters, digits, Chinese characters or . _ -"));
    }

    /** What stands against a name and a password; empty where nothing does. */
    public static List<Text> problems(String name, String password) {
        List<Text> problems = new ArrayList<>(nameProblems(name));
        int length = password.codePointCount(0, password.length());
        if (length < PASSWORD_CHARS_MIN || length > PASSWORD_CHARS_MAX) {
            problems.add(new Text(
                    "密码应为 10 至 256 个字符，实为 " + length, "expected a password of 10 to 256 characters, was " + length));
        }
        if (password.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            problems.add(new Text("密码不应与账户名相同", "expected a password other than the name"));
        }
        return problems;
    }

    /** True where there was no such account yet. */
    public boolean add(String name, Role role, String password, long nowMs) throws IOException {
        return add(name, role, Scope.PARK, password, nowMs);
    }

    /** The same, for an account that has a hand in this part of the park. */
    public boolean add(String name, Role role, Scope scope, String password, long nowMs) throws IOException {
        return add(new Account(name, role, scope, PasswordHash.of(password, random), nowMs), false);
    }

    /** The same, and true only where there was no account at all. */
    public boolean addFirst(String name, Role role, String password, long nowMs) throws IOException {
        return add(new Account(name, role, Scope.PARK, PasswordHash.of(password, random), nowMs), true);
    }

    private boolean add(Account account, boolean asFirst) throws IOException {
        return file.change(all -> {
            if (all.containsKey(account.name()) || (asFirst && !all.isEmpty())) {
                return null;
            }
            all.put(account.name(), account);
            return all;
        });
    }

    /** True where there is such an account. */
    public boolean remove(String name) throws IOException {
        return file.change(all -> all.remove(name) == null ? null : all);
    }

    /** True where there is such an account. */
    public boolean password(String name, String password, long nowMs) throws IOException {
        String hash = PasswordHash.of(password, random);
        return replace(name, account -> new Account(name, account.role(), account.scope(), hash, nowMs));
    }

    /** True where there is such an account. */
    public boolean role(String name, Role role, long nowMs) throws IOException {
        return replace(name, account -> new Account(name, role, account.scope(), account.hash(), nowMs));
    }

    /** True where there is such an account. */
    public boolean scope(String name, Scope scope, long nowMs) throws IOException {
        return replace(name, account -> new Account(name, account.role(), scope, account.hash(), nowMs));
    }

    private boolean replace(String name, UnaryOperator<Account> change) throws IOException {
        return file.change(all -> {
            Account account = all.get(name);
            if (account == null) {
                return null;
            }
            all.put(name, change.apply(account));
            return all;
        });
    }
}
