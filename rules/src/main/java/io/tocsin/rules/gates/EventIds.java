package io.tocsin.rules.gates;

import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest event ids of cameras. An id comes again where a message is delivered twice; a camera that counts anew after
 * a restart uses it again too, but at quite another time.
 */
final class EventIds {
    static final int REMEMBERED = 10_000;
    static final long SAME_WITHIN_MS = 3_600_000;

    private final Map<String, Long> times = new LinkedHashMap<>();

    void write(StateWriter out) {
        out.putInt(times.size());
        times.forEach((id, timeMs) -> {
            out.putText(id);
            out.putLong(timeMs);
        });
    }

    void read(StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            times.put(in.takeText(), in.takeLong());
        }
    }

    /** True where it was heard before; from now on it was. */
    boolean isKnown(Input.Passage passage) {
        if (passage.eventId().isEmpty()) {
            return false;
        }
        String id = passage.gate() + "/" + passage.eventId();
        Long before = times.get(id);
        if (before != null && Math.abs(before - passage.passTimeMs()) <= SAME_WITHIN_MS) {
            return true;
        }
        times.remove(id);
        times.put(id, passage.passTimeMs());
        if (times.size() > REMEMBERED) {
            times.remove(times.keySet().iterator().next());
        }
        return false;
    }
}
