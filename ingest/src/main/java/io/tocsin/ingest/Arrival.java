package io.tocsin.ingest;

/**
 * One message as it came in, before anyone looked into it: what the journal stores and the decoder reads.
 *
 * <p>The arrays are shared, never copied: who makes an arrival writes to its payload no more.
 *
 * @param payload the whole payload; of an {@link Kind#OVERSIZE} one its first {@link #KEPT_BYTES} only
 * @param originalBytes size of the payload as it was sent
 * @param receiveMs when it was received, by the clock of the shell
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: a value on its way, and copying it costs
public record Arrival(String topic, byte[] payload, Kind kind, int originalBytes, long receiveMs) {
    /** How much is kept of a payload that is too large: enough to see what it was. */
    public static final int KEPT_BYTES = 256;

    /** How a message came. {@link #code()} is stable on disk. */
    public enum Kind {
        /** Published just now, or kept by the broker for this session. */
        LIVE(1),
        /** The last retained one, handed out because we subscribed: as old as it pleases. */
        RETAINED(2),
        /** Larger than is read; cut. */
        OVERSIZE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** Throws {@link IllegalArgumentException} for a number that is no code. */
        public static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("expected an arrival kind 1..3, was " + code);
        }
    }

    /** An arrival of the right kind: a payload above the limit is cut. */
    public static Arrival of(String topic, byte[] payload, boolean retained, int maxPayloadBytes, long receiveMs) {
        if (payload.length > maxPayloadBytes) {
            byte[] kept = java.util.Arrays.copyOf(payload, Math.min(KEPT_BYTES, payload.length));
            return new Arrival(topic, kept, Kind.OVERSIZE, payload.length, receiveMs);
        }
        return new Arrival(topic, payload, retained ? Kind.RETAINED : Kind.LIVE, payload.length, receiveMs);
    }
}
