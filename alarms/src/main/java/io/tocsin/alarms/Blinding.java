package io.tocsin.alarms;

import io.tocsin.alarms.Deadlines.Kind;
import io.tocsin.config.Condition;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gateways that are dark, and the many silent tags that this explains: one gateway offline, one frozen, or acquisition lost
 * altogether is one alarm, and what follows from it is suppressed by design. A standing process alarm never is.
 *
 * <p>A stale tag is given a moment to be one of many before people are told of it: its alarm is raised in time, suppressed
 * as {@value #SETTLING}.
 */
final class Blinding {
    /** The cause of what waits to be one of many. */
    static final String SETTLING = "settling";

    /** Stale tags wait for the next full step but one, so that those that wait together come out together. */
    static final long STEP_MS = 10_000;

    /** The alarms of gateways and of the platform. */
    interface Health {
        /** Raises it, or returns it. */
        void say(String alarmId, boolean standing, long timeMs);

        /** Suppresses it by design, or no longer. */
        void cover(String alarmId, String cause, boolean covered, long timeMs);
    }

    /** What is known of one gateway. */
    private static final class Gateway {
        private final String id;
        private final long timeoutMs;
        /** The slots of its tags' STALE and BAD. */
        private final List<Integer> slots = new ArrayList<>();

        private int watched;
        private int stale;
        private long heardMs = Long.MIN_VALUE;
        private boolean offline;
        private boolean frozen;

        Gateway(Site.Gateway gateway) {
            id = gateway.id();
            timeoutMs = gateway.timeoutMs();
        }

        String alarm(GatewayCondition condition) {
            return "gateway:" + id + ":" + condition.name();
        }
    }

    private final Plan plan;
    private final Deadlines deadlines;
    private final Health health;
    private final IntFunction<@Nullable Alarm> alarms;
    private final Map<String, Gateway> byId = new LinkedHashMap<>();
    private final @Nullable Gateway[] ofTag;
    private boolean draining;
    private boolean lost;

    /** @param alarms of a slot; null where it was never raised */
    Blinding(Site site, Plan plan, Deadlines deadlines, Health health, IntFunction<@Nullable Alarm> alarms) {
        this.plan = plan;
        this.deadlines = deadlines;
        this.health = health;
        this.alarms = alarms;
        site.gateways().forEach(gateway -> byId.put(gateway.id(), new Gateway(gateway)));
        ofTag = new Gateway[plan.tags().size()];
        for (int tag = 0; tag < ofTag.length; tag++) {
            Gateway gateway = gatewayOf(plan.tags().get(tag), site);
            ofTag[tag] = gateway;
            if (gateway != null) {
                watch(gateway, plan.slot(tag, Condition.STALE), plan.slot(tag, Condition.BAD));
            }
        }
    }

    private static void watch(Gateway gateway, int stale, int bad) {
        if (stale >= 0) {
            gateway.slots.add(stale);
            gateway.watched++;
        }
        if (bad >= 0) {
            gateway.slots.add(bad);
        }
    }

    /** The gateway that a tag names, or the only one that may speak for it. */
    private @Nullable Gateway gatewayOf(Tag tag, Site site) {
        if (tag.gateway() != null) {
            return byId.get(tag.gateway());
        }
        List<Site.Gateway> speaking = site.gateways().stream()
                .filter(gateway -> gateway.enterprise().equals(tag.enterprise()))
                .toList();
        return speaking.size() == 1 ? byId.get(speaking.get(0).id()) : null;
    }

    // ---- what is heard ----------------------------------------------------------------------------------------------

    /** Something of a gateway came in. */
    void heard(String gatewayId, long nowMs) {
        Gateway gateway = byId.get(gatewayId);
        if (gateway != null) {
            heard(gateway, nowMs);
        }
    }

    private void heard(Gateway gateway, long nowMs) {
        gateway.heardMs = Math.max(gateway.heardMs, nowMs);
        if (gateway.offline) {
            online(gateway, nowMs);
        }
    }

    /** A birth or a last will. */
    void status(String gatewayId, boolean online, long nowMs) {
        Gateway gateway = byId.get(gatewayId);
        if (gateway != null && online) {
            heard(gateway, nowMs);
        } else if (gateway != null) {
            offline(gateway, nowMs);
        }
    }

    /** Downtime is not silence: every gateway is given its timeout anew, from the end of the backlog on. */
    void started() {
        draining = true;
    }

    void drained(long nowMs) {
        draining = false;
        for (Gateway gateway : byId.values()) {
            gateway.heardMs = nowMs;
            deadlines.arm(Kind.GATEWAY_SILENT, gateway.id, nowMs + gateway.timeoutMs);
        }
    }

    /** While what waited at the broker is taken in, nothing is due: it may say that all is well. */
    boolean isDraining() {
        return draining;
    }

    void clockAdjusted(long deltaMs) {
        byId.values().forEach(gateway -> gateway.heardMs += deltaMs);
    }

    // ---- what is due ------------------------------------------------------------------------------------------------

    /** A gateway may have been silent for its timeout. */
    void silent(Deadlines.Due due, long nowMs) {
        Gateway gateway = byId.get(due.subject());
        if (gateway == null) {
            return;
        }
        long silentAtMs = gateway.heardMs + gateway.timeoutMs;
        if (silentAtMs > due.dueMs()) {
            deadlines.arm(Kind.GATEWAY_SILENT, gateway.id, silentAtMs);
            return;
        }
        deadlines.arm(Kind.GATEWAY_SILENT, gateway.id, nowMs + gateway.timeoutMs);
        offline(gateway, due.dueMs());
    }

    /** It has been back for a while. */
    void lookAgain(Deadlines.Due due) {
        Gateway gateway = byId.get(due.subject());
        if (gateway != null) {
            lookIfFrozen(gateway, due.dueMs());
        }
    }

    // ---- offline, frozen, lost --------------------------------------------------------------------------------------

    private void offline(Gateway gateway, long nowMs) {
        if (gateway.offline) {
            return;
        }
        gateway.offline = true;
        String id = gateway.alarm(GatewayCondition.OFFLINE);
        health.say(id, true, nowMs);
        each(gateway, alarm -> alarm.suppress(id, false, nowMs));
        if (gateway.frozen) {
            thaw(gateway, nowMs);
        }
        lookIfLost(nowMs);
    }

    /** Its tags are given a moment to be heard before anybody is told that they are silent. */
    private void online(Gateway gateway, long nowMs) {
        gateway.offline = false;
        String id = gateway.alarm(GatewayCondition.OFFLINE);
        lookIfLost(nowMs);
        health.say(id, false, nowMs);
        long settledMs = settledMs(nowMs);
        each(gateway, alarm -> {
            if (alarm.isSuppressedBy(id)) {
                alarm.exchange(id, SETTLING);
                deadlines.arm(Kind.SETTLED, alarm.definition().id(), settledMs);
            }
        });
        deadlines.arm(Kind.GATEWAY_FROZEN, gateway.id, settledMs - 1);
    }

    private void lookIfFrozen(Gateway gateway, long nowMs) {
        boolean half = gateway.watched > 1 && 2 * gateway.stale >= gateway.watched;
        if (half && !gateway.offline && !gateway.frozen) {
            gateway.frozen = true;
            String id = gateway.alarm(GatewayCondition.GATEWAY_FROZEN);
            health.say(id, true, nowMs);
            eachStale(gateway, alarm -> alarm.suppress(id, false, nowMs));
        } else if (!half && gateway.frozen) {
            thaw(gateway, nowMs);
        }
    }

    private void thaw(Gateway gateway, long nowMs) {
        gateway.frozen = false;
        String id = gateway.alarm(GatewayCondition.GATEWAY_FROZEN);
        health.say(id, false, nowMs);
        eachStale(gateway, alarm -> alarm.unsuppress(id, false, false, nowMs));
    }

    private void lookIfLost(long nowMs) {
        long dark = byId.values().stream().filter(gateway -> gateway.offline).count();
        boolean most = byId.size() > 1 && 2 * dark > byId.size();
        if (most == lost) {
            return;
        }
        lost = most;
        health.say(PlatformAlarms.ACQUISITION_LOST, lost, nowMs);
        offlineAlarms().forEach(id -> health.cover(id, PlatformAlarms.ACQUISITION_LOST, lost, nowMs));
    }

    /** What suppresses the alarm of a gateway's silence from the beginning; null where nothing does. */
    @Nullable
    String causeOfGateway(String alarmId) {
        return lost && alarmId.endsWith(":" + GatewayCondition.OFFLINE.name()) ? PlatformAlarms.ACQUISITION_LOST : null;
    }

    private List<String> offlineAlarms() {
        return byId.values().stream()
                .filter(gateway -> gateway.offline)
                .map(gateway -> gateway.alarm(GatewayCondition.OFFLINE))
                .toList();
    }

    // ---- tags -------------------------------------------------------------------------------------------------------

    /** True where a tag is heard through the gateway that this alarm calls offline. */
    boolean isOfGateway(int tag, String offlineAlarm) {
        Gateway gateway = ofTag[tag];
        return gateway != null && gateway.alarm(GatewayCondition.OFFLINE).equals(offlineAlarm);
    }

    /**
     * A tag is stale, or heard again.
     *
     * @param timeMs when it became so
     */
    void stale(int slot, boolean standing, long timeMs) {
        Gateway gateway = ofTag[plan.tagIndex(slot)];
        if (gateway != null) {
            gateway.stale += standing ? 1 : -1;
            lookIfFrozen(gateway, timeMs);
        }
    }

    /** What suppresses a STALE or BAD from the beginning. */
    List<String> causes(int slot, long nowMs) {
        List<String> causes = standingCauses(slot);
        boolean mayBeMany = ofTag[plan.tagIndex(slot)] != null && plan.condition(slot) == Condition.STALE;
        if (!mayBeMany || !causes.isEmpty()) {
            return causes;
        }
        deadlines.arm(Kind.SETTLED, plan.tag(slot).id() + ":" + Condition.STALE.name(), settledMs(nowMs));
        return List.of(SETTLING);
    }

    /** What suppresses a STALE or BAD as its gateway stands. */
    List<String> standingCauses(int slot) {
        Gateway gateway = ofTag[plan.tagIndex(slot)];
        Condition condition = plan.condition(slot);
        List<String> causes = new ArrayList<>();
        if (gateway != null && gateway.offline && (condition == Condition.STALE || condition == Condition.BAD)) {
            causes.add(gateway.alarm(GatewayCondition.OFFLINE));
        }
        if (gateway != null && gateway.frozen && condition == Condition.STALE) {
            causes.add(gateway.alarm(GatewayCondition.GATEWAY_FROZEN));
        }
        return causes;
    }

    private static long settledMs(long nowMs) {
        return Math.floorDiv(nowMs, STEP_MS) * STEP_MS + 2 * STEP_MS;
    }

    private interface ForAlarm {
        void take(Alarm alarm);
    }

    private void each(Gateway gateway, ForAlarm act) {
        for (int slot : gateway.slots) {
            Alarm alarm = alarms.apply(slot);
            if (alarm != null) {
                act.take(alarm);
            }
        }
    }

    private void eachStale(Gateway gateway, ForAlarm act) {
        for (int slot : gateway.slots) {
            Alarm alarm = plan.condition(slot) == Condition.STALE ? alarms.apply(slot) : null;
            if (alarm != null) {
                act.take(alarm);
            }
        }
    }

    // ---- configuration, snapshot ------------------------------------------------------------------------------------

    /** Goes on with the gateways of another configuration; those that are new are given their timeout. */
    void adopt(Blinding old, long nowMs) {
        draining = old.draining;
        for (Gateway gateway : byId.values()) {
            Gateway before = old.byId.get(gateway.id);
            gateway.heardMs = before == null ? nowMs : before.heardMs;
            gateway.offline = before != null && before.offline;
            gateway.frozen = before != null && before.frozen;
            if (!deadlines.isArmed(Kind.GATEWAY_SILENT, gateway.id) && gateway.heardMs != Long.MIN_VALUE) {
                deadlines.arm(Kind.GATEWAY_SILENT, gateway.id, nowMs + gateway.timeoutMs);
            }
        }
        lost = old.lost;
        count();
    }

    /** Once the configuration is in force: fewer gateways or tags may be half of them, or most. */
    void lookAgain(long nowMs) {
        byId.values().forEach(gateway -> lookIfFrozen(gateway, nowMs));
        lookIfLost(nowMs);
    }

    private void count() {
        for (Gateway gateway : byId.values()) {
            gateway.stale = 0;
            eachStale(gateway, alarm -> gateway.stale += alarm.state().isActive() ? 1 : 0);
        }
    }

    void write(StateWriter out) {
        out.putBoolean(draining);
        out.putBoolean(lost);
        for (Gateway gateway : byId.values()) {
            out.putLong(gateway.heardMs);
            out.putBoolean(gateway.offline);
            out.putBoolean(gateway.frozen);
        }
    }

    void read(StateReader in) {
        draining = in.takeBoolean();
        lost = in.takeBoolean();
        for (Gateway gateway : byId.values()) {
            gateway.heardMs = in.takeLong();
            gateway.offline = in.takeBoolean();
            gateway.frozen = in.takeBoolean();
        }
        count();
    }
}
