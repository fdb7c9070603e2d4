package io.tocsin.ingest;

/**
 * Who speaks, and of what: the meaning of a topic.
 *
 * @param company code of the enterprise, or the park's own id; the payload has no say in it. Of a gate and of a camera
 *     the word {@code gates} or {@code cameras} that stands in its place
 * @param gateway id of the gateway, gate or camera
 */
public record Address(Kind kind, String company, String gateway) {
    /** The last part of the topic. */
    public enum Kind {
        /** {@code park/{park}/{company}/{gateway}/telemetry}: samples. */
        TELEMETRY,
        /** {@code park/{park}/{company}/{gateway}/status}: whether the gateway is connected. */
        STATUS,
        /** {@code park/{park}/gates/{gate}/passages}: vehicles. */
        PASSAGES,
        /** {@code park/{park}/cameras/{camera}/events}: what a key-site camera saw. */
        CAMERA_EVENTS
    }
}
