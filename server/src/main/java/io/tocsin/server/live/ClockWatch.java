package io.tocsin.server.live;

import io.tocsin.rules.Input.PlatformFault.Part;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the host's clock is set, and decides whether to follow it.
 *
 * <p>Time goes on by the monotonic clock, so a set clock moves nothing by itself. A small step is followed. A large one
 * is followed only where the field says that it was our time that was wrong: what comes in is stamped with another. While
 * gateways' stamps agree with our time it is the host's clock that went wrong, and following it would make every sample
 * look an hour old, or from the future. Then, and while the field is silent, our time goes on as it was, and
 * {@link Part#HOST_CLOCK} stands until the host's clock comes back or the field speaks for it. A start takes the host's
 * clock as it is.
 *
 * <p>For the engine's thread.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final long STEP_MS = 1_000;
    private static final long SMALL_STEP_MS = 30_000;
    /** Telemetry this old says nothing of what time it is. */
    private static final long FRESH_MS = 60_000;

    private static final long LOOK_EVERY_MS = 100;

    private final LongSupplier shell;
    private final LongSupplier wall;
    private final InputProcessor field;
    private final LongConsumer follow;
    private final PlatformFaults faults;
    /** What has been added to the shell's clock, the host's steps that were followed. */
    private long followedMs;
    /** How far the host's clock stands from our time and is not followed. */
    private long ignoredMs;

    private long lookedMs = Long.MIN_VALUE;

    /** @param follow asks for a journaled step of engine time by so many milliseconds */
    ClockWatch(LiveEngine.Clocks clocks, InputProcessor field, LongConsumer follow, PlatformFaults faults) {
        shell = clocks.shell();
        wall = clocks.wall();
        this.field = field;
        this.follow = follow;
        this.faults = faults;
    }

    /**
     * How far engine time starts ahead of the shell's clock. Where the host's clock lies behind the newest input it was
     * set back while we were away, or put right.
     */
    long start(long newestMs) {
        long aheadMs = newestMs == Long.MIN_VALUE ? 0 : newestMs - shell.getAsLong();
        followedMs = aheadMs > STEP_MS ? aheadMs : 0;
        return followedMs;
    }

    void look() {
        long nowMs = shell.getAsLong() + followedMs;
        if (lookedMs != Long.MIN_VALUE && Math.abs(nowMs - lookedMs) < LOOK_EVERY_MS) {
            return;
        }
        lookedMs = nowMs;
        long offMs = wall.getAsLong() - nowMs;
        boolean moved = Math.abs(offMs - ignoredMs) > STEP_MS;
        if (Math.abs(offMs) <= STEP_MS) {
            ignore(0);
        } else if (Math.abs(offMs) <= SMALL_STEP_MS || fieldContradicts(nowMs)) {
            LOG.warn("the host's clock was set by {} ms: engine time follows", offMs);
            followedMs += offMs;
            follow.accept(offMs);
            ignore(0);
        } else if (moved) {
            LOG.error("the host's clock was set by {} ms and the field does not say so: engine time goes on", offMs);
            ignore(offMs);
        }
    }

    private void ignore(long offMs) {
        ignoredMs = offMs;
        faults.set(Part.HOST_CLOCK, offMs != 0);
    }

    /** True where telemetry comes in, and for some time none of it was stamped with our time. */
    private boolean fieldContradicts(long nowMs) {
        long heardMs = field.telemetryMs();
        long currentMs = field.currentMs();
        boolean heard = heardMs != Long.MIN_VALUE && nowMs - heardMs <= FRESH_MS;
        return heard && (currentMs == Long.MIN_VALUE || heardMs - currentMs > FRESH_MS);
    }
}
