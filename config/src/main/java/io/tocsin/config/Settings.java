package io.tocsin.config;

/**
 * Connections and limits of {@code tocsin.yaml}; every setting may be overridden by the environment
 * ({@code TOCSIN_MQTT__URL} and the like).
 */
public record Settings(Mqtt mqtt, Kafka kafka, Http http, Ingest ingest, Journal journal) {
    /**
     * The broker that gateways publish to.
     *
     * @param url {@code tcp://host:port}, or {@code embedded}
     * @param clientId fixed: the broker keeps what arrives for it while the engine is away
     * @param user empty = anonymous
     * @param password never logged
     */
    public record Mqtt(String url, String clientId, String user, String password) {
        @Override
        public String toString() {
            return "Mqtt[url=" + url + ", clientId=" + clientId + ", user=" + user + ", password=***]";
        }
    }

    /** @param bootstrap {@code host:port[,host:port]}, or {@code embedded} */
    public record Kafka(String bootstrap) {}

    /** @param bind address to listen on; loopback unless said otherwise */
    public record Http(String bind, int port) {}

    /**
     * What a message may be.
     *
     * @param maxSkewMs a message stamped further ahead of its receipt is rejected
     * @param maxPayloadBytes a larger payload is rejected unread
     * @param maxSamplesPerMessage a message with more samples is rejected
     * @param maxNesting deepest JSON nesting that is read
     */
    public record Ingest(long maxSkewMs, int maxPayloadBytes, int maxSamplesPerMessage, int maxNesting) {}

    /** @param segmentBytes a journal segment is closed when it reaches this size */
    public record Journal(long segmentBytes) {}

    /** A value that says: run this part inside our own process. */
    public static final String EMBEDDED = "embedded";

    public static Settings defaults() {
        return new Settings(
                new Mqtt("tcp://127.0.0.1:1883", "tocsin-engine", "", ""),
                new Kafka("127.0.0.1:9092"),
                new Http("127.0.0.1", 8080),
                new Ingest(60_000, 1 << 20, 10_000, 8),
                new Journal(64L << 20));
    }

    /** The same with another broker. */
    public Settings withMqttUrl(String url) {
        return new Settings(new Mqtt(url, mqtt.clientId(), mqtt.user(), mqtt.password()), kafka, http, ingest, journal);
    }

    /** The same with another Kafka. */
    public Settings withKafka(String bootstrap) {
        return new Settings(mqtt, new Kafka(bootstrap), http, ingest, journal);
    }

    /** The same with another HTTP port. */
    public Settings withHttpPort(int port) {
        return new Settings(mqtt, kafka, new Http(http.bind(), port), ingest, journal);
    }
}
