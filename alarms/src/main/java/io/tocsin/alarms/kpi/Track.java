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
    private long fleeting;
    private long lastMs = NEVER;
    private long lastButOneMs = NEVER;
    private long sinceMs = NEVER;
    /** When a short activation ended of which it is not known yet whether it comes again. */
    private long shortEndMs = NEVER;

    private long waitingSinceMs = NEVER;
    private @Nullable Priority waitingPriority;
    private boolean hidden;

    void raised(@Nullable Priority priority, long timeMs) {
        annunciations++;
        if (lastButOneMs != NEVER && timeMs - lastButOneMs <= CHATTERING_MS) {
            chattering++;
        }
        lastButOneMs = lastMs;
        lastMs = timeMs;
        if (shortEndMs != NEVER && timeMs - shortEndMs > AGAIN_MS) {
            fleeting++;
        }
        shortEndMs = NEVER;
        sinceMs = sinceMs == NEVER ? timeMs : sinceMs;
        if (waitingSinceMs == NEVER) {
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
        shortEndMs = timeMs - sinceMs < FLEETING_MS ? timeMs : NEVER;
        sinceMs = NEVER;
    }

    /** How long it waited. */
    long acknowledged(long timeMs) {
        long waitedMs = timeMs - waitingSinceMs;
        waitingSinceMs = NEVER;
        return waitedMs;
    }

    @Nullable
    Priority waitingPriority() {
        return waitingPriority;
    }

    long sinceMs() {
        return sinceMs;
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
