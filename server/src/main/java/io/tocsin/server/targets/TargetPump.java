package io.tocsin.server.targets;

import io.tocsin.config.Target;
import io.tocsin.server.events.Json;
import io.tocsin.server.link.DeadLetterLines;
import io.tocsin.server.link.LinkState;
import io.tocsin.server.link.LinkThread;
import io.tocsin.server.past.FollowedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one target what the log has for it: at least once, in order. What is not taken is offered again; what is never
 * taken is set aside after some tries. Thread-safe: one thread of its own does the work.
 */
final class TargetPump {
    private static final Logger LOG = LoggerFactory.getLogger(TargetPump.class);
    private static final long IDLE_MS = 100;

    private final Target target;
    private final Parts parts;
    private final Patience patience;
    private final LongSupplier nowMs;
    private final SelectedEvents selected;
    private final LinkThread thread;
    private final List<ToldEvent> waiting = new ArrayList<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private volatile @Nullable Place place;
    private volatile @Nullable Trouble trouble;
    private volatile long oldestMs;
    private long notBeforeNs = System.nanoTime();
    private long dueNs = System.nanoTime();
    private String refusedId = "";
    private int refusals;

    /** Opens the cursor; a folder that cannot be read is a trouble of this target and of nobody else. */
    interface CursorFile {
        TargetCursor open() throws IOException;
    }

    /**
     * What a pump works with.
     *
     * @param now the newest record when the target was first known
     */
    record Parts(FollowedLog log, long now, CursorFile cursor, Courier courier, DeadLetterLines deadLetters) {}

    /**
     * How often and how soon the same is tried again.
     *
     * @param refusals so many tries has a message that is refused
     * @param refusedMs at least between two of them
     * @param heldMs at least between two tries while a target does not let us in: accounts are locked by less
     */
    record Patience(int refusals, long refusedMs, long heldMs) {
        static final Patience STANDARD = new Patience(5, 5_000, 60_000);
    }

    /** What is wrong since when. */
    record Trouble(boolean held, String reason, long sinceMs) {}

