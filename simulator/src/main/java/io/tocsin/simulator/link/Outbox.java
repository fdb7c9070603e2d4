package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.Publication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has to say and what the broker has not acknowledged yet, in order and bounded. When it is full the
 * oldest that waits is given up, and counted. Thread-safe.
 */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Publication> waiting = new ArrayDeque<>();
    private final Deque<Publication> underWay = new ArrayDeque<>();
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
        this.inFlightMax = inFlightMax;
    }

    /** @param buffered messages that wait or are under way */
    record Counts(long offered, long published, long acked, long repeated, long dropped, int buffered) {}

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
            }
        });
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
            return new Counts(offered, published, acked, repeated, dropped, waiting.size() + underWay.size());
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
