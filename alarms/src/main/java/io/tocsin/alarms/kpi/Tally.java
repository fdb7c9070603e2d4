package io.tocsin.alarms.kpi;

import io.tocsin.config.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What people are bothered with now, told by the event stream alone: floods, chattering and long standing alarms, and how
 * many annunciations there were.
 *
 * <p>Floods go by the time at which people were told, all else by the events' own. Memory grows with alarms and positions,
 * not with events. Looking changes nothing. Not thread-safe.
 */
public final class Tally {
    /** So long after the third within a minute an alarm is shown as chattering. */
    public static final long CHATTERING_SHOWN_MS = Kpis.SLOT_MS;

    private final TreeMap<String, Track> tracks = new TreeMap<>();
    private final Floods floods = new Floods();
    private final TreeMap<String, Map<Priority, Long>> counts = new TreeMap<>();
    private long drills;

    /** @param recordedMs when it was heard of */
    public void line(LogLine line, long recordedMs) {
        if (line.audience() == LogLine.Audience.DRILL) {
            drills += line.isAnnunciation() ? 1 : 0;
            return;
        }
        switch (line.kind()) {
            case RAISED, ANNUNCIATED -> raised(line, recordedMs);
            case CLEARED -> cleared(line);
            case GROUPED -> track(line).appears(line.priority(), line.timeMs());
            case GONE -> tracks.remove(line.alarm());
            case ACKNOWLEDGED -> acknowledged(line);
            case OTHER -> {}
        }
    }

    private void raised(LogLine line, long recordedMs) {
        if (line.audience() == LogLine.Audience.NOBODY) {
            return;
        }
        Track track = track(line);
        track.raised(line.priority(), line.timeMs());
        String position = line.position() == null ? PositionKpis.NOBODY : line.position();
        floods.annunciated(position, recordedMs);
        if (line.priority() != null) {
            counts.computeIfAbsent(position, none -> new EnumMap<>(Priority.class))
                    .merge(line.priority(), 1L, Long::sum);
        }
    }

    private void cleared(LogLine line) {
        Track track = tracks.get(line.alarm());
        if (track != null && track.isStanding()) {
            track.cleared(line.timeMs());
        }
    }

    private void acknowledged(LogLine line) {
        Track track = tracks.get(line.alarm());
        if (track != null && track.isWaiting()) {
            track.acknowledged(line.timeMs());
        }
    }

    private Track track(LogLine line) {
        return tracks.computeIfAbsent(line.alarm(), none -> new Track());
    }

    /** The alarm is normal: nobody has to acknowledge it, whether or not anybody did. */
    public void over(String alarm) {
        Track track = tracks.get(alarm);
        if (track != null && track.isWaiting()) {
            track.acknowledged(track.waitingSinceMs());
        }
    }

    /** Since when it waits for an acknowledgement; -1 where it does not. */
    public long waitingSinceMs(String alarm) {
        Track track = tracks.get(alarm);
        return track == null || !track.isWaiting() ? -1 : track.waitingSinceMs();
    }

    /** The alarm is nothing any more: it left the configuration, or is over and forgotten. */
    public void forget(String alarm) {
        tracks.remove(alarm);
    }

    /** Annunciations are counted from here on; what stands, chatters or floods goes on. */
    public void begin() {
        counts.clear();
    }

    public Floods floods() {
        return floods;
    }

    /** Since {@link #begin}. */
    public long annunciations(String position, Priority priority) {
        Map<Priority, Long> of = counts.get(position);
        return of == null ? 0 : of.getOrDefault(priority, 0L);
    }

    /** Annunciations of an exercise: they are in none of the figures. */
    public long drills() {
        return drills;
    }

    /** In order of their names. */
    public List<String> chattering(long nowMs) {
        return alarms(nowMs, (track, now) -> isChattering(track, now));
    }

    private static boolean isChattering(Track track, long nowMs) {
        return track.chatteredMs() != Long.MIN_VALUE && nowMs - track.chatteredMs() < CHATTERING_SHOWN_MS;
    }

    /** Annunciated for more than a day and still standing, in order of their names. */
    public List<String> longStanding(long nowMs) {
        return alarms(nowMs, Track::isLongStanding);
    }

    private List<String> alarms(long nowMs, BiPredicate<Track, Long> is) {
        List<String> alarms = new ArrayList<>();
        tracks.forEach((alarm, track) -> {
            if (is.test(track, nowMs)) {
                alarms.add(alarm);
            }
        });
        return alarms;
    }
}
