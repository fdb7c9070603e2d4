package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a folder back to whole, sealed segments after any end of its last writer, and refuses when records that were
 * durable are damaged.
 *
 * <p>Reads the newest segment whole and of each older one its two ends; what lies between is checked when it is read.
 */
final class Recovery {
    private static final int COPY_BYTES = 64 << 10;

    private final Storage storage;
    private final List<TornTail> cut = new ArrayList<>();

    private Recovery(Storage storage) {
        this.storage = storage;
    }

    /** Which records are there, all of them durable, and what had to be cut behind them. */
    record Found(long firstSeq, long lastSeq, List<TornTail> cut) {}

    static Found run(Storage storage) throws IOException {
        Segment.deleteUnfinished(storage);
        List<Segment> all = Segment.all(storage);
        if (all.isEmpty()) {
            return new Found(1, 0, List.of());
        }
        Recovery recovery = new Recovery(storage);
        for (int i = 0; i + 1 < all.size(); i++) {
            recovery.checkEnds(all.get(i), all.get(i + 1));
        }
        long lastSeq = recovery.endNewest(all.get(all.size() - 1));
        return new Found(all.get(0).firstSeq(), lastSeq, List.copyOf(recovery.cut));
    }

    private void checkEnds(Segment segment, Segment next) throws IOException {
        try (SegmentReader reader = SegmentReader.open(storage, segment)) {
            if (reader.endsWithSeal(next.firstSeq())) {
                return;
            }
        }
        restoreSeal(segment, next);
    }

    /**
     * A crash can take the seal alone: seen whole at one start, but never synced, and lost with the power later. The
     * next segment proves where this one ends.
     */
    private void restoreSeal(Segment segment, Segment next) throws IOException {
        try (SegmentReader reader = SegmentReader.open(storage, segment)) {
            long seq = reader.skipRecords();
            if (seq != next.firstSeq() || reader.size() - reader.offset() > Frame.SEAL_BYTES) {
                throw reader.corrupted(seq, "expected records up to the next segment, was " + reader.found());
            }
            cut(reader, seq);
        }
    }

    private long endNewest(Segment newest) throws IOException {
        try (SegmentReader reader = SegmentReader.open(storage, newest)) {
            long seq = reader.skipRecords();
            if (reader.next(seq, new RecordView()) != SegmentReader.Step.SEAL) {
                cut(reader, seq);
            }
            return seq - 1;
        }
    }

    /** Ends a segment that has no seal before its first frame that is torn or missing. */
    private void cut(SegmentReader reader, long seq) throws IOException {
        String found = reader.found();
        if (reader.laterFrameProvesForced(seq)) {
            throw reader.corrupted(seq, "expected a record that was durable once, was " + found);
        }
        Segment segment = reader.segment();
        if (seq > segment.firstSeq()) {
            replaceByPrefix(segment, reader.offset(), reader.frame().seal(seq));
        }
        long torn = reader.size() - reader.offset();
        if (torn > 0) {
            cut.add(new TornTail(segment.name(), reader.offset(), torn, seq - 1));
        }
    }

    /**
     * Copies instead of truncating. What was read may exist in memory only, if the last writer ended with a failed sync;
     * syncing that file once more would prove nothing.
     */
    private void replaceByPrefix(Segment segment, long length, ByteBuffer seal) throws IOException {
        try (Storage.StorageFile from = storage.open(segment.name());
                Storage.StorageFile to = storage.create(segment.unfinishedName())) {
            copy(from, to, length);
            to.write(seal);
            to.force();
        }
        storage.rename(segment.unfinishedName(), segment.name());
        storage.sync();
    }

    private static void copy(Storage.StorageFile from, Storage.StorageFile to, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
        for (long at = 0; at < length; at += bytes.limit()) {
            bytes.clear().limit((int) Math.min(COPY_BYTES, length - at));
            from.read(bytes, at);
            if (bytes.hasRemaining()) {
                throw new IOException("a file that became shorter while it was read");
            }
            to.write(bytes.flip());
        }
    }
}
