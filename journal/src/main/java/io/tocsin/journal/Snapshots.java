package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a folder: what a reader of a journal had made of it behind one of its records, so that it need not
 * read again what lies before. The newest {@value #KEPT} are kept, for one may turn out to be damaged; whoever deletes
 * old records must leave those from {@link #neededFrom} on. The format is in docs/journal-format.md.
 *
 * <p>For one thread. A snapshot is durable when {@link #write} returns; a crash leaves it or nothing of it.
 */
public final class Snapshots {
    /** How many are kept. */
    public static final int KEPT = 3;

    static final long MAGIC = 0x544f_4353_494e_534eL; // TOCSINSN
    static final int VERSION = 1;
    /** Magic, version, seq and length stand before the content; the checksum ends the file. */
    static final int CONTENT_AT = 28;

    private static final int CRC_BYTES = 4;
    private static final String SUFFIX = ".snapshot";
    private static final String UNFINISHED = ".snapshot.tmp";
    private static final String DAMAGED = ".damaged";
    private static final Pattern NAME = Pattern.compile("\\d{20}\\.snapshot");

    private final Storage storage;
    private final TreeSet<Long> seqs = new TreeSet<>();
    private final List<String> damaged = new ArrayList<>();

    /**
     * One snapshot.
     *
     * @param seq the last record of the journal that it covers
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes from a file
    public record Snapshot(long seq, byte[] content) {}

    private Snapshots(Storage storage) throws IOException {
        this.storage = storage;
        storage.makeFolder();
        for (String name : storage.list()) {
            if (name.endsWith(UNFINISHED)) {
                storage.delete(name);
            } else if (NAME.matcher(name).matches()) {
                seqs.add(Long.parseLong(name.substring(0, 20)));
            }
        }
    }

    /** Opens or creates the snapshots of a folder; what a crash left unfinished is deleted. */
    public static Snapshots open(Path folder) throws JournalException {
        return open(Storage.folder(folder));
    }

    /** As {@link #open(Path)}, on another storage. */
    public static Snapshots open(Storage storage) throws JournalException {
        try {
            return new Snapshots(storage);
        } catch (IOException e) {
            throw Journal.asJournalException("open the snapshots", storage, e);
        }
    }

    /** The whole snapshots of a folder, newest first, for tools: nothing there is changed, and who writes there goes on. */
    public static List<Snapshot> look(Path folder) throws JournalException {
        Storage storage = Storage.folder(folder);
        List<Snapshot> found = new ArrayList<>();
        try {
            for (String name : storage.list()) {
                Snapshot snapshot = NAME.matcher(name).matches() ? look(storage, name) : null;
                if (snapshot != null) {
                    found.add(snapshot);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw Journal.asJournalException("look at the snapshots", storage, e);
        }
        found.sort(Comparator.comparingLong(Snapshot::seq).reversed());
        return found;
    }

    /** Null where it is damaged, of a newer program, or deleted meanwhile. */
    private static @Nullable Snapshot look(Storage storage, String name) throws IOException {
        try {
            byte[] bytes = bytes(storage, name);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            boolean known = isWhole(bytes) && buffer.getInt(8) <= VERSION;
            return known
                    ? new Snapshot(buffer.getLong(12), Arrays.copyOfRange(bytes, CONTENT_AT, bytes.length - CRC_BYTES))
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The record that each covers, newest first; whether they are whole is seen when they are read. */
    public List<Long> seqs() {
        return List.copyOf(seqs.descendingSet());
    }

    /**
     * The first record of the journal that a start may need, 1 for all of them: that behind the oldest, once there are as
     * many as are kept. While there are fewer, one that turns out to be damaged could leave none.
     */
    public long neededFrom() {
        return seqs.size() < KEPT ? 1 : seqs.first() + 1;
    }

    /** Files that were found damaged since the folder was opened. */
    public List<String> damaged() {
        return Collections.unmodifiableList(damaged);
    }

    /**
     * Reads one; empty where it is damaged: it is set aside under another name and never used. One of a newer program is
     * left as it is: {@link JournalTooNew}.
     */
    public Optional<Snapshot> read(long seq) throws JournalException {
        try {
            byte[] bytes = bytes(storage, name(seq));
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (!isWhole(bytes)) {
                setAside(seq);
                return Optional.empty();
            }
            if (buffer.getInt(8) > VERSION) {
                throw new JournalTooNew(storage.path(), name(seq), buffer.getInt(8));
            }
            if (buffer.getLong(12) != seq || buffer.getLong(20) != bytes.length - CONTENT_AT - CRC_BYTES) {
                setAside(seq);
                return Optional.empty();
            }
            byte[] content = new byte[bytes.length - CONTENT_AT - CRC_BYTES];
            buffer.get(CONTENT_AT, content);
            return Optional.of(new Snapshot(seq, content));
        } catch (IOException e) {
            throw Journal.asJournalException("read the snapshot " + name(seq), storage, e);
        }
    }

    private static byte[] bytes(Storage storage, String name) throws IOException {
        try (Storage.StorageFile file = storage.open(name)) {
            byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    private static boolean isWhole(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int crcAt = bytes.length - CRC_BYTES;
        return crcAt >= CONTENT_AT && buffer.getLong(0) == MAGIC && buffer.getInt(crcAt) == crc(bytes, crcAt);
    }

    /** Sets one aside that cannot be used, for it covers more than the journal holds. */
    public void discard(long seq) throws JournalException {
        try {
            setAside(seq);
        } catch (IOException e) {
            throw Journal.asJournalException("set aside the snapshot " + name(seq), storage, e);
        }
    }

    private void setAside(long seq) throws IOException {
        seqs.remove(seq);
        damaged.add(name(seq));
        storage.rename(name(seq), name(seq) + DAMAGED);
        storage.sync();
    }

    /**
     * Writes one and deletes the oldest where there are more than {@value #KEPT}. Where that fails, those before are as
     * they were, and it may be tried again.
     *
     * @param seq the last record of the journal that it covers: above all others
     */
    public void write(long seq, byte[] content) throws JournalException {
        if (!seqs.isEmpty() && seq <= seqs.last()) {
            throw new IllegalArgumentException("expected a record behind " + seqs.last() + ", was " + seq);
        }
        try {
            store(seq, content);
            seqs.add(seq);
            while (seqs.size() > KEPT) {
                storage.delete(name(seqs.first()));
                seqs.remove(seqs.first());
            }
        } catch (IOException e) {
            throw Journal.asJournalException("write the snapshot " + name(seq), storage, e);
        }
    }

    private void store(long seq, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CONTENT_AT + content.length + CRC_BYTES);
        bytes.putLong(MAGIC)
                .putInt(VERSION)
                .putLong(seq)
                .putLong(content.length)
                .put(content);
        bytes.putInt(crc(bytes.array(), CONTENT_AT + content.length)).flip();
        String unfinished = digits(seq) + UNFINISHED;
        try (Storage.StorageFile file = storage.create(unfinished)) {
            file.write(bytes);
            file.force();
        } catch (IOException e) {
            deleteQuietly(unfinished, e);
            throw e;
        }
        storage.rename(unfinished, name(seq));
        storage.sync();
    }

    /** What was begun must not keep the disk full. */
    private void deleteQuietly(String unfinished, IOException reason) {
        try {
            storage.delete(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String name(long seq) {
        return digits(seq) + SUFFIX;
    }

    private static String digits(long seq) {
        return String.format(Locale.ROOT, "%020d", seq);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
