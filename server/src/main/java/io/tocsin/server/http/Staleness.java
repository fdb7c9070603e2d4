package io.tocsin.server.http;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Tag;
import io.tocsin.server.picture.Values;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which tags' newest values must not be taken for what is now: their STALE alarm stands, or their gateway is away. */
final class Staleness {
    private final Set<String> standing = new LinkedHashSet<>();

    Staleness(Collection<AlarmStatus> alarms) {
        for (AlarmStatus alarm : alarms) {
            String condition = alarm.definition().condition();
            if (stands(alarm.state()) && (condition.equals("STALE") || condition.equals("OFFLINE"))) {
                standing.add(alarm.definition().id());
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
}
