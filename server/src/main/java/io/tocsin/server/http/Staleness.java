package io.tocsin.server.http;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Tag;
import io.tocsin.server.picture.Values;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which tags' newest values must not be taken for what is now: their STALE alarm stands, or their gateway is away. */
final class Staleness {
    private final Set<String> standing = new LinkedHashSet<>();
    /** Tags whose instruments say nothing usable, and since when. */
    private final Map<String, Long> bad = new LinkedHashMap<>();

    Staleness(Collection<AlarmStatus> alarms) {
        for (AlarmStatus alarm : alarms) {
            String condition = alarm.definition().condition();
            String tag = alarm.definition().tag();
            if (stands(alarm.state()) && (condition.equals("STALE") || condition.equals("OFFLINE"))) {
                standing.add(alarm.definition().id());
            }
            if (stands(alarm.state()) && condition.equals("BAD") && tag != null) {
                bad.put(tag, alarm.onsetTimeMs());
            }
        }
    }

    private static boolean stands(AlarmState state) {
        return state == AlarmState.UNACK_ACTIVE || state == AlarmState.ACK_ACTIVE;
    }

    boolean isStale(Values values, int index) {
        Tag tag = values.site().tags().get(index);
        return values.quality(index) == Values.NEVER
                || standing.contains(tag.id() + ":STALE")
                || (tag.gateway() != null && standing.contains("gateway:" + tag.gateway() + ":OFFLINE"));
    }

    /** Until when something was known of a tag that is dark now; -1 where it is not dark, or was never heard. */
    long lastKnownMs(Values values, int index) {
        Long badSinceMs = bad.get(values.site().tags().get(index).id());
        if (values.quality(index) == Values.NEVER || (badSinceMs == null && !isStale(values, index))) {
            return -1;
        }
        long heardMs = values.eventMs(index);
        return badSinceMs == null || badSinceMs < 0 ? heardMs : Math.min(badSinceMs, heardMs);
    }
}
