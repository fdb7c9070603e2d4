package io.tocsin.server.gateways;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as brokers keep it: PBKDF2 with HMAC-SHA-512, in the form of mosquitto's password file. The salt is twelve
 * letters and digits: mosquitto 2.0 takes twelve bytes and no other number, EMQX takes the salt as text.
 *
 * <p>Cheaper than a console account's hash: a broker works it out on the one thread that carries everybody's messages.
 */
final class BrokerPassword {
    static final int ITERATIONS = 10_000;
    static final int HASH_BYTES = 64;
    private static final int SALT_CHARS = 12;
    private static final int GENERATED_CHARS = 24;
    /** Without those that people mix up on paper. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Pattern FORM =
            Pattern.compile("\\$7\\$(\\d{1,6})\\$([A-Za-z0-9+/=]{16})\\$([A-Za-z0-9+/=]{88})");

    private BrokerPassword() {}

    /** A password that nobody will guess: 24 of 56 letters, 139 bits. */
    static String generate(SecureRandom random) {
        return letters(random, GENERATED_CHARS);
    }

    private static String letters(SecureRandom random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static String of(String password, SecureRandom random) {
        byte[] salt = letters(random, SALT_CHARS).getBytes(StandardCharsets.US_ASCII);
        Base64.Encoder text = Base64.getEncoder();
        return "$7$" + ITERATIONS + '$' + text.encodeToString(salt) + '$'
                + text.encodeToString(hash(password, salt, ITERATIONS));
    }

    static boolean isSound(String hash) {
        return FORM.matcher(hash).matches();
    }

    /** Takes as long for a wrong password as for the right one. */
    static boolean matches(String password, String hash) {
        Matcher parts = parts(hash);
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] known = Base64.getDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(known, hash(password, salt, Integer.parseInt(parts.group(1))));
    }

    /** The salt as text. */
    static String salt(String hash) {
        return new String(Base64.getDecoder().decode(parts(hash).group(2)), StandardCharsets.US_ASCII);
    }

    /** The hash alone, in hexadecimal digits. */
    static String hex(String hash) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(parts(hash).group(3)));
    }

    private static Matcher parts(String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a hash in the form of mosquitto");
        }
        return parts;
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        try {
            KeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, 8 * HASH_BYTES);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected PBKDF2WithHmacSHA512, which every JDK has", e);
        }
    }
}
