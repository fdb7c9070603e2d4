package io.tocsin.ingest;

/**
 * Who speaks, and of what: the meaning of a topic {@code park/{park}/{company}/{gateway}/telemetry|status}.
 *
 * @param company code of the enterprise; the payload has no say in it
 */
public record Address(Kind kind, String company, String gateway) {
    /** The last part of the topic. */
    public enum Kind {
        /** Samples. */
        TELEMETRY,
        /** Whether the gateway is connected. */
        STATUS
    }
}
