package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of a journal in order, across segments, also while they are being written.
 *
 * <p>For one thread, which need not be the writer's. It holds one open file; close it.
 */
public final class JournalReader implements Closeable {
    private final Storage storage;
    private final LongSupplier durableSeq;
    /** Rises whenever the writer put another file in the place of its newest. */
    private final IntSupplier repairs;
    /** Whether a journal vouches for every record up to its durable seq, so that nothing may be torn. */
    private final boolean vouched;

    private final RecordView view = new RecordView();
    private @Nullable SegmentReader open;
    /** Whether the open segment was the newest when it was opened. */
    private boolean newest;
    /** The record standing next in the open segment. */
    private long nextSeq;
    /** The smallest seq not yet handed out. */
    private long wantedSeq;
    /** Bytes read ahead hold the final content of records up to here only. */
    private long settledSeq;

    private int repairsWhenOpened;

    private JournalReader(
            Storage storage, long fromSeq, LongSupplier durableSeq, IntSupplier repairs, boolean vouched) {
        this.storage = storage;
        this.wantedSeq = fromSeq;
        this.durableSeq = durableSeq;
        this.repairs = repairs;
        this.vouched = vouched;
    }

    static JournalReader ofJournal(Storage storage, long fromSeq, LongSupplier durableSeq, IntSupplier repairs) {
        return new JournalReader(storage, fromSeq, durableSeq, repairs, true);
    }

    static JournalReader ofFolder(Storage storage, long fromSeq) {
        return new JournalReader(storage, fromSeq, () -> Long.MAX_VALUE, () -> 0, false);
    }

    /**
     * Goes to the next record. Returns false at the end, and may be asked again later. Throws
     * {@link JournalCorrupted} on any damage, {@link RecordsMissing} when retention overtook it.
     */
    public boolean next() throws JournalException {
        long durable = durableSeq.getAsLong();
        try {
            boolean moved = wantedSeq <= durable && advance(durable);
            while (moved && view.seq() < wantedSeq) {
                moved = advance(durable);
            }
            wantedSeq += moved ? 1 : 0;
            return moved;
        } catch (IOException e) {
            throw Journal.asJournalException("read record " + wantedSeq, storage, e);
        }
    }

    /** The record {@link #next} went to. Its content is gone with the next call. */
    public RecordView record() {
        return view;
    }

    private boolean advance(long durable) throws IOException {
        if (repairs.getAsInt() != repairsWhenOpened) {
            close();
        }
        SegmentReader segment = open != null ? open : openHolding(wantedSeq);
        if (segment == null) {
            return false;
        }
        if (nextSeq > settledSeq) {
            segment.refresh();
            settledSeq = durable;
        }
        return switch (segment.next(nextSeq, view)) {
            case RECORD -> {
                nextSeq++;
                yield true;
            }
            case SEAL -> leave(segment) && advance(durable);
            case NONE -> endOf(segment, durable);
        };
    }

    private @Nullable SegmentReader openHolding(long seq) throws IOException {
        repairsWhenOpened = repairs.getAsInt();
        List<Segment> all = Segment.all(storage);
        if (all.isEmpty()) {
            return null;
        }
        int index = all.size() - 1;
        while (index >= 0 && all.get(index).firstSeq() > seq) {
            index--;
        }
        if (index < 0) {
            throw new RecordsMissing(storage.path(), seq, all.get(0).firstSeq(), durableSeq.getAsLong());
        }
        newest = index == all.size() - 1;
        nextSeq = all.get(index).firstSeq();
        open = openListed(all.get(index));
        return open != null ? open : openHolding(seq);
    }

    /** Null where retention deleted it between its listing and its opening: then what is there now counts. */
    private @Nullable SegmentReader openListed(Segment segment) throws IOException {
        try {
            return SegmentReader.open(storage, segment);
        } catch (IOException e) {
            if (Segment.all(storage).contains(segment)) {
                throw e;
            }
            return null;
        }
    }

    /** From a sealed segment to the one that begins behind it, if there is one. */
    private boolean leave(SegmentReader sealed) throws IOException {
        boolean overtaken = !newest || isOvertaken(); // asked first: what lies before a listed segment was made before
        boolean followed = isFollowed(sealed);
        close();
        if (followed) {
            openHolding(nextSeq);
        } else if (vouched || overtaken) {
            throw gapAt(new Segment(nextSeq));
        }
        return followed;
    }

    /** Whether later segments came while this one was read, so that retention may have deleted those between. */
    private boolean isOvertaken() throws IOException {
        return Segment.all(storage).stream().anyMatch(segment -> segment.firstSeq() > nextSeq);
    }

    private boolean isFollowed(SegmentReader segment) throws IOException {
        Segment following = new Segment(nextSeq);
        return following.compareTo(segment.segment()) > 0
                && Segment.all(storage).contains(following);
    }

    private JournalException gapAt(Segment missing) throws IOException {
        long oldest = Segment.all(storage).get(0).firstSeq();
        return oldest > missing.firstSeq()
                ? new RecordsMissing(storage.path(), missing.firstSeq(), oldest, durableSeq.getAsLong())
                : missing.corrupted(storage.path(), 0, "expected a segment, was none");
    }

    /**
     * The newest segment of a folder may end anywhere, but not before a record that was durable; an older one may have
     * lost its seal, but no record.
     */
    private boolean endOf(SegmentReader segment, long durable) throws IOException {
        String found = segment.found();
        if (!vouched && !newest && isFollowed(segment)) {
            return leave(segment) && advance(durable);
        }
        if (!vouched && newest && !segment.laterFrameProvesForced(nextSeq)) {
            close(); // opened anew when asked again: a recovery may have put another file in its place
            return false;
        }
        if (segment.next(nextSeq, view) != SegmentReader.Step.RECORD) {
            throw segment.corrupted(nextSeq, "expected a record that was durable once, was " + found);
        }
        nextSeq++; // it was still being written when it was looked for first
        return true;
    }

    @Override
    public void close() throws JournalException {
        SegmentReader segment = open;
        open = null;
        if (segment == null) {
            return;
        }
        try {
            segment.close();
        } catch (IOException e) {
            throw Journal.asJournalException("close the segment read", storage, e);
        }
    }
}
