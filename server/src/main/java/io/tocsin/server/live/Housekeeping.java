package io.tocsin.server.live;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots down and deletes what nobody needs any more, on a thread of its own. What fails here harms nothing:
 * it is said, and tried again with the next snapshot.
 *
 * <p>Thread-safe.
 */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long LOOK_EVERY_MS = 200;
    /** However quickly inputs come, a start reads no more of them than this. */
    static final long RECORDS_MAX = 500_000;

    /**
     * How things stood behind a record of the journal.
     *
     * @param seq the record
     * @param eventSeq the newest record of the event log then
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to disk
    record Snapshot(long seq, long eventSeq, byte[] content) {}

    /** A log that is deleted from its beginning on, and who still reads it. */
    static final class Kept {
        private final Journal journal;
        private final Retention.Limits limits;
        private final List<LongSupplier> readers = new CopyOnWriteArrayList<>();
        private final LongConsumer lost;

        /** @param lost told of records that were deleted before every reader had them */
        Kept(Journal journal, Retention.Limits limits, LongConsumer lost) {
            this.journal = journal;
            this.limits = limits;
            this.lost = lost;
        }

        /** Somebody reads it: the newest record that he is done with. */
        void readBy(LongSupplier position) {
            readers.add(position);
        }

        private long heldFrom(long floor) {
            long from = floor;
            for (LongSupplier reader : readers) {
                from = Math.min(from, reader.getAsLong() + 1);
            }
            return from;
        }

        /** How full it is, of its limit; and whether a reader holds up what should go. */
        private boolean isNearlyFull(long floor, long bytes) {
            return bytes > limits.bytes() / 10 * 8 && heldFrom(floor) < floor;
        }
    }

    private final Snapshots snapshots;
    private final Kept inputs;
    private final Kept events;
    private final long everyNs;
    private final LongSupplier nowMs;
    private final AtomicReference<@Nullable Snapshot> next = new AtomicReference<>();
    /** Which record of the event log each snapshot belongs to, as far as it is known. */
    private final Map<Long, Long> eventSeqs = new TreeMap<>();

    private volatile long keptSeq;
    private volatile long keptNs = System.nanoTime();
    private volatile boolean busy;
    private volatile boolean nearlyFull;
    private volatile boolean deletes;

    Housekeeping(Snapshots snapshots, Kept inputs, Kept events, long everyMs, LongSupplier nowMs) {
        this.snapshots = snapshots;
        this.inputs = inputs;
        this.events = events;
        this.everyNs = TimeUnit.MILLISECONDS.toNanos(everyMs);
        this.nowMs = nowMs;
    }

    /** The engine went on from this snapshot. */
    void goesOnFrom(long seq, long eventSeq) {
        keptSeq = seq;
        eventSeqs.put(seq, eventSeq);
    }

    /** Everybody who reads the logs has said so. */
    void mayDelete() {
        deletes = true;
    }

    /** True where a snapshot is due that was taken behind this record. */
    boolean wants(long appliedSeq) {
        boolean long_ = System.nanoTime() - keptNs >= everyNs;
        return !busy && appliedSeq > keptSeq && (long_ || appliedSeq - keptSeq >= RECORDS_MAX);
    }

    /** Will be written soon, on this thread of ours. */
    void keep(@Nullable Snapshot snapshot) {
        if (snapshot != null) {
            busy = true;
            next.set(snapshot);
        }
    }

    /** Writes it before it returns; true where it is durable. */
    boolean keepNow(@Nullable Snapshot snapshot) {
        return snapshot == null || write(snapshot);
    }

    void doWork() throws InterruptedException {
        Snapshot snapshot = next.getAndSet(null);
        if (snapshot == null) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            return;
        }
        write(snapshot);
        busy = false;
        retain();
    }

    private synchronized boolean write(Snapshot snapshot) {
        keptNs = System.nanoTime();
        if (snapshot.seq() <= keptSeq) {
            return true;
        }
        try {
            snapshots.write(snapshot.seq(), snapshot.content());
            keptSeq = snapshot.seq();
            eventSeqs.put(snapshot.seq(), snapshot.eventSeq());
            eventSeqs.keySet().retainAll(snapshots.seqs());
            return true;
        } catch (JournalException e) {
            LOG.warn("a snapshot could not be written, the next start reads more of the journal: {}", e.getMessage());
            return false;
        }
    }

    /** Deletes what is too old or too much, never what a start needs. */
    synchronized void retain() {
        long neededFrom = snapshots.neededFrom();
        if (neededFrom == 1 || !deletes) {
            return;
        }
        Long oldestEvent = eventSeqs.get(neededFrom - 1);
        try {
            nearlyFull = delete(inputs, neededFrom, true);
            if (oldestEvent != null) {
                delete(events, oldestEvent + 1, false);
            }
        } catch (JournalException e) {
            LOG.warn("old records could not be deleted: {}", e.getMessage());
        }
    }

    /** @return whether it is nearly full of what a reader has not had */
    private boolean delete(Kept log, long floor, boolean mayLose) throws JournalException {
        long heldFrom = log.heldFrom(floor);
        List<Journal.SegmentSize> segments = log.journal.segments();
        Retention.Decision decision = Retention.decide(
                segments,
                seq -> receivedAt(log.journal, seq),
                log.limits,
                nowMs.getAsLong(),
                new Retention.Held(heldFrom, mayLose ? floor : heldFrom));
        long first = log.journal.firstSeq();
        if (decision.keepFrom() > first) {
            LOG.info("records {} to {} are deleted, all of them old or too much", first, decision.keepFrom() - 1);
            log.journal.deleteBelow(decision.keepFrom());
        }
        if (decision.keepFrom() > Math.max(heldFrom, first)) {
            log.lost.accept(decision.keepFrom() - Math.max(heldFrom, first));
        }
        return log.isNearlyFull(floor, decision.bytes());
    }

    private static long receivedAt(Journal journal, long seq) {
        try (JournalReader reader = journal.reader(seq)) {
            return reader.next() ? reader.record().receiveTimeMs() : Long.MAX_VALUE;
        } catch (JournalException e) {
            LOG.warn("record {} cannot be read: {}", seq, e.getMessage());
            return Long.MAX_VALUE;
        }
    }

    /** The newest record behind which a snapshot stands. */
    long keptSeq() {
        return keptSeq;
    }

    /** True where the journal is nearly as large as it may be, and somebody has not had all of it. */
    boolean isNearlyFull() {
        return nearlyFull;
    }
}
