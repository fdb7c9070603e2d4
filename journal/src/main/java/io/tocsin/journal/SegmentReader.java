package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Walks the frames of one segment, believing none whose checksum and seq do not fit. */
final class SegmentReader implements Closeable {
    private static final int WINDOW_BYTES = 64 << 10;

    /** What stands at the reader's place. */
    enum Step {
        /** A record; the reader went past it. */
        RECORD,
        /** The seal: nothing follows in this segment. */
        SEAL,
        /** No whole, right frame: the end so far, a torn write or damage; {@link #found} says what. */
        NONE
    }

    private final Path folder;
    private final Segment segment;
    private final Storage.StorageFile file;
    private final Frame frame;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowStart;
    private long offset = SegmentHeader.BYTES;
    private String found = "";

    private SegmentReader(Path folder, Segment segment, Storage.StorageFile file, SegmentHeader header) {
        this.folder = folder;
        this.segment = segment;
        this.file = file;
        this.frame = new Frame(header.salt());
    }

    static SegmentReader open(Storage storage, Segment segment) throws IOException {
        Storage.StorageFile file = storage.open(segment.name());
        try {
            SegmentHeader header = SegmentHeader.read(file, storage.path(), segment);
            return new SegmentReader(storage.path(), segment, file, header);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    Segment segment() {
        return segment;
    }

    /** Offset behind the last record read. */
    long offset() {
        return offset;
    }

    long size() throws IOException {
        return file.size();
    }

    Frame frame() {
        return frame;
    }

    /** Forgets bytes read ahead, which the writer may have completed since. */
    void refresh() {
        window.limit(0);
        windowStart = offset;
    }

    /** Reads the frame that must have this seq, and puts a record into {@code view}. */
    Step next(long seq, RecordView view) throws IOException {
        if (!holdsFrame()) {
            return Step.NONE;
        }
        requireNext(seq);
        int at = at();
        if (window.get(at + Frame.TYPE) == Frame.SEAL) {
            return sealEndsFile();
        }
        view.moveTo(window, at);
        offset += window.getInt(at + Frame.LENGTH);
        return Step.RECORD;
    }

    /** Goes past all records and returns the seq that stands, or would stand, after them. */
    long skipRecords() throws IOException {
        RecordView view = new RecordView();
        long seq = segment.firstSeq();
        while (next(seq, view) == Step.RECORD) {
            seq++;
        }
        return seq;
    }

    /** Goes to where the seal of a finished segment must stand. What lies before it is not read. */
    boolean endsWithSeal(long nextFirstSeq) throws IOException {
        offset = Math.max(SegmentHeader.BYTES, file.size() - Frame.SEAL_BYTES);
        refresh();
        return next(nextFirstSeq, new RecordView()) == Step.SEAL;
    }

    /**
     * Whether a later frame proves that the record expected here was durable once, so that its absence is damage and
     * not a write torn by a crash. Un-synced writes reach a disk in any order, hence a later whole frame alone is no
     * proof: it must have been written after a force of this one.
     */
    boolean laterFrameProvesForced(long seq) throws IOException {
        long place = offset;
        long size = file.size();
        boolean proven = false;
        for (offset = place + 1; offset < size && !proven; offset++) {
            proven = mayBeLater(seq, size) && holdsFrame() && Frame.forcedSeq(window, at()) >= seq;
        }
        offset = place;
        refresh();
        return proven;
    }

    JournalCorrupted corrupted(long seq, String expectedAndWas) {
        return segment.corrupted(folder, offset, seq, expectedAndWas);
    }

    /** What stood where {@link #next} found no frame. */
    String found() {
        return found;
    }

    private Step sealEndsFile() throws IOException {
        if (offset + Frame.SEAL_BYTES == file.size()) {
            return Step.SEAL;
        }
        throw corrupted(segment.firstSeq(), "expected the file to end with its seal, was longer");
    }

    /** A whole frame out of its place is never a torn write: each byte of a segment is written once. */
    private void requireNext(long seq) throws JournalException {
        int version = Byte.toUnsignedInt(window.get(at() + Frame.VERSION));
        if (version > Frame.FORMAT) {
            throw new JournalTooNew(folder, segment.name(), version);
        }
        long was = window.getLong(at() + Frame.SEQ);
        if (was != seq) {
            throw corrupted(seq, "expected seq " + seq + ", was " + was);
        }
    }

    /** Whether the bytes at the offset are a whole frame with the right checksum. */
    private boolean holdsFrame() throws IOException {
        if (!has(Frame.KEY)) {
            return not("the end of the file");
        }
        if (!Frame.lengthIsPossible(window, at())) {
            return not("no possible length");
        }
        if (!has(window.getInt(at() + Frame.LENGTH))) {
            return not("a frame longer than the file");
        }
        return frame.crcMatches(window, at()) || not("another crc");
    }

    /** A cheap look before the checksum: could this be a later frame of a file of this size? */
    private boolean mayBeLater(long seq, long size) throws IOException {
        if (!has(Frame.KEY)) {
            return false;
        }
        long was = window.getLong(at() + Frame.SEQ);
        return was > seq && was <= seq + size;
    }

    private boolean not(String what) {
        found = what;
        return false;
    }

    private int at() {
        return (int) (offset - windowStart);
    }

    private boolean has(int bytes) throws IOException {
        if (at() + bytes > window.limit() && offset + bytes <= file.size()) {
            fill(bytes);
        }
        return at() + bytes <= window.limit();
    }

    private void fill(int bytes) throws IOException {
        if (window.capacity() < bytes) {
            window = ByteBuffer.allocate(bytes);
        }
        window.clear();
        file.read(window, offset);
        window.flip();
        windowStart = offset;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
