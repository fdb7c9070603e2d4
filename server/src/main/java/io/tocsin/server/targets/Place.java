package io.tocsin.server.targets;

import io.tocsin.config.Target;
import io.tocsin.server.past.FollowedLog;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a target stands in the log. What was told stays told while the process lives, even where the disk does not take
 * the cursor: nobody is told the same again every few seconds for that. For the target's thread, but for {@link #kept()}
 * and {@link #close()}.
 */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    private static final String BEGUN = "begun";
    private static final long PACE_NS = TimeUnit.SECONDS.toNanos(1);

    private final String target;
    private final TargetCursor cursor;
    private long position;
    private long triedNs = System.nanoTime();
    private volatile long kept;
    private boolean closed;

    private Place(String target, TargetCursor cursor, long position) {
        this.target = target;
        this.cursor = cursor;
        this.position = position;
        this.kept = cursor.position();
    }

    /**
     * Where the cursor is; of a new target where it is to begin, which is durable when this returns.
     *
     * @param now the newest record when the target was first known
     */
    static Place open(Target target, TargetCursor cursor, FollowedLog log, long now) throws IOException {
        boolean begins = cursor.note().isEmpty();
        long wanted = begins ? beginning(target, log, now) : Math.max(cursor.position(), log.firstSeq() - 1);
        if (!begins && wanted > log.lastSeq()) {
            LOG.warn(
                    "target {}: expected a cursor within the event log, was {} of {}: it goes on from the newest",
                    target.id(),
                    wanted,
                    log.lastSeq());
            wanted = log.lastSeq();
        }
        if (begins || wanted != cursor.position()) {
            cursor.moveTo(wanted, BEGUN);
        }
        return new Place(target.id(), cursor, wanted);
    }

    private static long beginning(Target target, FollowedLog log, long now) {
        return target.choice().from() == Target.From.NOW ? now : log.firstSeq() - 1;
    }

    /** Everything up to here was told or is not told. */
    long position() {
        return position;
    }

    /** The same as far as it is durable: older records need not be held for this target. */
    long kept() {
        return kept;
    }

    /** Told: durable at once, as far as the disk takes it. */
    void told(long seq) {
        position = seq;
        keep();
    }

    /** Not to be told: durable now and then. */
    void passed(long seq) {
        position = Math.max(position, seq);
        if (position != kept && System.nanoTime() - triedNs >= PACE_NS) {
            keep();
        }
    }

    synchronized void keep() {
        if (closed || position == kept) {
            return;
        }
        triedNs = System.nanoTime();
        try {
            cursor.moveTo(position, BEGUN);
            kept = position;
        } catch (IOException e) {
            LOG.warn("target {}: its cursor could not be kept at {}: {}", target, position, e.toString());
        }
    }

    /** A thread that outlives its target must not move the cursor of the next one. */
    synchronized void close() {
        closed = true;
    }
}
