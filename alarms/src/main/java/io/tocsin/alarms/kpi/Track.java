package io.tocsin.alarms.kpi;

import io.tocsin.config.Priority;
import org.jspecify.annotations.Nullable;

/** What has to be known of one alarm to look at its next line. */
final class Track {
    static final long CHATTERING_MS = 60_000;
    static final long FLEETING_MS = 10_000;
    static final long AGAIN_MS = 60_000;

    private static final long NEVER = Long.MIN_VALUE;

    private long annunciations;
    private long chattering;
    private long chatteredMs = NEVER;
    private long fleeting;
    private long lastMs = NEVER;
    private long lastButOneMs = NEVER;
    private long sinceMs = NEVER;
    /** When a short activation ended of which it is not known yet whether it comes again. */
    private long shortEndMs = NEVER;

    private long waitingSinceMs = NEVER;
    private @Nullable Priority waitingPriority;
    private boolean hidden;
    /** False where it was active before anybody was told: how short that was, nobody knows here. */
    private boolean fleetable;

    void raised(@Nullable Priority priority, long timeMs) {
        annunciations++;
        if (lastButOneMs != NEVER && timeMs - lastButOneMs <= CHATTERING_MS) {
            chattering++;
            chatteredMs = timeMs;
        }
        lastButOneMs = lastMs;
        lastMs = timeMs;
        if (shortEndMs != NEVER && timeMs - shortEndMs > AGAIN_MS) {
            fleeting++;
        }
        shortEndMs = NEVER;
        fleetable |= !isStanding();
        appears(priority, timeMs);
    }

    /** Told of as new, and raised before. */
    void annunciated(@Nullable Priority priority, long timeMs) {
        boolean wasFleetable = fleetable;
        raised(priority, timeMs);
        fleetable = wasFleetable;
    }

    /** Told of without being counted: stands and waits from now on, if it did not before. */
    void appears(@Nullable Priority priority, long timeMs) {
        sinceMs = isStanding() ? sinceMs : timeMs;
        if (!isWaiting()) {
            waitingSinceMs = timeMs;
            waitingPriority = priority;
        }
        hidden = false;
    }

    /** Raised while suppressed: what follows of it is nobody's either. */
    void hidden() {
        hidden = true;
    }

    boolean isHidden() {
        return hidden;
    }

    boolean isStanding() {
        return sinceMs != NEVER;
    }

    boolean isWaiting() {
        return waitingSinceMs != NEVER;
    }

    void cleared(long timeMs) {
        shortEndMs = fleetable && timeMs - sinceMs < FLEETING_MS ? timeMs : NEVER;
        sinceMs = NEVER;
        fleetable = false;
    }

    /** Stands no more and waits no more; what was counted stays counted. */
    void gone() {
        sinceMs = NEVER;
        waitingSinceMs = NEVER;
        fleetable = false;
        hidden = false;
    }

    /** What was counted so far was before; what stands and waits goes on. */
    void begin() {
        annunciations = 0;
        chattering = 0;
        fleeting = 0;
        shortEndMs = NEVER;
    }

    /** How long it waited. */
    long acknowledged(long timeMs) {
        long waitedMs = timeMs - waitingSinceMs;
        waitingSinceMs = NEVER;
        return waitedMs;
    }

    long waitingSinceMs() {
        return waitingSinceMs;
    }

    @Nullable
    Priority waitingPriority() {
        return waitingPriority;
    }

    long sinceMs() {
        return sinceMs;
    }

    /** When an annunciation was last the third within a minute; {@link Long#MIN_VALUE} where none was. */
    long chatteredMs() {
        return chatteredMs;
    }

    boolean isLongStanding(long nowMs) {
        return isStanding() && Kpis.isLongStanding(sinceMs, nowMs);
    }

    long annunciations() {
        return annunciations;
    }

    long chattering() {
        return chattering;
    }

    long fleeting() {
        return fleeting + (shortEndMs == NEVER ? 0 : 1);
    }
}
