package io.tocsin.server.events;

import io.tocsin.journal.RecordView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One record of the event log, as it goes to a sink: nothing is computed from it again.
 *
 * @param kind where it belongs
 * @param key the alarm's id; of an early warning what it is about, as {@code UNIT:HZ-1}; of a passage what stands for the plate, else the gate; of an answer to a command that named
 *     no alarm, the request id
 * @param id the CloudEvents id: the same on every repeat
 * @param type the CloudEvents type
 * @param timeMs when it happened
 * @param causationId the request that a reply answers; empty for all else
 * @param value JSON; empty = the key is gone
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to a sink
public record LoggedEvent(
        Kind kind, String key, String id, String type, long timeMs, String causationId, byte[] value) {
    /** What a record is; {@link #code()} is the record type on disk. */
    public enum Kind {
        EVENT(1),
        STATE(2),
        REPLY(3),
        REMOVED(4),
        PASSAGE(5),
        WARNING(6);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        byte code() {
            return (byte) code;
        }

        static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new EventLog.Diverged(
                    "expected an event log record of type 1 to 6, was " + code + " of a newer program");
        }
    }

    /** What stands in the journal's payload: id, type, cause, time, then the value. */
    byte[] payload() {
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] causeBytes = causationId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(6 + idBytes.length + typeBytes.length + causeBytes.length + 8 + value.length);
        bytes.putShort((short) idBytes.length).put(idBytes);
        bytes.putShort((short) typeBytes.length).put(typeBytes);
        bytes.putShort((short) causeBytes.length).put(causeBytes);
        return bytes.putLong(timeMs).put(value).array();
    }

    /** What a record of the event log holds. */
    public static LoggedEvent of(RecordView journaled) {
        ByteBuffer bytes = ByteBuffer.wrap(journaled.payload());
        String id = string(bytes);
        String type = string(bytes);
        String causationId = string(bytes);
        long timeMs = bytes.getLong();
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return new LoggedEvent(
                Kind.ofCode(journaled.type()), journaled.keyText(), id, type, timeMs, causationId, value);
    }

    private static String string(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
