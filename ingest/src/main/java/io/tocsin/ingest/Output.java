package io.tocsin.ingest;

import io.tocsin.rules.Input;
import io.tocsin.rules.SampleSink;

/**
 * Where the decoder's findings go: for each telemetry message its envelope, then its samples in message order, then
 * what was rejected of it. Called on the decoding thread; keeps nothing of the decoder's.
 */
public interface Output extends SampleSink {
    /** A telemetry message was understood, even if none of its samples was: its gateway is alive. */
    void message(Envelope envelope);

    /** False where the message at hand is on no disk: no watermark covers it. */
    default boolean isKept() {
        return true;
    }

    /**
     * A gateway that names its sessions was heard: a telemetry message, or a birth.
     *
     * @param upToSeq up to which number of the session nothing is missing on disk; -1 before the first
     * @param birth true where a connection was born: its gateway waits for a word
     */
    default void durable(Address source, String session, long upToSeq, boolean birth) {}

    /** A message was understood and refused for its stamps: its gateway is alive all the same. */
    default void refused(Address source, long receiveMs) {}

    /** A gateway came or went. Repeats and what an older connection left behind do not come here. */
    void gatewayStatus(GatewayStatus status);

    /** A gateway's clock runs ahead or was set back, or does so no more; comes before the samples that it concerns. */
    void clockFault(ClockFault fault);

    /** A vehicle passed a gate or a checkpoint; its time never lies after its receipt. */
    void passage(Input.Passage passage);

    /** A camera saw something; its time never lies after its receipt. */
    void cameraEvent(Input.CameraEvent event);

    /**
     * Something was not taken. At most {@link Decoder#DESCRIBED_PER_MESSAGE} a message, so that one hostile message
     * cannot flush out all others; {@link Counts#rejected()} counts every one.
     */
    void rejected(Rejection rejection);
}
