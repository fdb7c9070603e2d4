package io.tocsin.simulator.telemetry;

import java.nio.charset.StandardCharsets;

/** One message ready to be published. Immutable and safe to share; callers leave the arrays alone. */
public final class Publication {
    private static final byte[] HIST = "{\"hist\":true,".getBytes(StandardCharsets.US_ASCII);

    private final int gateway;
    private final String topic;
    private final byte[] payload;
    private final long timeMs;
    private final int samples;

    /**
     * @param gateway index in the feed's {@link Feed#gateways()}
     * @param payload a JSON object with at least one field
     * @param timeMs the stamp that the message carries
     * @param samples how many samples are in it
     */
    public Publication(int gateway, String topic, byte[] payload, long timeMs, int samples) {
        this.gateway = gateway;
        this.topic = topic;
        this.payload = payload;
        this.timeMs = timeMs;
        this.samples = samples;
    }

    public int gateway() {
        return gateway;
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

    /** The same message marked as a backfill. */
    public byte[] historicalPayload() {
        byte[] marked = new byte[HIST.length + payload.length - 1];
        System.arraycopy(HIST, 0, marked, 0, HIST.length);
        System.arraycopy(payload, 1, marked, HIST.length, payload.length - 1);
        return marked;
    }
}
