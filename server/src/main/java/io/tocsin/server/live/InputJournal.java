package io.tocsin.server.live;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The journal thread's work: takes inputs from a bounded queue, appends them, makes the group durable with one
 * fdatasync, hands it on to the engine, and only then acknowledges, in order of arrival.
 *
 * <p>{@link #offer} and {@link #submit} are for any thread; {@link #doWork} is for one.
 */
final class InputJournal {
    private static final int GROUP = 4_096;
    /** A group stays in memory until the engine is done with it, so it is bounded by its bytes too. */
    private static final long GROUP_BYTES = 4L << 20;

    /** What the bookkeeping of one input takes, roughly. */
    private static final long INPUT_BYTES = 128;

    private static final long ENGINE_PATIENCE_MS = 200;
    private static final byte[] NO_KEY = new byte[0];

    /** How much may wait before messages are refused. */
    record Bounds(int messages, long bytes) {
        static Bounds standard() {
            return new Bounds(65_536, 64L << 20);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to disk
    private record Waiting(InputType type, long receiveTimeMs, String topic, byte[] payload, Runnable durable) {
        long bytes() {
            return INPUT_BYTES + topic.length() + payload.length;
        }
    }

    private final Journal journal;
    private final BlockingQueue<List<InputRecord>> engine;
    private final Bounds bounds;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final List<Waiting> group = new ArrayList<>(GROUP);
    private final EngineListener listener;
    private final BooleanSupplier engineIsWell;
    private long newestReceiveMs;

    /** @param newestReceiveMs time of the last record before us: times of receipt never fall, whatever the clock did */
    InputJournal(
            Journal journal,
            long newestReceiveMs,
            BlockingQueue<List<InputRecord>> engine,
            Bounds bounds,
            EngineListener listener,
            BooleanSupplier engineIsWell) {
        this.journal = journal;
        this.newestReceiveMs = newestReceiveMs;
        this.engine = engine;
        this.bounds = bounds;
        this.listener = listener;
        this.engineIsWell = engineIsWell;
    }

    /** Takes a message in; false, and nothing is taken, where too much waits already. Never blocks. */
    boolean offer(InputType type, long receiveTimeMs, String topic, byte[] payload, Runnable durable) {
        Waiting waiting = new Waiting(type, receiveTimeMs, topic, payload, durable);
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
    void submit(InputType type, long receiveTimeMs, byte[] payload, Runnable durable) {
        add(new Waiting(type, receiveTimeMs, "", payload, durable));
    }

    private void add(Waiting waiting) {
        queuedBytes.addAndGet(waiting.bytes());
        queue.add(waiting);
    }

    /** Makes one group durable; waits for the first input at most {@code waitMs}. */
    void doWork(long waitMs) throws InterruptedException, JournalException {
        Waiting first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        gather(first);
        List<InputRecord> records = append();
        long begun = System.nanoTime();
        journal.force();
        listener.forced(group.size(), System.nanoTime() - begun);
        handOn(records);
        acknowledge();
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
    private void handOn(List<InputRecord> records) throws InterruptedException {
        while (!engine.offer(records, ENGINE_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            if (!engineIsWell.getAsBoolean()) {
                throw new IllegalStateException("expected a working engine to hand inputs on to");
            }
        }
    }

    private List<InputRecord> append() throws JournalException {
        List<InputRecord> records = new ArrayList<>(group.size());
        for (Waiting waiting : group) {
            newestReceiveMs = Math.max(newestReceiveMs, waiting.receiveTimeMs());
            byte[] key = waiting.topic().isEmpty() ? NO_KEY : waiting.topic().getBytes(StandardCharsets.UTF_8);
            long seq = journal.append(waiting.type().code(), newestReceiveMs, key, waiting.payload());
            records.add(new InputRecord(waiting.type(), seq, newestReceiveMs, waiting.topic(), waiting.payload()));
        }
        return records;
    }

    private void acknowledge() {
        for (Waiting waiting : group) {
            queuedBytes.addAndGet(-waiting.bytes());
            waiting.durable().run();
        }
    }

    int queued() {
        return queue.size();
    }

    /** How much of the room is used: 0 to 1, and above where our own inputs came on top. */
    double queuedShare() {
        return Math.max((double) queue.size() / bounds.messages(), (double) queuedBytes.get() / bounds.bytes());
    }

    /** Time of the oldest input that the engine has not begun with; {@link Long#MAX_VALUE} where there is none. */
    long oldestMs() {
        List<InputRecord> handedOn = engine.peek();
        if (handedOn != null) {
            return handedOn.get(0).receiveTimeMs();
        }
        Waiting waiting = queue.peek();
        return waiting == null ? Long.MAX_VALUE : waiting.receiveTimeMs();
    }
}
