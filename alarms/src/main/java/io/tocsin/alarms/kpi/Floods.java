package io.tocsin.alarms.kpi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Floods as they happen, by position: one begins when the last ten minutes hold more than ten annunciations, and ends when
 * they hold fewer than five. (In a log, floods are told by slots: {@link Kpis.Load}.)
 *
 * <p>The last ten minutes at t are those behind t - 10 min, up to and with t. Annunciations of one moment take one entry,
 * so memory is bounded by time and not by their number. A clock that was set back moves what was counted with it.
 * Looking changes nothing. Not thread-safe.
 */
public final class Floods {
    /** How far the window reaches back. */
    public static final long WINDOW_MS = Kpis.SLOT_MS;

    /** So many floods that are over are remembered. */
    static final int REMEMBERED = 100;

    private static final long NONE = -1;

    /** @param endMs -1 while it lasts */
    public record Episode(String position, long beginMs, long endMs) {}

    /**
     * How a position stands.
     *
     * @param annunciations in the last ten minutes
     * @param floodSinceMs -1 where there is no flood
     */
    public record Now(long annunciations, long floodSinceMs) {
        static final Now CALM = new Now(0, NONE);

        public boolean isFlood() {
            return floodSinceMs != NONE;
        }
    }

    private final TreeMap<String, Window> windows = new TreeMap<>();
    private final Deque<Episode> over = new ArrayDeque<>();
    private long newestMs = Long.MIN_VALUE;

    /** Somebody there was told; {@link PositionKpis#NOBODY} where nobody in particular is responsible. */
    public void annunciated(String position, long timeMs) {
        if (timeMs < newestMs) {
            long shiftMs = timeMs - newestMs;
            windows.values().forEach(window -> window.shift(shiftMs));
        }
        newestMs = timeMs;
        Window window = windows.computeIfAbsent(position, none -> new Window());
        Episode ended = window.add(position, timeMs);
        if (ended != null) {
            over.add(ended);
        }
        if (over.size() > REMEMBERED) {
            over.remove();
        }
    }

    public Now at(String position, long nowMs) {
        Window window = windows.get(position);
        return window == null ? Now.CALM : window.at(nowMs);
    }

    /** Those that are over, oldest first, then those that last. */
    public List<Episode> episodes(long nowMs) {
        List<Episode> all = new ArrayList<>(over);
        windows.forEach((position, window) -> window.episode(position, nowMs, all));
        return all;
    }
}
