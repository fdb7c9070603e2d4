package io.tocsin.server.live;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalFailed;
import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.events.ConfigHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal thread's work: takes inputs from a bounded queue, appends them, makes the group durable with one
 * fdatasync, hands it on to the engine, and only then acknowledges, in order of arrival.
 *
 * <p>Where the disk takes nothing, inputs are judged all the same, counted, and acknowledged once they were judged, so
 * that the broker's window does not blind us. Commands are not: nobody is told "done" of what could be undone.
 *
 * <p>{@link #offer} and {@link #submit} are for any thread; {@link #doWork} is for one.
 */
final class InputJournal {
    private static final Logger LOG = LoggerFactory.getLogger(InputJournal.class);
    private static final int GROUP = 4_096;
    /** A group stays in memory until the engine is done with it, so it is bounded by its bytes too. */
    private static final long GROUP_BYTES = 4L << 20;

    /** What the bookkeeping of one input takes, roughly. */
    private static final long INPUT_BYTES = 128;

    private static final long ENGINE_PATIENCE_MS = 200;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] NO_KEY = new byte[0];

    /** How much may wait before messages are refused. */
    record Bounds(int messages, long bytes) {
        static Bounds standard() {
            return new Bounds(65_536, 64L << 20);
        }
    }

    /**
     * What time it is before the first input.
     *
     * @param newestMs of the last record before us: times of receipt do not fall, but by a set clock
     * @param aheadMs what is added to the shell's clock
     */
    record Time(long newestMs, long aheadMs) {}

    /** The engine's end of the hand-over. */
    interface Engine {
        /** False where its thread came to grief. */
        boolean isWell();

        /** Samples that were judged and stand in no journal. */
        long undurableSamples();

        /** True where what was judged until now is durable by a snapshot, so that the journal may go on behind it. */
        boolean isSettled();

        void forced(int records, long nanos);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to disk
    private record Waiting(InputType type, long receiveTimeMs, String topic, byte[] payload, Runnable durable) {
        long bytes() {
            return INPUT_BYTES + topic.length() + payload.length;
        }
    }

    private final Journal journal;
    private final BlockingQueue<InputGroup> handOver;
    private final Bounds bounds;
    private final Engine engine;
    private final PlatformFaults faults;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final List<Waiting> group = new ArrayList<>(GROUP);
    /** What the host's clock was set by since the start, as far as it was followed. */
    private final AtomicLong adjustedMs = new AtomicLong();

    private volatile boolean durable = true;
    private final AtomicLong undurable = new AtomicLong();
    private long newestReceiveMs;
    private int epoch;
    private long gapFromMs;
    private long gapMessages;
    private long gapSamplesBefore;
    private long retryNs;

    InputJournal(
            Journal journal,
            Time time,
            BlockingQueue<InputGroup> handOver,
            Bounds bounds,
            Engine engine,
            PlatformFaults faults) {
        this.journal = journal;
        newestReceiveMs = time.newestMs();
        adjustedMs.set(time.aheadMs());
        this.handOver = handOver;
        this.bounds = bounds;
        this.engine = engine;
        this.faults = faults;
    }

    /**
     * The leader's term from now on, and the configuration in force. Before the journal thread begins: it goes on from
     * here by itself.
     */
    void term(int newEpoch, long configHash) {
        epoch = newEpoch;
        journal.stamp(epoch, configHash);
    }

    /**
     * Takes a message in; false, and nothing is taken, where too much waits already. Never blocks.
     *
     * @param receiveTimeMs by the shell's clock, which no setting of the host's clock moves
     */
    boolean offer(InputType type, long receiveTimeMs, String topic, byte[] payload, Runnable durably) {
        Waiting waiting = new Waiting(type, receiveTimeMs, topic, payload, durably);
        if (queue.size() >= bounds.messages() || queuedBytes.get() + waiting.bytes() > bounds.bytes()) {
            return false;
        }
        add(waiting);
        return true;
    }

    /** True where less than a quarter of the room is used. */
    boolean hasRoom() {
        return queue.size() < bounds.messages() / 4 && queuedBytes.get() < bounds.bytes() / 4;
    }

    /** Takes one of our own inputs in, which are few and never refused. */
    void submit(InputType type, long receiveTimeMs, byte[] payload, Runnable durably) {
        add(new Waiting(type, receiveTimeMs, "", payload, durably));
    }

    private void add(Waiting waiting) {
        queuedBytes.addAndGet(waiting.bytes());
        queue.add(waiting);
    }

    /** Makes one group durable; waits for the first input at most {@code waitMs}. */
    void doWork(long waitMs) throws InterruptedException, JournalException {
        Waiting first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
        if (!durable && System.nanoTime() - retryNs >= 0) {
            tryTheDiskAgain();
        }
        if (first == null) {
            return;
        }
        gather(first);
        List<InputRecord> records = durable ? written() : List.of();
        if (durable) {
            handOn(new InputGroup(records, true));
            acknowledge();
        } else {
            judgeUndurably();
        }
    }

    private void gather(Waiting first) {
        group.clear();
        long bytes = 0;
        Waiting next = first;
        while (next != null) {
            group.add(next);
            bytes += next.bytes();
            next = group.size() < GROUP && bytes < GROUP_BYTES ? queue.poll() : null;
        }
    }

    /** Waits for the engine as long as it works: what is on disk is not given up because the engine is slow. */
    private void handOn(InputGroup judged) throws InterruptedException {
        while (!handOver.offer(judged, ENGINE_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            requireEngine();
        }
    }

    private void awaitJudged(InputGroup judged) throws InterruptedException {
        handOn(judged);
        while (!judged.isJudgedWithin(ENGINE_PATIENCE_MS)) {
            requireEngine();
        }
    }

    private void requireEngine() {
        if (!engine.isWell()) {
            throw new IllegalStateException("expected a working engine to hand inputs on to");
        }
    }

    /** The group, durable; where the disk does not take it, nothing, and {@link #durable} is false from then on. */
    private List<InputRecord> written() throws JournalException {
        long before = newestReceiveMs;
        long adjustedBefore = adjustedMs.get();
        try {
            List<InputRecord> records = new ArrayList<>(group.size());
            for (Waiting waiting : group) {
                long timeMs = stamp(waiting);
                if (waiting.type() == InputType.CONFIGURED) {
                    journal.stamp(
                            epoch,
                            ConfigHash.of(Configured.of(waiting.payload()).hash()));
                }
                byte[] key =
                        waiting.topic().isEmpty() ? NO_KEY : waiting.topic().getBytes(StandardCharsets.UTF_8);
                long seq = journal.append(waiting.type().code(), timeMs, key, waiting.payload());
                records.add(new InputRecord(waiting.type(), seq, timeMs, waiting.topic(), waiting.payload()));
            }
            long begun = System.nanoTime();
            journal.force();
            engine.forced(group.size(), System.nanoTime() - begun);
            return records;
        } catch (JournalFailed e) {
            newestReceiveMs = before;
            adjustedMs.set(adjustedBefore);
            loseTheDisk(e);
            return List.of();
        }
    }

    /** Engine time of an input: it does not fall from one record to the next, but where the clock was set. */
    private long stamp(Waiting waiting) {
        if (waiting.type() == InputType.CLOCK_ADJUSTED) {
            long deltaMs = ByteBuffer.wrap(waiting.payload()).getLong();
            adjustedMs.addAndGet(deltaMs);
            newestReceiveMs = newestReceiveMs == Long.MIN_VALUE ? newestReceiveMs : newestReceiveMs + deltaMs;
        }
        newestReceiveMs = Math.max(newestReceiveMs, waiting.receiveTimeMs() + adjustedMs.get());
        return newestReceiveMs;
    }

    private void acknowledge() {
        for (Waiting waiting : group) {
            queuedBytes.addAndGet(-waiting.bytes());
            if (durable || !waiting.type().isCommand()) {
                waiting.durable().run();
            }
        }
    }

    // ---- where the disk takes nothing -------------------------------------------------------------------------------

    private void loseTheDisk(JournalFailed reason) {
        LOG.error(
                "inputs cannot be written to disk; alarms go on, what is judged now is counted: {}",
                reason.getMessage());
        durable = false;
        gapFromMs = newestReceiveMs;
        gapMessages = 0;
        gapSamplesBefore = engine.undurableSamples();
        retryNs = System.nanoTime() + RETRY_NS;
        faults.set(Part.NOT_DURABLE, true);
    }

    private void judgeUndurably() throws InterruptedException {
        List<InputRecord> records = new ArrayList<>(group.size());
        for (Waiting waiting : group) {
            long timeMs = stamp(waiting);
            records.add(new InputRecord(waiting.type(), 0, timeMs, waiting.topic(), waiting.payload()));
            gapMessages += waiting.topic().isEmpty() ? 0 : 1;
        }
        awaitJudged(new InputGroup(records, false));
        undurable.addAndGet(group.size());
        acknowledge();
    }

    /**
     * Goes on in a new file. The gap is recorded first; nothing is durable again before a snapshot stands behind it,
     * for the journal alone can no longer tell what the state is.
     */
    private void tryTheDiskAgain() throws InterruptedException {
        retryNs = System.nanoTime() + RETRY_NS;
        DurabilityGap gap = new DurabilityGap(
                gapMessages, engine.undurableSamples() - gapSamplesBefore, gapFromMs, newestReceiveMs);
        try {
            journal.goOn();
            long seq = journal.append(InputType.DURABILITY_GAP.code(), newestReceiveMs, NO_KEY, gap.encoded());
            journal.force();
            InputRecord record = new InputRecord(InputType.DURABILITY_GAP, seq, newestReceiveMs, "", gap.encoded());
            awaitJudged(new InputGroup(List.of(record), true));
        } catch (JournalException e) {
            LOG.debug("still not durable", e);
            return;
        }
        if (engine.isSettled()) {
            durable = true;
            LOG.warn(
                    "inputs are written to disk again; {} messages with {} samples were judged and not kept",
                    gap.messages(),
                    gap.samples());
            faults.set(Part.NOT_DURABLE, false);
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** False while the disk takes nothing. */
    boolean isDurable() {
        return durable;
    }

    /** Inputs that were judged and stand in no journal, since the start. */
    long undurable() {
        return undurable.get();
    }

    /** What is added to the shell's clock: by how much the host's clock was set since the start, and followed. */
    long adjustedMs() {
        return adjustedMs.get();
    }

    int queued() {
        return queue.size();
    }

    /** How much of the room is used: 0 to 1, and above where our own inputs came on top. */
    double queuedShare() {
        return Math.max((double) queue.size() / bounds.messages(), (double) queuedBytes.get() / bounds.bytes());
    }

    /** Time of the oldest input that the engine has not begun with, by the shell's clock; {@link Long#MAX_VALUE} where there is none. */
    long oldestMs() {
        InputGroup handedOn = handOver.peek();
        if (handedOn != null) {
            return handedOn.records().get(0).receiveTimeMs() - adjustedMs.get();
        }
        Waiting waiting = queue.peek();
        return waiting == null ? Long.MAX_VALUE : waiting.receiveTimeMs();
    }
}
