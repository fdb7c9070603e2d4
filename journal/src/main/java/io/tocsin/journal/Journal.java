package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of an append-only log of records in one folder; its format is in docs/journal-format.md.
 *
 * <p>Group commit is many {@link #append}s and one {@link #force}. For one writing thread; {@link #durableSeq},
 * {@link #firstSeq}, {@link #reader} and {@link #deleteBelow} may be called from others. An interrupt of the writing
 * thread closes the file under it and fails the journal, so never interrupt it.
 *
 * <p>After a {@link JournalFailed} from append or force this journal stays failed until {@link #goOn}, or until it is
 * closed and the folder opened anew: both go on in a new file, with every durable record and perhaps some of those after
 * them.
 */
public final class Journal implements Closeable {

    /**
     * How to write: shard, 0 to 65535; size at which a segment is closed; the most that key and payload of one record
     * may have together. A single record may make a segment larger.
     */
    public record Options(int shard, long segmentBytes, int maxRecordBytes) {
        private static final int MAX_RECORD_BYTES = Frame.BYTES_MAX - Frame.KEY;

        public Options {
            require(shard >= 0 && shard <= 0xffff, "shard from 0 to 65535", shard);
            require(segmentBytes > 0, "segmentBytes over 0", segmentBytes);
            require(
                    maxRecordBytes > 0 && maxRecordBytes <= MAX_RECORD_BYTES,
                    "maxRecordBytes from 1 to " + MAX_RECORD_BYTES,
                    maxRecordBytes);
        }

        /** Segments of 64 MiB, records of up to 2 MiB. */
        public static Options ofShard(int shard) {
            return new Options(shard, 64L << 20, 2 << 20);
        }

        private static void require(boolean holds, String expected, long was) {
            if (!holds) {
                throw new IllegalArgumentException("expected " + expected + ", was " + was);
            }
        }

        int frameBytesMax() {
            return Frame.KEY + maxRecordBytes;
        }
    }

    private enum State {
        OPEN,
        FAILED,
        CLOSED
    }

    private final Storage storage;
    private final Closeable lock;
    private final Options options;
    private final List<TornTail> cut;
    private Stamp stamp;
    private SegmentWriter writer;
    private State state = State.OPEN;
    private @Nullable IOException failure;
    private volatile long firstSeq;
    private volatile long durableSeq;
    /** How often a failed end was replaced: an open file of before may be another than the one under its name. */
    private final AtomicInteger repairs = new AtomicInteger();

    private Journal(Storage storage, Closeable lock, Options options) throws IOException {
        this.storage = storage;
        this.lock = lock;
        this.options = options;
        this.stamp = new Stamp(options.shard, 0, 0);
        Recovery.Found found = Recovery.run(storage);
        this.cut = found.cut();
        this.firstSeq = found.firstSeq();
        this.durableSeq = found.lastSeq();
        this.writer = SegmentWriter.create(storage, new Segment(durableSeq + 1), options.frameBytesMax());
    }

    /** Opens or creates the journal of a folder and takes its lock. Throws each kind of {@link JournalException}. */
    public static Journal open(Path folder, Options options) throws JournalException {
        return open(Storage.folder(folder), options);
    }

    /** As {@link #open(Path, Options)}, on another storage. */
    public static Journal open(Storage storage, Options options) throws JournalException {
        try {
            storage.makeFolder();
            return opened(storage, storage.lock(), options);
        } catch (IOException e) {
            throw asJournalException("open the journal for writing", storage, e);
        }
    }

    private static Journal opened(Storage storage, Closeable lock, Options options) throws IOException {
        try {
            return new Journal(storage, lock, options);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Reads a folder without its lock, from {@code fromSeq} or the oldest record held: for tools. While a journal is
     * being written there, the newest records seen may not be durable yet.
     */
    public static JournalReader read(Path folder, long fromSeq) throws JournalException {
        return read(Storage.folder(folder), fromSeq);
    }

    /** As {@link #read(Path, long)}, on another storage. */
    public static JournalReader read(Storage storage, long fromSeq) throws JournalException {
        try {
            List<Segment> all = Segment.all(storage);
            return JournalReader.ofFolder(
                    storage,
                    all.isEmpty() ? fromSeq : Math.max(fromSeq, all.get(0).firstSeq()));
        } catch (IOException e) {
            throw asJournalException("read the journal", storage, e);
        }
    }

    /** The first seq of each of a folder's segments, oldest first, without its lock: for tools. */
    public static List<Long> segmentsOf(Path folder) throws JournalException {
        Storage storage = Storage.folder(folder);
        try {
            return Segment.all(storage).stream().map(Segment::firstSeq).toList();
        } catch (IOException e) {
            throw asJournalException("read the journal", storage, e);
        }
    }

    /** What records appended from now on say of leader term and configuration; both are 0 before the first call. */
    public void stamp(int epoch, long configHash) {
        stamp = new Stamp(options.shard, epoch, configHash);
    }

    /**
     * Appends a record and returns its seq. It is not durable before {@link #force}. The type is the caller's, but 0 is
     * taken.
     */
    public long append(byte type, long receiveTimeMs, byte[] key, byte[] payload) throws JournalException {
        requireOpen();
        requireFits(type, key, payload);
        state = State.FAILED; // until it went well, so that no exception of any kind leaves half a record behind
        try {
            if (!writer.isEmpty() && writer.bytesWhenSealed() + Frame.bytes(key, payload) > options.segmentBytes) {
                roll();
            }
            long seq = writer.append(stamp, type, receiveTimeMs, key, payload);
            state = State.OPEN;
            return seq;
        } catch (IOException e) {
            throw failed("append to the journal", e);
        }
    }

    /** Writes what was appended and returns when it is durable. */
    public void force() throws JournalException {
        requireOpen();
        state = State.FAILED;
        try {
            writer.force();
            durableSeq = writer.forcedSeq();
            state = State.OPEN;
        } catch (IOException e) {
            throw failed("force the journal to disk", e);
        }
    }

    /**
     * Takes a failed journal up again, in a new file: what the disk did not take is not trusted to any file that was
     * being written. Does nothing where the journal has not failed. Where it fails once more, it may be tried again.
     *
     * @return the newest record, which is durable; it may lie behind the durable one of before the failure
     */
    public long goOn() throws JournalException {
        if (state == State.CLOSED) {
            throw new IllegalStateException("expected an open journal, was closed folder=" + storage.path());
        }
        if (state == State.OPEN) {
            return durableSeq;
        }
        try {
            writer.close();
            Recovery.Found found = Recovery.run(storage);
            if (found.lastSeq() < durableSeq) {
                throw new IOException("expected record " + durableSeq + " to be there still, was " + found.lastSeq());
            }
            writer = SegmentWriter.create(storage, new Segment(found.lastSeq() + 1), options.frameBytesMax());
            repairs.incrementAndGet();
            durableSeq = found.lastSeq();
            failure = null;
            state = State.OPEN;
            return durableSeq;
        } catch (IOException e) {
            deleteUnfinished(e);
            throw failed("go on with the journal", e);
        }
    }

    /** What was begun for a repair must not fill the disk that had no room for it. */
    private void deleteUnfinished(IOException reason) {
        try {
            Segment.deleteUnfinished(storage);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private void roll() throws IOException {
        writer.seal();
        durableSeq = writer.forcedSeq();
        writer.close();
        writer = SegmentWriter.create(storage, new Segment(durableSeq + 1), options.frameBytesMax());
    }

    /** The newest appended record, 0 for none. For the writing thread. */
    public long lastSeq() {
        return writer.lastSeq();
    }

    /** The newest durable record, 0 for none. Rises in {@link #force}, and in an append that begins a new segment. */
    public long durableSeq() {
        return durableSeq;
    }

    /** The oldest record held, or the first to come. */
    public long firstSeq() {
        return firstSeq;
    }

    /** What opening had to cut off, never a record that was durable. Mostly nothing, mostly at most one tail. */
    public List<TornTail> cut() {
        return cut;
    }

    /**
     * A reader of the durable records from {@code fromSeq} on, which may be the next one to come. Beyond that the
     * journal has lost its end, or the cursor is another's: {@link RecordsMissing}.
     */
    public JournalReader reader(long fromSeq) throws RecordsMissing {
        if (fromSeq < firstSeq || fromSeq > durableSeq + 1) {
            throw new RecordsMissing(storage.path(), fromSeq, firstSeq, durableSeq);
        }
        return JournalReader.ofJournal(storage, fromSeq, this::durableSeq, repairs::get);
    }

    /** A whole file of the journal and its size, for deciding on retention. */
    public record SegmentSize(long firstSeq, long bytes) {}

    /** All segments, oldest first; the last is the one being written. */
    public List<SegmentSize> segments() throws JournalException {
        try {
            List<SegmentSize> sizes = new ArrayList<>();
            for (Segment segment : Segment.all(storage)) {
                sizeOf(segment).ifPresent(sizes::add);
            }
            return sizes;
        } catch (IOException e) {
            throw asJournalException("measure the journal", storage, e);
        }
    }

    /** Nothing where {@link #deleteBelow} was quicker. */
    private Optional<SegmentSize> sizeOf(Segment segment) throws IOException {
        try (Storage.StorageFile file = storage.open(segment.name())) {
            return Optional.of(new SegmentSize(segment.firstSeq(), file.size()));
        } catch (IOException e) {
            if (Segment.all(storage).contains(segment)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Deletes the segments that hold only records before {@code seq}, never the one being written, and returns the
     * oldest record still held. One thread at a time. A failure here does not fail the journal.
     */
    public long deleteBelow(long seq) throws JournalException {
        try {
            List<Segment> all = Segment.all(storage);
            for (int i = 0; i + 1 < all.size() && all.get(i + 1).firstSeq() <= seq; i++) {
                storage.sync(); // a sync that failed may have left an older deletion undone
                firstSeq = all.get(i + 1).firstSeq();
                storage.delete(all.get(i).name());
                storage.sync(); // one by one: a crash must not leave a hole between older and newer segments
            }
            return firstSeq;
        } catch (IOException e) {
            throw asJournalException("delete old segments", storage, e);
        }
    }

    /** Makes everything durable, seals the segment and gives up the lock. A failed journal writes nothing more. */
    @Override
    public void close() throws JournalException {
        if (state == State.CLOSED) {
            return;
        }
        boolean whole = state == State.OPEN;
        state = State.CLOSED;
        try (lock) {
            end(whole);
        } catch (IOException e) {
            throw asJournalException("close the journal", storage, e);
        }
    }

    private void end(boolean whole) throws IOException {
        try (SegmentWriter last = writer) {
            if (whole) {
                last.seal();
                durableSeq = last.forcedSeq();
            }
        }
    }

    private void requireOpen() throws JournalFailed {
        if (state == State.CLOSED) {
            throw new IllegalStateException("expected an open journal, was closed folder=" + storage.path());
        }
        if (state == State.FAILED) {
            IOException cause = failure == null ? new IOException("an error of the program") : failure;
            throw new JournalFailed("write a journal that has not failed", storage.path(), cause);
        }
    }

    private void requireFits(byte type, byte[] key, byte[] payload) {
        Options.require(type != Frame.SEAL, "a record type other than 0", type);
        Options.require(key.length <= Frame.KEY_BYTES_MAX, "a key of at most 65535 bytes", key.length);
        long bytes = (long) key.length + payload.length;
        Options.require(
                bytes <= options.maxRecordBytes, "a record of at most " + options.maxRecordBytes + " bytes", bytes);
    }

    private JournalFailed failed(String doing, IOException cause) {
        failure = cause;
        return new JournalFailed(doing, storage.path(), cause);
    }

    static JournalException asJournalException(String doing, Storage storage, IOException e) {
        return e instanceof JournalException known ? known : new JournalFailed(doing, storage.path(), e);
    }
}
