package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How far one consumer has come: a seq and a short note of its own, kept in a small file.
 *
 * <p>For one thread. A move is durable when it returns; a crash leaves the old position or the new one.
 */
public final class Cursor {
    static final long MAGIC = 0x544f_4353_494e_4355L; // TOCSINCU
    static final int VERSION = 1;
    /** Behind magic, version and position. The checksum ends the file. */
    private static final int NOTE_AT = 20;

    private static final int CRC_BYTES = 4;
    private static final int NOTE_BYTES_MAX = 0xffff;

    private final Storage storage;
    private final String name;
    private long position;
    private String note = "";

    private Cursor(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    /** Reads the cursor of this file. One that was never moved has position 0, an empty note and no file. */
    public static Cursor open(Path file) throws JournalException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("expected a file in a folder, was " + file);
        }
        return open(Storage.folder(folder), absolute.getFileName().toString());
    }

    /** As {@link #open(Path)}, on another storage. */
    public static Cursor open(Storage storage, String name) throws JournalException {
        Cursor cursor = new Cursor(storage, name);
        try {
            storage.makeFolder();
            if (storage.list().contains(name)) {
                storage.sync(); // a crash may have come between the last move's new name and its sync
                cursor.load();
            }
            return cursor;
        } catch (IOException e) {
            throw Journal.asJournalException("open the cursor " + name, storage, e);
        }
    }

    /** The last record the consumer is done with, 0 before the first. */
    public long position() {
        return position;
    }

    /** What the consumer noted with its position. */
    public String note() {
        return note;
    }

    /**
     * Moves forward, or back to read again. The note has at most 65535 bytes of UTF-8. After {@link JournalFailed} the
     * old position counts and the move may be tried again.
     */
    public void moveTo(long newPosition, String newNote) throws JournalException {
        byte[] text = newNote.getBytes(StandardCharsets.UTF_8);
        if (newPosition < 0 || text.length > NOTE_BYTES_MAX) {
            throw new IllegalArgumentException("expected a position from 0 and a note of at most " + NOTE_BYTES_MAX
                    + " bytes, was " + newPosition + " and " + text.length);
        }
        try {
            store(encoded(newPosition, text));
        } catch (IOException e) {
            throw Journal.asJournalException("move the cursor " + name, storage, e);
        }
        position = newPosition;
        note = newNote;
    }

    private static ByteBuffer encoded(long position, byte[] text) {
        byte[] bytes = new byte[NOTE_AT + text.length + CRC_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.putLong(MAGIC).putInt(VERSION).putLong(position).put(text);
        return buffer.putInt(crc(bytes)).flip();
    }

    private void store(ByteBuffer bytes) throws IOException {
        String unfinished = name + ".tmp";
        try (Storage.StorageFile file = storage.create(unfinished)) {
            file.write(bytes);
            file.force();
        }
        storage.rename(unfinished, name);
        storage.sync();
    }

    private void load() throws IOException {
        byte[] bytes = content();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int crcAt = bytes.length - CRC_BYTES;
        if (crcAt < NOTE_AT || buffer.getLong(0) != MAGIC || buffer.getInt(crcAt) != crc(bytes)) {
            throw new CursorCorrupted(storage.path(), name, "expected a cursor with a matching crc, was another");
        }
        if (buffer.getInt(8) > VERSION) {
            throw new JournalTooNew(storage.path(), name, buffer.getInt(8));
        }
        position = buffer.getLong(12);
        note = new String(bytes, NOTE_AT, crcAt - NOTE_AT, StandardCharsets.UTF_8);
    }

    private byte[] content() throws IOException {
        try (Storage.StorageFile file = storage.open(name)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), NOTE_AT + NOTE_BYTES_MAX + CRC_BYTES)];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return (int) crc.getValue();
    }
}