    /** The target did not take what it was offered. */
    private static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        NotTaken(String reason) {
            super(reason);
        }
    }

    TargetPump(Target target, Parts parts, Patience patience, LongSupplier nowMs) {
        this.target = target;
        this.parts = parts;
        this.patience = patience;
        this.nowMs = nowMs;
        selected = new SelectedEvents(parts.log(), new Selection(target.choice()));
        thread = new LinkThread("tocsin-target-" + target.id(), nowMs, this::serve);
    }

    void start() {
        thread.start();
    }

    void wakeUp() {
        thread.wakeUp();
    }

    /** Records that this target has had, durable: older ones need not be held for it. */
    long kept() {
        Place open = place;
        return open == null ? 0 : open.kept();
    }

    TargetStatus status() {
        Trouble now = trouble;
        long oldest = oldestMs;
        return new TargetStatus(
                target.id(),
                state(now),
                now == null ? thread.status().sinceMs() : now.sinceMs(),
                now == null ? "" : now.reason(),
                new TargetStatus.Figures(
                        sent.sum(),
                        failed.sum(),
                        dead.sum(),
                        Math.max(0, parts.log().lastSeq() - kept()),
                        oldest == 0 ? 0 : Math.max(0, nowMs.getAsLong() - oldest)));
    }

    private TargetStatus.State state(@Nullable Trouble now) {
        if (thread.status().state() == LinkState.CLOSED) {
            return TargetStatus.State.CLOSED;
        }
        return now == null
                ? TargetStatus.State.READY
                : now.held() ? TargetStatus.State.HELD : TargetStatus.State.BACKING_OFF;
    }

    private void serve() throws Exception {
        try {
            follow();
        } catch (NotTaken e) {
            throw e;
        } catch (Exception e) {
            if (!thread.closing()) {
                inTrouble(false, e.getClass().getSimpleName() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private void follow() throws Exception {
        Place at = placed();
        await(notBeforeNs);
        waiting.clear();
        selected.seek(at.position());
        if (trouble == null) {
            thread.connected();
        }
        try {
            while (!thread.closing()) {
                turn(at);
            }
        } finally {
            at.keep();
        }
    }

    private Place placed() throws IOException {
        Place at = place;
        if (at == null) {
            at = Place.open(target, parts.cursor().open(), parts.log(), parts.now());
            place = at;
        }
        return at;
    }

    private void await(long untilNs) {
        for (long left = untilNs - System.nanoTime();
                left > 0 && !thread.closing();
                left = untilNs - System.nanoTime()) {
            nap(left);
        }
    }

    private void nap(long leftNs) {
        thread.nap(Math.max(1, Math.min(IDLE_MS, TimeUnit.NANOSECONDS.toMillis(leftNs))));
    }

    private void turn(Place at) throws Exception {
        gather();
        long leftNs = dueNs - System.nanoTime();
        if (waiting.isEmpty()) {
            at.passed(selected.passed());
            well();
            oldestMs = 0;
            thread.nap(IDLE_MS);
        } else if (leftNs > 0) {
            nap(leftNs);
        } else {
            deliver(at);
        }
    }

    private void gather() throws IOException {
        ToldEvent next = selected.peek();
        while (next != null && parts.courier().joins(waiting, next)) {
            waiting.add(selected.take());
            next = selected.peek();
        }
        if (!waiting.isEmpty()) {
            oldestMs = waiting.get(0).recordedMs();
        }
    }

    private void deliver(Place at) throws Exception {
        Outcome outcome;
        try {
            outcome = parts.courier().deliver(List.copyOf(waiting));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            outcome = new Outcome.Later(describe(e), 0);
        }
        if (outcome instanceof Outcome.Taken) {
            sent.add(waiting.size());
            settled(at);
        } else if (outcome instanceof Outcome.Refused refused && isTheLastTry()) {
            setAside(refused.reason());
            settled(at);
        } else {
            notTaken(outcome);
        }
    }

    private static String describe(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private boolean isTheLastTry() {
        String id = waiting.get(0).id();
        refusals = id.equals(refusedId) ? refusals + 1 : 1;
        refusedId = id;
        return refusals >= patience.refusals();
    }

    private void settled(Place at) {
        at.told(waiting.get(waiting.size() - 1).seq());
        dueNs = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(parts.courier().everyMs());
        waiting.clear();
        refusals = 0;
        thread.worked();
        well();
    }

    private void well() {
        if (trouble != null) {
            LOG.info("target {} is told again", target.id());
            trouble = null;
        }
        thread.connected();
    }

    private void setAside(String reason) throws IOException {
        parts.deadLetters().add(Json.object(json -> {
            Json.time(json, "time", nowMs.getAsLong());
            Json.string(json, "target", target.id());
            Json.string(json, "reason", reason);
            json.writeArrayPropertyStart("events");
            waiting.forEach(event -> event.write(json));
            json.writeEndArray();
        }));
        parts.deadLetters().force();
        failed.increment();
        dead.add(waiting.size());
        LOG.error("target {} never takes {}, set aside: {}", target.id(), waiting, reason);
    }

    private void notTaken(Outcome outcome) throws NotTaken {
        failed.increment();
        if (outcome instanceof Outcome.Held held) {
            inTrouble(true, held.reason());
            waitFor(patience.heldMs());
        } else if (outcome instanceof Outcome.Refused refused) {
            inTrouble(false, refused.reason());
            waitFor(patience.refusedMs());
        } else if (outcome instanceof Outcome.Later later) {
            inTrouble(false, later.reason());
            waitFor(later.waitMs());
        }
        Trouble now = trouble;
        throw new NotTaken(now == null ? "" : now.reason());
    }

    private void waitFor(long ms) {
        notBeforeNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void inTrouble(boolean held, String reason) {
        Trouble before = trouble;
        long since = before == null || before.held() != held ? nowMs.getAsLong() : before.sinceMs();
        trouble = new Trouble(held, reason, since);
    }

    /** What was not told stays in the log, behind the cursor. */
    void close(Duration patience) {
        thread.close(patience);
        Place open = place;
        if (open != null) {
            open.close();
        }
        try {
            parts.deadLetters().close();
        } catch (IOException e) {
            LOG.warn("target {}: its dead letters did not close cleanly: {}", target.id(), e.toString());
        }
    }
}
