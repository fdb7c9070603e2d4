package io.tocsin.simulator.telemetry;

import java.nio.charset.StandardCharsets;

/** One message ready to be published. Immutable and safe to share; callers leave the arrays alone. */
public final class Publication {
    /** Of what no sequence counts. */
    public static final long NO_SEQ = -1;

    private static final byte[] HIST = "{\"hist\":true,".getBytes(StandardCharsets.US_ASCII);

    private final Kind kind;
    private final int client;
    private final String topic;
    private final byte[] payload;
    private final long timeMs;
    private final int samples;
    private final long seq;

    /** What a message is to the connection that says it. */
    public enum Kind {
        /** Samples; they become history when they wait too long. */
        TELEMETRY,
        /** Samples that are marked as history already. */
        HISTORY,
        /** A vehicle at a gate. */
        PASSAGE,
        /** The gateway's last will: on a connection of its own, the broker says it when the line is cut. */
        OFFLINE,
        /** The gateway's birth: on a connection of its own, the connection says it when it is there. */
        ONLINE
    }

    /**
     * Telemetry.
     *
     * @param client index in the feed's {@link Feed#clients()}
     * @param payload a JSON object with at least one field
     * @param timeMs the stamp that the message carries
     * @param samples how many samples are in it
     */
    public Publication(int client, String topic, byte[] payload, long timeMs, int samples) {
        this.kind = Kind.TELEMETRY;
        this.client = client;
        this.topic = topic;
        this.payload = payload;
        this.timeMs = timeMs;
        this.samples = samples;
        this.seq = NO_SEQ;
    }

    private Publication(Publication other, Kind kind, byte[] payload, long seq) {
        this.kind = kind;
        this.client = other.client;
        this.topic = other.topic;
        this.payload = payload;
        this.timeMs = other.timeMs;
        this.samples = other.samples;
        this.seq = seq;
    }

    /** A message without samples. */
    public static Publication of(Kind kind, int client, String topic, byte[] payload, long timeMs) {
        return new Publication(new Publication(client, topic, payload, timeMs, 0), kind, payload, NO_SEQ);
    }

    /** The same with the number that it has in its client's sequence. */
    public Publication numbered(long number) {
        return new Publication(this, kind, payload, number);
    }

    public Kind kind() {
        return kind;
    }

    public int client() {
        return client;
    }

    public String topic() {
        return topic;
    }

    public byte[] payload() {
        return payload;
    }

    public long timeMs() {
        return timeMs;
    }

    public int samples() {
        return samples;
    }

    /** Its number in its client's sequence; {@link #NO_SEQ} where it has none. */
    public long seq() {
        return seq;
    }

    /** The same samples marked as a backfill; anything but live telemetry stays what it is. */
    public Publication asHistory() {
        if (kind != Kind.TELEMETRY) {
            return this;
        }
        byte[] marked = new byte[HIST.length + payload.length - 1];
        System.arraycopy(HIST, 0, marked, 0, HIST.length);
        System.arraycopy(payload, 1, marked, HIST.length, payload.length - 1);
        return new Publication(this, Kind.HISTORY, marked, seq);
    }
}
