package io.tocsin.alarms.kpi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last ten minutes of one position. */
final class Window {
    private static final long NONE = -1;

    /** Annunciations of one moment. */
    private static final class Moment {
        private long timeMs;
        private long count;
    }

    private final Deque<Moment> moments = new ArrayDeque<>();
    private long total;
    private long floodSinceMs = NONE;

    /** The flood that ended before; null where none did. */
    Floods.@Nullable Episode add(String position, long timeMs) {
        Floods.Episode ended = leave(position, timeMs);
        Moment last = moments.peekLast();
        if (last == null || last.timeMs != timeMs) {
            last = new Moment();
            last.timeMs = timeMs;
            moments.add(last);
        }
        last.count++;
        total++;
        if (floodSinceMs == NONE && total > Slots.FLOOD_ABOVE) {
            floodSinceMs = timeMs;
        }
        return ended;
    }

    private Floods.@Nullable Episode leave(String position, long nowMs) {
        Floods.Episode ended = null;
        for (Moment first = moments.peek(); first != null && isOut(first, nowMs); first = moments.peek()) {
            moments.remove();
            total -= first.count;
            if (floodSinceMs != NONE && total < Slots.CALM_BELOW) {
                ended = new Floods.Episode(position, floodSinceMs, outMs(first));
                floodSinceMs = NONE;
            }
        }
        return ended;
    }

    private static long outMs(Moment moment) {
        return moment.timeMs + Floods.WINDOW_MS;
    }

    private static boolean isOut(Moment moment, long nowMs) {
        return outMs(moment) <= nowMs;
    }

    void shift(long byMs) {
        moments.forEach(moment -> moment.timeMs += byMs);
        floodSinceMs = floodSinceMs == NONE ? NONE : floodSinceMs + byMs;
    }

    Floods.Now at(long nowMs) {
        long left = total;
        for (Moment moment : moments) {
            if (!isOut(moment, nowMs)) {
                break;
            }
            left -= moment.count;
        }
        return new Floods.Now(left, left < Slots.CALM_BELOW ? NONE : floodSinceMs);
    }

    /** The flood that lasts, or that ended since the last annunciation. */
    void episode(String position, long nowMs, List<Floods.Episode> to) {
        if (floodSinceMs != NONE) {
            to.add(new Floods.Episode(position, floodSinceMs, endMs(nowMs)));
        }
    }

    private long endMs(long nowMs) {
        long left = total;
        for (Moment moment : moments) {
            left -= moment.count;
            if (left < Slots.CALM_BELOW) {
                return isOut(moment, nowMs) ? outMs(moment) : NONE;
            }
        }
        return NONE;
    }
}
