package io.tocsin.server.live;

import io.tocsin.server.picture.Marks;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The marks of the alarms, made again where something changed or a second has passed: pages ask for them ten times a
 * second. Thread-safe.
 */
final class Marking {
    private static final long FRESH_MS = 1_000;

    private Map<String, Marks> marks = Map.of();
    private long changes = -1;
    private long madeMs;

    synchronized Map<String, Marks> at(long nowChanges, long nowMs, Supplier<Map<String, Marks>> made) {
        if (nowChanges != changes || nowMs < madeMs || nowMs - madeMs >= FRESH_MS) {
            marks = made.get();
            changes = nowChanges;
            madeMs = nowMs;
        }
        return marks;
    }
}
