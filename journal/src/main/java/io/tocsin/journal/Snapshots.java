package io.tocsin.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots of a folder: what a consumer of a journal had made of all records up to a seq, so that it need not
 * start at the first. A snapshot is whole under its name or not there at all.
 *
 * <p>For one thread. It takes no lock: whoever holds the journal's lock owns its snapshots.
 */
public final class Snapshots {
    /** How many are kept: the newest, and older ones in case the disk spoils it. */
    public static final int KEPT = 3;

    /** The content that covers all records up to and including {@code seq}. */
    @SuppressWarnings("ArrayRecordComponent") // handed over whole and never compared; a copy could be 200 MiB
    public record Snapshot(long seq, byte[] content) {}

    private final Storage storage;
    private final List<String> damaged = new ArrayList<>();
    private List<SnapshotFile> files;

    private Snapshots(Storage storage) throws IOException {
        this.storage = storage;
        SnapshotFile.deleteUnfinished(storage);
        storage.sync(); // a crash may have come between a snapshot's new name and its sync
        this.files = SnapshotFile.all(storage);
    }

    /** Makes the folder where there is none, and deletes what a crash left unfinished. Reads no snapshot. */
    public static Snapshots open(Path folder) throws JournalException {
        return open(Storage.folder(folder));
    }

    /** As {@link #open(Path)}, on another storage. */
    public static Snapshots open(Storage storage) throws JournalException {
        try {
            storage.makeFolder();
            return new Snapshots(storage);
        } catch (IOException e) {
            throw Journal.asJournalException("open the snapshots", storage, e);
        }
    }

    /** Newest first. Whether they are whole shows only in {@link #read}. */
    public List<Long> seqs() {
        return files.stream().map(SnapshotFile::seq).toList();
    }

    /**
     * Reads one of {@link #seqs}. Nothing where the file is damaged: it is then kept as {@code <name>.damaged} and not
     * among the seqs any more. Throws {@link JournalTooNew} for a newer format, and {@link JournalFailed}, which leaves
     * the file where it is, when reading itself fails.
     */
    public Optional<Snapshot> read(long seq) throws JournalException {
        SnapshotFile file = new SnapshotFile(seq);
        if (!files.contains(file)) {
            throw new IllegalArgumentException("expected a seq of " + seqs() + ", was " + seq);
        }
        try {
            Optional<byte[]> content = file.read(storage);
            if (content.isEmpty()) {
                setAside(file);
            }
            return content.map(bytes -> new Snapshot(seq, bytes));
        } catch (IOException e) {
            throw Journal.asJournalException("read the snapshot " + file.name(), storage, e);
        }
    }

    private void setAside(SnapshotFile file) throws IOException {
        storage.rename(file.name(), file.damagedName());
        storage.sync();
        files = SnapshotFile.all(storage);
        damaged.add(file.damagedName());
    }

    /**
     * Writes a snapshot, durable when this returns, and deletes all but the {@link #KEPT} newest. {@code seq} must not
     * be older than the newest, and its records must be durable. After {@link JournalFailed} the older snapshots are
     * there as before, and it may be tried again.
     */
    public void write(long seq, byte[] content) throws JournalException {
        long newest = files.isEmpty() ? 0 : files.get(0).seq();
        if (seq < newest) {
            throw new IllegalArgumentException("expected a seq from " + newest + ", was " + seq);
        }
        SnapshotFile file = new SnapshotFile(seq);
        try {
            store(file, content);
            storage.rename(file.unfinishedName(), file.name());
            storage.sync();
            deleteAllButKept();
        } catch (IOException e) {
            throw Journal.asJournalException("write the snapshot " + file.name(), storage, e);
        }
    }

    private void store(SnapshotFile snapshot, byte[] content) throws IOException {
        try (Storage.StorageFile file = storage.create(snapshot.unfinishedName())) {
            snapshot.write(file, content);
        } catch (IOException e) {
            giveBackRoom(snapshot, e);
            throw e;
        }
    }

    /** On a full disk half a snapshot would take the room that the journal needs. */
    private void giveBackRoom(SnapshotFile snapshot, IOException failure) {
        try {
            storage.delete(snapshot.unfinishedName());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** A deleted file counts until that is durable: it may come back, and the journal behind it must be there then. */
    private void deleteAllButKept() throws IOException {
        files = SnapshotFile.all(storage);
        int kept = Math.min(KEPT, files.size());
        for (SnapshotFile old : files.subList(kept, files.size())) {
            storage.delete(old.name());
        }
        storage.sync();
        files = files.subList(0, kept);
    }

    /**
     * The oldest kept, 0 for none. Records up to and including this one may be deleted from the journal, and no later
     * ones, so that each snapshot kept can be gone on from. With fewer than {@link #KEPT} there is less to fall back on.
     */
    public long oldestSeq() {
        return files.isEmpty() ? 0 : files.get(files.size() - 1).seq();
    }

    /**
     * The first record of the journal that a start may need, 1 for all of them: that behind the oldest, once there are as
     * many as are kept. While there are fewer, one that turns out to be damaged could leave none.
     */
    public long neededFrom() {
        return files.size() < KEPT ? 1 : oldestSeq() + 1;
    }

    /** Sets one of {@link #seqs} aside that cannot be used, for it covers more than the journal holds. */
    public void discard(long seq) throws JournalException {
        SnapshotFile file = new SnapshotFile(seq);
        try {
            setAside(file);
        } catch (IOException e) {
            throw Journal.asJournalException("set aside the snapshot " + file.name(), storage, e);
        }
    }

    /** The whole snapshots of a folder, newest first, for tools: nothing there is changed, and who writes there goes on. */
    public static List<Snapshot> look(Path folder) throws JournalException {
        Storage storage = Storage.folder(folder);
        List<Snapshot> found = new ArrayList<>();
        try {
            for (SnapshotFile file : SnapshotFile.all(storage)) {
                look(storage, file).ifPresent(found::add);
            }
            return found;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw Journal.asJournalException("look at the snapshots", storage, e);
        }
    }

    /** Nothing where it is damaged, of a newer program, or deleted meanwhile. */
    private static Optional<Snapshot> look(Storage storage, SnapshotFile file) throws IOException {
        try {
            return file.read(storage).map(content -> new Snapshot(file.seq(), content));
        } catch (NoSuchFileException | JournalTooNew e) {
            return Optional.empty();
        }
    }

    /** Names of the files that were set aside since opening. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }
}
