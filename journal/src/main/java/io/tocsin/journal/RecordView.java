package io.tocsin.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The record a reader stands on. The same object is used again for the next record; arrays it returns are copies.
 *
 * <p>For the reader's thread only.
 */
public final class RecordView {
    private ByteBuffer bytes = ByteBuffer.allocate(Frame.KEY);
    private int start;

    RecordView() {}

    void moveTo(ByteBuffer buffer, int at) {
        bytes = buffer;
        start = at;
    }

    /** Position in the journal, from 1, without gaps. */
    public long seq() {
        return bytes.getLong(start + Frame.SEQ);
    }

    /** The writer's own distinction, never 0. */
    public byte type() {
        return bytes.get(start + Frame.TYPE);
    }

    /** Shard, 0 to 65535. */
    public int shard() {
        return Short.toUnsignedInt(bytes.getShort(start + Frame.SHARD));
    }

    /** Term of the leader that wrote it. */
    public int epoch() {
        return bytes.getInt(start + Frame.EPOCH);
    }

    /** Hash of the configuration in force. */
    public long configHash() {
        return bytes.getLong(start + Frame.CONFIG_HASH);
    }

    /** When we received it, milliseconds since 1970. */
    public long receiveTimeMs() {
        return bytes.getLong(start + Frame.RECEIVE_TIME_MS);
    }

    /** A copy of the key. */
    public byte[] key() {
        return copy(start + Frame.KEY, Frame.keyLength(bytes, start));
    }

    /** The key as text (UTF-8). */
    public String keyText() {
        return new String(key(), StandardCharsets.UTF_8);
    }

    /** A copy of the payload. */
    public byte[] payload() {
        int keyEnd = Frame.KEY + Frame.keyLength(bytes, start);
        return copy(start + keyEnd, bytes.getInt(start + Frame.LENGTH) - keyEnd);
    }

    private byte[] copy(int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }
}
