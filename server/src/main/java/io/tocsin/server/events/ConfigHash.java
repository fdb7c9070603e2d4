package io.tocsin.server.events;

/** The short form of a configuration's hash that the header of a record has room for. */
public final class ConfigHash {
    private static final int DIGITS = 16;
    private static final int VERSION_DIGITS = 12;

    private ConfigHash() {}

    /** The first 64 bits of a SHA-256 in hexadecimal digits. */
    public static long of(String sha256) {
        return Long.parseUnsignedLong(sha256.substring(0, DIGITS), 16);
    }

    /** The form in which people and records name a configuration. */
    public static String version(String sha256) {
        return sha256.substring(0, Math.min(VERSION_DIGITS, sha256.length()));
    }
}
