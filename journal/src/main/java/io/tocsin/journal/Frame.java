package io.tocsin.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of one record on disk, big-endian; docs/journal-format.md has the table.
 *
 * <p>One instance belongs to one segment (its salt) and one thread.
 */
final class Frame {
    static final int CRC = 0;
    static final int LENGTH = 4;
    static final int VERSION = 8;
    static final int TYPE = 9;
    static final int SHARD = 10;
    static final int EPOCH = 12;
    static final int UNFORCED = 16;
    static final int CONFIG_HASH = 20;
    static final int SEQ = 28;
    static final int RECEIVE_TIME_MS = 36;
    static final int KEY_LENGTH = 44;
    static final int KEY = 46;

    static final byte FORMAT = 1;
    /** The type of the frame that ends a closed segment; records have other types. */
    static final byte SEAL = 0;

    static final int SEAL_BYTES = KEY;
    static final int KEY_BYTES_MAX = 0xffff;
    /** Longest frame that is believed when read, whatever the writer's options are today. */
    static final int BYTES_MAX = 64 << 20;

    private final CRC32C crc = new CRC32C();
    private final int salt;

    Frame(int salt) {
        this.salt = salt;
    }

    /** Length of the frame of a record. */
    static int bytes(byte[] key, byte[] payload) {
        return KEY + key.length + payload.length;
    }

    /** Fills in length and checksum of the frame between {@code start} and the buffer's position. */
    void finish(ByteBuffer buffer, int start) {
        int length = buffer.position() - start;
        buffer.putInt(start + LENGTH, length);
        buffer.putInt(start + CRC, crc(buffer, start, length));
    }

    /** A frame without key and payload, ready to write. */
    ByteBuffer seal(long nextSeq) {
        ByteBuffer bytes = ByteBuffer.allocate(SEAL_BYTES);
        bytes.put(VERSION, FORMAT).put(TYPE, SEAL).putLong(SEQ, nextSeq).position(SEAL_BYTES);
        finish(bytes, 0);
        return bytes.flip();
    }

    boolean crcMatches(ByteBuffer buffer, int start) {
        return buffer.getInt(start + CRC) == crc(buffer, start, buffer.getInt(start + LENGTH));
    }

    /** Over everything after the checksum itself, and the salt, so that no payload can pass for a frame. */
    private int crc(ByteBuffer buffer, int start, int length) {
        crc.reset();
        crc.update(salt >>> 24);
        crc.update(salt >>> 16);
        crc.update(salt >>> 8);
        crc.update(salt);
        crc.update(buffer.array(), buffer.arrayOffset() + start + LENGTH, length - LENGTH);
        return (int) crc.getValue();
    }

    static boolean lengthIsPossible(ByteBuffer buffer, int start) {
        int length = buffer.getInt(start + LENGTH);
        return length >= KEY + keyLength(buffer, start) && length <= BYTES_MAX;
    }

    static int keyLength(ByteBuffer buffer, int start) {
        return Short.toUnsignedInt(buffer.getShort(start + KEY_LENGTH));
    }

    /** Everything up to this seq was durable when the frame was written. */
    static long forcedSeq(ByteBuffer buffer, int start) {
        return buffer.getLong(start + SEQ) - 1 - Integer.toUnsignedLong(buffer.getInt(start + UNFORCED));
    }
}
