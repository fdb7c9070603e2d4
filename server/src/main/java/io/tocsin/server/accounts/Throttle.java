package io.tocsin.server.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the next attempt of a name or a source has to wait: longer after each attempt that did not succeed, never for
 * ever. In an upset nobody may be locked out of the alarms because somebody else guessed at his name. Pure; not
 * thread-safe.
 */
final class Throttle {
    static final long LONGEST_MS = 5_000;
    private static final long FIRST_MS = 100;
    private static final long FORGOTTEN_AFTER_MS = 15 * 60_000;
    private static final int REMEMBERED = 10_000;

    private record Attempts(int count, long lastMs) {}

    private final Map<String, Attempts> attempts = new LinkedHashMap<>();

    long delayMs(String key, long nowMs) {
        Attempts known = attempts.get(key);
        if (known == null || nowMs - known.lastMs() >= FORGOTTEN_AFTER_MS) {
            return 0;
        }
        return Math.min(LONGEST_MS, FIRST_MS << Math.min(10, known.count() - 1));
    }

    /** Counts before it is known how the attempt ends, so that many at once do not all go without a delay. */
    void attempted(String key, long nowMs) {
        Attempts known = attempts.remove(key);
        int before = known == null || nowMs - known.lastMs() >= FORGOTTEN_AFTER_MS ? 0 : known.count();
        attempts.put(key, new Attempts(before + 1, nowMs));
        if (attempts.size() > REMEMBERED) {
            attempts.remove(attempts.keySet().iterator().next());
        }
    }

    void succeeded(String key) {
        attempts.remove(key);
    }
}
