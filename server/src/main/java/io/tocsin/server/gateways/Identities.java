package io.tocsin.server.gateways;

import io.tocsin.config.Text;
import io.tocsin.server.files.SharedFile;
import io.tocsin.server.gateways.Identity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The identities of {@code gateways.json}, which another process may change at any time. With each change the files for
 * brokers are written anew. Thread-safe.
 */
public final class Identities {
    public static final String FILE = "gateways.json";
    /** Of the bytes that MQTT allows, and of what mosquitto reads on one line. */
    static final int PASSWORD_CHARS_MAX = 256;

    static final int PASSWORD_CHARS_MIN = 12;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._\\-\\x{4E00}-\\x{9FFF}]{1,64}");

    private final SharedFile<Identity> file;
    private final BrokerFiles brokers;
    private final SecureRandom random = new SecureRandom();

    private Identities(SharedFile<Identity> file, BrokerFiles brokers) {
        this.file = file;
        this.brokers = brokers;
    }

    /** @throws GatewaysUnusable where the file cannot be understood: nobody is let in by mistake, or kept out unsaid */
    public static Identities open(Path home) throws IOException {
        Path file = home.resolve(FILE);
        return new Identities(SharedFile.open(file, new IdentitiesForm(file)), new BrokerFiles(home));
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What stands against a name; empty where nothing does. */
    public static List<Text> nameProblems(String name) {
        return isName(name)
                ? List.of()
                : List.of(new Text(
                        "名称应为 1 至 64 个字母、数字、汉字或 . _ -",
                        "expected a name of 1 to 64 letters, digits, Chinese characters or . _ -"));
    }

    /** What stands against a password of somebody's own choice; empty where nothing does. */
    public static List<Text> passwordProblems(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < PASSWORD_CHARS_MIN || length > PASSWORD_CHARS_MAX) {
            return List.of(new Text(
                    "密码应为 12 至 256 个字符，实为 " + length, "expected a password of 12 to 256 characters, was " + length));
        }
        return password.equals(name)
                ? List.of(new Text("密码不应与名称相同", "expected a password other than the name"))
                : List.of();
    }

    /** By name. */
    public List<Identity> all() {
        return file.all();
    }

    public Optional<Identity> named(String name) {
        return all().stream().filter(identity -> identity.name().equals(name)).findFirst();
    }

    /** A password that nobody will guess. */
    public String newPassword() {
        return BrokerPassword.generate(random);
    }

    /** Who is to be known. */
    public record Wanted(String name, Kind kind, String park, String enterprise) {}

    /** True where the name was free. */
    public boolean add(Wanted wanted, String password, long nowMs) throws IOException {
        Identity identity = new Identity(
                wanted.name(),
                wanted.kind(),
                wanted.park(),
                wanted.enterprise(),
                BrokerPassword.of(password, random),
                nowMs);
        return written(file.change(all -> all.putIfAbsent(identity.name(), identity) == null ? all : null));
    }

    /** True where there is such an identity. */
    public boolean password(String name, String password, long nowMs) throws IOException {
        String hash = BrokerPassword.of(password, random);
        return replace(name, was -> new Identity(name, was.kind(), was.park(), was.enterprise(), hash, nowMs));
    }

    /** True where there was such an identity: the broker lets it in no more. */
    public boolean revoke(String name) throws IOException {
        return written(file.change(all -> all.remove(name) == null ? null : all));
    }

    private boolean replace(String name, UnaryOperator<Identity> change) throws IOException {
        return written(file.change(
                all -> all.computeIfPresent(name, (key, was) -> change.apply(was)) == null ? null : all));
    }

    private boolean written(boolean changed) throws IOException {
        if (changed) {
            brokers.write(all());
        }
        return changed;
    }

    /** Where the files for brokers are. */
    public Path brokerFiles() {
        return brokers.folder();
    }
}
