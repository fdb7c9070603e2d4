package io.tocsin.server.accounts;

import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The accounts of {@code accounts.json}. Another process may change the file at any time: it is read again whenever it is
 * another file than before. Thread-safe.
 */
public final class Accounts {
    public static final String FILE = "accounts.json";
    private static final int PASSWORD_CHARS_MIN = 10;
    private static final int PASSWORD_CHARS_MAX = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._\\-\\x{4E00}-\\x{9FFF}]{1,64}");
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    /** The lock of the file is the process's: within it, several engines may share one file. */
    private static final Object ONE_WRITER = new Object();

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private Map<String, Account> known = new TreeMap<>();
    private String stamp = "";
    private String unreadable = "";

    private Accounts(Path file) {
        this.file = file;
    }

    /** @throws AccountsUnusable where the file cannot be understood: nobody is let in by mistake, or kept out unsaid */
    public static Accounts open(Path home) throws IOException {
        Accounts accounts = new Accounts(home.resolve(FILE));
        accounts.refresh();
        return accounts;
    }

    public synchronized boolean isEmpty() {
        return all().isEmpty();
    }

    /** By name. */
    public synchronized List<Account> all() {
        try {
            refresh();
            unreadable = "";
        } catch (IOException e) {
            tellOnce(String.valueOf(e.getMessage()));
        }
        return List.copyOf(known.values());
    }

    private void tellOnce(String fault) {
        if (!fault.equals(unreadable)) {
            unreadable = fault;
            LOG.error("the accounts cannot be read, those known before go on to hold: {}", fault);
        }
    }

    public synchronized Optional<Account> named(String name) {
        return all().stream().filter(account -> account.name().equals(name)).findFirst();
    }

    /** What stands against a name; empty where nothing does. */
    public static List<Text> nameProblems(String name) {
        return NAME.matcher(name).matches()
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
        return change(all -> {
            if (all.containsKey(account.name()) || (asFirst && !all.isEmpty())) {
                return null;
            }
            all.put(account.name(), account);
            return all;
        });
    }

    /** True where there is such an account. */
    public boolean remove(String name) throws IOException {
        return change(all -> all.remove(name) == null ? null : all);
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
        return change(all -> {
            Account account = all.get(name);
            if (account == null) {
                return null;
            }
            all.put(name, change.apply(account));
            return all;
        });
    }

    @FunctionalInterface
    private interface Change {
        /** Null where nothing is to be changed. */
        @Nullable
        Map<String, Account> of(Map<String, Account> all);
    }

    /** Reads, changes and writes under a lock that other processes heed too. */
    private boolean change(Change change) throws IOException {
        synchronized (ONE_WRITER) {
            return changeAlone(change);
        }
    }

    private synchronized boolean changeAlone(Change change) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path lockFile = file.resolveSibling(FILE + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            refresh();
            Map<String, Account> changed = lock.isValid() ? change.of(new TreeMap<>(known)) : null;
            if (changed == null) {
                return false;
            }
            SecretFile.replace(file, bytes(changed));
            refresh();
            return true;
        }
    }

    private static byte[] bytes(Map<String, Account> accounts) {
        return Json.object(json -> {
            json.writeArrayPropertyStart("accounts");
            for (Account account : accounts.values()) {
                json.writeStartObject();
                Json.string(json, "name", account.name());
                Json.string(json, "role", account.role().code());
                texts(json, "enterprises", account.scope().enterprises());
                texts(json, "positions", account.scope().positions());
                Json.string(json, "hash", account.hash());
                json.writeNumberProperty("changedMs", account.changedMs());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private void refresh() throws IOException {
        if (!Files.exists(file)) {
            known = new TreeMap<>();
            stamp = "";
            return;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        String nowStamp = now.fileKey() + " " + now.lastModifiedTime() + " " + now.size();
        if (!nowStamp.equals(stamp)) {
            known = parsed(Files.readAllBytes(file));
            stamp = nowStamp;
        }
    }

    private Map<String, Account> parsed(byte[] bytes) throws IOException {
        Map<String, Account> accounts = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            require(parser.nextToken() == JsonToken.PROPERTY_NAME
                    && parser.currentName().equals("accounts"));
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Account account = account(parser);
                require(accounts.put(account.name(), account) == null);
            }
            // Of a file that was cut or mended by hand no account may get lost unsaid: the next change would drop it.
            require(parser.currentToken() == JsonToken.END_ARRAY);
            require(parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            return accounts;
        } catch (JacksonException e) {
            throw new AccountsUnusable("expected accounts in " + file + ", was " + e.getOriginalMessage());
        }
    }

    /** Files of before there were scopes say nothing of them: those accounts have a hand in the whole park. */
    private Account account(JsonParser parser) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, List<String>> lists = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                lists.put(name, texts(parser));
            } else {
                require(parser.currentToken().isScalarValue());
                fields.put(name, parser.getString());
            }
        }
        String name = fields.getOrDefault("name", "");
        String hash = fields.getOrDefault("hash", "");
        String changed = fields.getOrDefault("changedMs", "");
        Optional<Role> role = Role.ofCode(fields.getOrDefault("role", ""));
        require(NAME.matcher(name).matches()
                && role.isPresent()
                && PasswordHash.isSound(hash)
                && changed.matches("\\d{1,15}")
                && !fields.containsKey("enterprises")
                && !fields.containsKey("positions"));
        Scope scope =
                new Scope(lists.getOrDefault("enterprises", List.of()), lists.getOrDefault("positions", List.of()));
        return new Account(name, role.orElseThrow(), scope, hash, Long.parseLong(changed));
    }

    private List<String> texts(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(parser.getString());
        }
        require(parser.currentToken() == JsonToken.END_ARRAY);
        return texts;
    }

    private void require(boolean sound) throws IOException {
        if (!sound) {
            throw new AccountsUnusable(
                    "expected accounts with name, role, hash and time in " + file + ", was another thing");
        }
    }
}
