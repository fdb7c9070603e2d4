package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.Publication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has to say, what the broker has not acknowledged yet, and what it has acknowledged but the engine has
 * not; in order and bounded. When it is full the oldest that waits is given up, and counted. Thread-safe.
 */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Publication> waiting = new ArrayDeque<>();
    private final Deque<Publication> underWay = new ArrayDeque<>();
    private final Held held;
    private final int capacity;
    private final int inFlightMax;
    private long version;
    private long offered;
    private long published;
    private long acked;
    private long repeated;
    private long dropped;

    Outbox(int capacity, int inFlightMax) {
        if (capacity <= inFlightMax) {
            throw new IllegalArgumentException("expected a capacity above " + inFlightMax + ", was " + capacity);
        }
        this.capacity = capacity;
        this.held = new Held(capacity);
        this.inFlightMax = inFlightMax;
    }

    /**
     * @param buffered messages that wait or are under way
     * @param held acknowledged by the broker alone
     * @param forgotten held once, and given up
     */
    record Counts(
            long offered,
            long published,
            long acked,
            long repeated,
            long dropped,
            int buffered,
            int held,
            long forgotten) {}

    void offer(Publication message) {
        locked(() -> {
            offered++;
            if (waiting.size() + underWay.size() >= capacity) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(message);
        });
    }

    /** The next to publish, now under way; null where there is none, or where enough are under way. */
    @Nullable
    Publication take() {
        lock.lock();
        try {
            if (waiting.isEmpty() || underWay.size() >= inFlightMax) {
                return null;
            }
            Publication next = waiting.removeFirst();
            underWay.addLast(next);
            published++;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** An acknowledgement of something no longer under way (of an earlier connection) counts for nothing. */
    void acked(Publication message) {
        locked(() -> {
            if (underWay.remove(message)) {
                acked++;
                held.keep(message);
            }
        });
    }

    /** A connection is there; the engine has not spoken on it yet. */
    void connected(long nowNs) {
        locked(() -> held.connected(nowNs));
    }

    /** The engine's word: nothing up to this number needs to be sent again. */
    void durable(long upToSeq, long nowNs) {
        locked(() -> {
            held.durable(upToSeq, nowNs);
            int before = waiting.size();
            waiting.removeIf(message -> message.seq() != Publication.NO_SEQ && message.seq() <= held.mark());
            acked += before - waiting.size();
        });
    }

    /** Where the engine waits for something in vain, all that is held waits to be sent again; true where that is so. */
    boolean repeatStalled(long nowNs) {
        lock.lock();
        try {
            if (!held.isStalled(nowNs)) {
                return false;
            }
            List<Publication> again = held.takeAll(nowNs);
            acked -= again.size();
            repeated += again.size();
            for (int i = again.size() - 1; i >= 0; i--) {
                waiting.addFirst(again.get(i));
            }
            version++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The lowest number that is still here to be sent; {@link Publication#NO_SEQ} where there is none. */
    long lowestSeq() {
        lock.lock();
        try {
            long lowest = Stream.concat(waiting.stream(), underWay.stream())
                    .mapToLong(Publication::seq)
                    .filter(seq -> seq != Publication.NO_SEQ)
                    .min()
                    .orElse(Long.MAX_VALUE);
            lowest = Math.min(lowest, held.lowest());
            return lowest == Long.MAX_VALUE ? Publication.NO_SEQ : lowest;
        } finally {
            lock.unlock();
        }
    }

    /** True where nothing needs us any more: all is with the broker, and with the engine if it speaks to us. */
    boolean isDone() {
        lock.lock();
        try {
            return waiting.isEmpty() && underWay.isEmpty() && (held.size() == 0 || !held.isTold());
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: what was under way waits again, first of all and in its old order. */
    void connectionLost() {
        locked(() -> {
            repeated += underWay.size();
            for (Iterator<Publication> newestFirst = underWay.descendingIterator(); newestFirst.hasNext(); ) {
                waiting.addFirst(newestFirst.next());
            }
            underWay.clear();
        });
    }

    /** Lets a waiting thread look again. */
    void wake() {
        locked(() -> {});
    }

    /** Rises with every change. */
    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has changed since a version, or until a time has passed. */
    void awaitChange(long since, long waitMs) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(waitMs);
        lock.lock();
        try {
            while (version == since && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    Counts counts() {
        lock.lock();
        try {
            return new Counts(
                    offered,
                    published,
                    acked,
                    repeated,
                    dropped,
                    waiting.size() + underWay.size(),
                    held.size(),
                    held.forgotten());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
