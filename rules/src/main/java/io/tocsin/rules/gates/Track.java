package io.tocsin.rules.gates;

import io.tocsin.config.Closure.Direction;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one plate. */
final class Track {
    /** Nobody passes so often within the windows but one who wants to fill our memory. */
    static final int SEEN_MAX = 64;

    static final long NEVER = Long.MIN_VALUE;

    /** One passage of it. */
    record Seen(String gate, Direction direction, boolean checkpoint, long timeMs) {}

    final String plate;
    final String subject;
    private final List<Seen> seen = new ArrayList<>();
    /** Time of the newest passage of a gate; checkpoints leave it alone, for nobody enters or leaves there. */
    long newestMs = NEVER;

    long touchedMs;

    @Nullable
    Visit visit;
    /** When an IMPOSSIBLE_PASSAGE that stands was raised. */
    long impossibleMs = Visit.CLOSED;

    Track(String plate, String subject) {
        this.plate = plate;
        this.subject = subject;
    }

    void write(StateWriter out) {
        out.putText(plate);
        out.putText(subject);
        out.putLong(newestMs);
        out.putLong(touchedMs);
        out.putLong(impossibleMs);
        out.putInt(seen.size());
        for (Seen each : seen) {
            out.putText(each.gate);
            out.putText(each.direction.name());
            out.putBoolean(each.checkpoint);
            out.putLong(each.timeMs);
        }
        Visit stay = visit;
        out.putBoolean(stay != null);
        if (stay != null) {
            stay.write(out);
        }
    }

    static Track read(StateReader in) {
        Track track = new Track(in.takeText(), in.takeText());
        track.newestMs = in.takeLong();
        track.touchedMs = in.takeLong();
        track.impossibleMs = in.takeLong();
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            track.seen.add(new Seen(in.takeText(), Direction.valueOf(in.takeText()), in.takeBoolean(), in.takeLong()));
        }
        if (in.takeBoolean()) {
            track.visit = Visit.read(track, in);
        }
        return track;
    }

    void see(Seen passage, long memoryMs) {
        seen.add(passage);
        long latestMs = seen.stream().mapToLong(Seen::timeMs).max().orElse(passage.timeMs());
        seen.removeIf(each -> each.timeMs() < latestMs - memoryMs);
        if (seen.size() > SEEN_MAX) {
            seen.remove(0);
        }
    }

    boolean hasSeen(String gate, Direction direction, long timeMs, long withinMs) {
        return seen.stream()
                .anyMatch(each -> each.gate.equals(gate)
                        && each.direction == direction
                        && Math.abs(each.timeMs - timeMs) <= withinMs);
    }

    /** The passage of another gate that is nearest in time, if it is that near; of two as near the earlier heard. */
    @Nullable
    Seen elsewhere(String gate, long timeMs, long withinMs) {
        Seen nearest = null;
        for (Seen each : seen) {
            long apartMs = Math.abs(each.timeMs - timeMs);
            boolean counts = !each.checkpoint && !each.gate.equals(gate) && apartMs <= withinMs;
            if (counts && (nearest == null || apartMs < Math.abs(nearest.timeMs - timeMs))) {
                nearest = each;
            }
        }
        return nearest;
    }
}
