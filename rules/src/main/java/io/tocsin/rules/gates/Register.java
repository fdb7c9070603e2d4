package io.tocsin.rules.gates;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plates that are remembered: those inside, and those that passed a moment ago. A plate that is not inside is
 * forgotten once so much engine time went by since it was last heard of.
 */
final class Register {
    /** More vehicles than any park holds; beyond it the one heard of first is given up. */
    static final int TRACKED_MAX = 100_000;

    private final Map<String, Track> inside = new LinkedHashMap<>();
    private final Map<String, Track> passing = new LinkedHashMap<>();

    /** What is remembered of a plate; null where nothing is. */
    @Nullable
    Track find(String plate, long nowMs, long memoryMs) {
        Track track = inside.get(plate);
        if (track != null) {
            return track;
        }
        track = passing.get(plate);
        return track != null && nowMs - track.touchedMs <= memoryMs ? track : null;
    }

    /** Files a plate by where it is now. */
    void keep(Track track, long nowMs, long memoryMs) {
        track.touchedMs = nowMs;
        passing.remove(track.plate);
        if (track.visit == null) {
            inside.remove(track.plate);
            passing.put(track.plate, track);
        } else {
            inside.put(track.plate, track);
        }
        forget(nowMs, memoryMs);
    }

    private void forget(long nowMs, long memoryMs) {
        while (!passing.isEmpty()) {
            Track eldest = passing.values().iterator().next();
            if (passing.size() <= TRACKED_MAX && nowMs - eldest.touchedMs <= memoryMs) {
                return;
            }
            passing.remove(eldest.plate);
        }
    }

    /** The one heard of first where too many are inside; null where they are not. */
    @Nullable
    Track tooMany() {
        return inside.size() <= TRACKED_MAX ? null : inside.values().iterator().next();
    }

    /** In the order in which they were heard of. */
    Collection<Track> inside() {
        return inside.values();
    }

    void write(StateWriter out) {
        write(inside.values(), out);
        write(passing.values(), out);
    }

    private static void write(Collection<Track> tracks, StateWriter out) {
        out.putInt(tracks.size());
        tracks.forEach(track -> track.write(out));
    }

    void read(StateReader in) {
        read(inside, in);
        read(passing, in);
    }

    private static void read(Map<String, Track> tracks, StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            Track track = Track.read(in);
            tracks.put(track.plate, track);
        }
    }

    int remembered() {
        return inside.size() + passing.size();
    }
}
