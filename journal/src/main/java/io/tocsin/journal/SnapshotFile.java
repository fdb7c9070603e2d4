package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** One snapshot on disk, named by the last record that it covers; docs/journal-format.md has the table. */
record SnapshotFile(long seq) {
    static final long MAGIC = 0x544f_4353_494e_534eL; // TOCSINSN
    static final int VERSION = 1;
    static final int LENGTH = 20;
    static final int CONTENT = 28;
    static final int CRC_BYTES = 4;
    /** As long as an array can be. */
    private static final int CONTENT_BYTES_MAX = Integer.MAX_VALUE - 8;

    /** Read and written at once: the JDK copies what it is given into memory outside the heap, and keeps that. */
    static final int CHUNK_BYTES = 1 << 20;

    private static final String UNFINISHED = ".tmp";
    private static final Pattern NAME = Pattern.compile("00\\d{18}\\.snapshot");

    /** All snapshots of a folder, newest first. Other files are none of their business. */
    static List<SnapshotFile> all(Storage storage) throws IOException {
        return storage.list().stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> new SnapshotFile(Long.parseLong(name.substring(0, 20))))
                .sorted(Comparator.comparingLong(SnapshotFile::seq).reversed())
                .toList();
    }

    /** Removes what a crash left of snapshots that were never given their name. */
    static void deleteUnfinished(Storage storage) throws IOException {
        for (String name : storage.list()) {
            if (name.endsWith(".snapshot" + UNFINISHED)) {
                storage.delete(name);
            }
        }
    }

    String name() {
        return String.format(Locale.ROOT, "%020d.snapshot", seq);
    }

    String unfinishedName() {
        return name() + UNFINISHED;
    }

    /** Under which it is kept for somebody to look at, and never read again. */
    String damagedName() {
        return name() + ".damaged";
    }

    /** Writes the whole file and makes it durable. */
    void write(Storage.StorageFile file, byte[] content) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(CONTENT);
        header.putLong(MAGIC).putInt(VERSION).putLong(seq).putLong(content.length);
        CRC32C crc = new CRC32C();
        crc.update(header.flip());
        file.write(header.rewind());
        for (long at = 0; at < content.length; at += CHUNK_BYTES) {
            ByteBuffer chunk = chunk(content, at);
            crc.update(chunk.duplicate());
            file.write(chunk);
        }
        file.write(ByteBuffer.allocate(CRC_BYTES).putInt(0, (int) crc.getValue()));
        file.force();
    }

    /**
     * The content, or nothing where the bytes are not those that were written. The layout around the content is the
     * same in every version, so that damage is told from a newer program.
     */
    Optional<byte[]> read(Storage storage) throws IOException {
        try (Storage.StorageFile file = storage.open(name())) {
            ByteBuffer header = ByteBuffer.allocate(CONTENT);
            file.read(header, 0);
            long length = file.size() - CONTENT - CRC_BYTES;
            if (header.hasRemaining() || !isPossible(header, length)) {
                return Optional.empty();
            }
            Optional<byte[]> content = content(file, header, (int) length);
            if (content.isPresent() && header.getInt(8) > VERSION) {
                throw new JournalTooNew(storage.path(), name(), header.getInt(8));
            }
            return content.filter(whole -> header.getLong(12) == seq);
        }
    }

    /** Before memory is asked for: does the header promise what the file's size says? */
    private static boolean isPossible(ByteBuffer header, long length) {
        return header.getLong(0) == MAGIC && header.getLong(LENGTH) == length && length <= CONTENT_BYTES_MAX;
    }

    private static Optional<byte[]> content(Storage.StorageFile file, ByteBuffer header, int length)
            throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(header.flip());
        byte[] content = new byte[length];
        for (long at = 0; at < length; at += CHUNK_BYTES) {
            ByteBuffer chunk = chunk(content, at);
            file.read(chunk, CONTENT + at);
            crc.update(chunk.flip().position((int) at));
        }
        ByteBuffer expected = ByteBuffer.allocate(CRC_BYTES);
        file.read(expected, CONTENT + (long) length);
        return expected.getInt(0) == (int) crc.getValue() ? Optional.of(content) : Optional.empty();
    }

    private static ByteBuffer chunk(byte[] content, long at) {
        return ByteBuffer.wrap(content, (int) at, (int) Math.min(CHUNK_BYTES, content.length - at));
    }
}
