package io.tocsin.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.util.Arrays;

/**
 * Argon2id in the PHC string form. The cost (19 MiB, 2 passes, 1 lane) is what OWASP's password storage guide names as a
 * minimum; about 0.1 s on one core.
 */
final class PasswordHash {
    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** Other programs write salts of 8 bytes too. */
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)"
            + "\\$([A-Za-z0-9+/]{22}|[A-Za-z0-9+/]{11})\\$([A-Za-z0-9+/]{43})");

    /** Costlier than this, a file would be a way to keep us busy. */
    private static final int KIB_MAX = 256 * 1024;

    private static final int PASSES_MAX = 10;

    private PasswordHash() {}

    static String of(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = hash(password, salt, KIB, PASSES, LANES);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + KIB + ",t=" + PASSES + ",p=" + LANES + "$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash);
    }

    /** True where this is a hash that can be compared with. */
    static boolean isSound(String phc) {
        Matcher parts = PHC.matcher(phc);
        return parts.matches()
                && between(parts.group(1), 8, KIB_MAX)
                && between(parts.group(2), 1, PASSES_MAX)
                && between(parts.group(3), 1, 4);
    }

    private static boolean between(String number, int min, int max) {
        int value = Integer.parseInt(number);
        return value >= min && value <= max;
    }

    /** Takes as long for a wrong password as for the right one. */
    static boolean matches(String password, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected an Argon2id hash in PHC form");
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] known = Base64.getDecoder().decode(parts.group(5));
        byte[] found = hash(
                password,
                salt,
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
        return Arrays.constantTimeAreEqual(known, found);
    }

    private static byte[] hash(String password, byte[] salt, int kib, int passes, int lanes) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
