package io.tocsin.config;

import java.util.List;

/**
 * Connections and limits of {@code tocsin.yaml}; every setting may be overridden by the environment
 * ({@code TOCSIN_MQTT__URL} and the like).
 */
public record Settings(
        Mqtt mqtt,
        Kafka kafka,
        Http http,
        Series series,
        Ingest ingest,
        Journal journal,
        Retention retention,
        Away away,
        Folder site,
        List<Target> targets) {
    public Settings {
        targets = List.copyOf(targets);
    }

    /**
     * The broker that gateways publish to.
     *
     * @param url {@code tcp://host:port}, {@code ssl://host:port}, or {@code embedded}
     * @param clientId fixed: the broker keeps what arrives for it while the engine is away
     * @param user empty = anonymous
     * @param password never logged
     */
    public record Mqtt(
            String url,
            String clientId,
            String user,
            @Secret String password,
            Tls tls) {
        /** Without files of TLS. */
        public Mqtt(String url, String clientId, String user, String password) {
            this(url, clientId, user, password, Tls.NONE);
        }

        /** The same under another name, to the same broker. */
        public Mqtt as(String otherClientId, String otherUser, String otherPassword) {
            return new Mqtt(url, otherClientId, otherUser, otherPassword, tls);
        }

        @Override
        public String toString() {
            return "Mqtt[url=" + url + ", clientId=" + clientId + ", user=" + user + ", password=***, tls=" + tls + "]";
        }
    }

    /**
     * Files in PEM, by their absolute paths; empty = none.
     *
     * @param ca whose certificates are trusted; none: those that the JVM trusts
     * @param certificate our own, with the chain up to one that the other side trusts
     * @param key of our own certificate, PKCS #8 without a password
     */
    public record Tls(String ca, String certificate, String key) {
        public static final Tls NONE = new Tls("", "", "");
    }

    /**
     * Where alarm events go, and commands come from.
     *
     * @param bootstrap {@code host:port[,host:port]}, or {@code embedded}
     * @param operators who may ask for something by Kafka
     * @param access how it is reached, and as whom
     */
    public record Kafka(String bootstrap, Operators operators, KafkaAccess access) {
        /** In the open, as nobody. */
        public Kafka(String bootstrap, Operators operators) {
            this(bootstrap, operators, KafkaAccess.OPEN);
        }
    }

    /**
     * How Kafka is reached, and as whom.
     *
     * @param encrypted true: over TLS
     * @param tls files of TLS
     * @param mechanism of SASL, where there is a user
     * @param user empty = no SASL
     * @param password never logged
     */
    public record KafkaAccess(
            boolean encrypted,
            Tls tls,
            Mechanism mechanism,
            String user,
            @Secret String password) {
        public static final KafkaAccess OPEN = new KafkaAccess(false, Tls.NONE, Mechanism.SCRAM_SHA_512, "", "");

        @Override
        public String toString() {
            return "KafkaAccess[encrypted=" + encrypted + ", tls=" + tls + ", mechanism=" + mechanism + ", user=" + user
                    + ", password=***]";
        }
    }

    /** How a password is proved to Kafka. */
    public enum Mechanism {
        SCRAM_SHA_512,
        SCRAM_SHA_256,
        PLAIN;

        /** As Kafka calls it. */
        public String code() {
            return name().replace('_', '-');
        }
    }

    /** Who may ask for something by Kafka. */
    public enum Operators {
        /** Whoever has an account, and what that account may. */
        ACCOUNTS,
        /** Whoever is named, as a supervisor of the whole park: whoever writes to Kafka has made sure of him. */
        DECLARED
    }

    /** @param bind address to listen on; loopback unless said otherwise */
    public record Http(String bind, int port) {}

    /**
     * The store of series: whatever takes line protocol at {@code /api/v2/write} and answers InfluxQL at {@code /query}.
     *
     * @param url {@code http://host:port}, {@code https://host:port}, {@code embedded}, or {@code off}
     * @param org InfluxDB 2's organisation
     * @param bucket where points are written
     * @param database the name under which InfluxQL reads the bucket: InfluxDB 2 answers it through a mapping
     * @param token never logged; empty = none
     */
    public record Series(
            String url,
            String org,
            String bucket,
            String database,
            @Secret String token,
            Tls tls) {
        /** Without files of TLS. */
        public Series(String url, String org, String bucket, String database, String token) {
            this(url, org, bucket, database, token, Tls.NONE);
        }

        /** True where no series are kept. */
        public boolean isOff() {
            return url.equals(OFF);
        }

        @Override
        public String toString() {
            return "Series[url=" + url + ", org=" + org + ", bucket=" + bucket + ", database=" + database
                    + ", token=***, tls=" + tls + "]";
        }
    }

    /**
     * What a message may be, and how many of them.
     *
     * @param maxSkewMs a message stamped further ahead of its receipt is rejected
     * @param maxPayloadBytes a larger payload is rejected unread
     * @param maxSamplesPerMessage a message with more samples is rejected
     * @param maxNesting deepest JSON nesting that is read
     * @param rate how much a gateway may send that has no rate of its own; and all that the site does not list, together
     */
    public record Ingest(long maxSkewMs, int maxPayloadBytes, int maxSamplesPerMessage, int maxNesting, Rate rate) {
        /** With the rates that hold where nothing is said. */
        public Ingest(long maxSkewMs, int maxPayloadBytes, int maxSamplesPerMessage, int maxNesting) {
            this(maxSkewMs, maxPayloadBytes, maxSamplesPerMessage, maxNesting, Rate.defaults());
        }
    }

    /**
     * How the journal is written.
     *
     * @param segmentBytes a journal segment is closed when it reaches this size
     * @param snapshotEveryMs a start reads no more than what came in since the newest snapshot
     */
    public record Journal(long segmentBytes, long snapshotEveryMs) {}

    /**
     * How long what happened is kept.
     *
     * @param historyMs what is over is deleted from the alarm history when it is older
     * @param journalBytes the oldest inputs are deleted where the journal is larger
     * @param journalMs inputs are deleted when they are older and everybody has had them
     * @param eventsBytes the oldest events are deleted where the event log is larger and everybody has had them
     * @param eventsMs events are deleted when they are older and everybody has had them
     */
    public record Retention(long historyMs, long journalBytes, long journalMs, long eventsBytes, long eventsMs) {}

    /** How long a neighbour may be away before that is an alarm, in ms. */
    public record Away(long mqttMs, long kafkaMs, long seriesMs) {}

    /** @param watched true: the running engine follows the site's files; false: it looks at them when asked to */
    public record Folder(boolean watched) {}

    /** A value that says: run this part inside our own process. */
    public static final String EMBEDDED = "embedded";

    /** A value that says: do without this part. */
    public static final String OFF = "off";

    private static final long DAY_MS = 86_400_000;

    public static Settings defaults() {
        return new Settings(
                new Mqtt("tcp://127.0.0.1:1883", "tocsin-engine", "", ""),
                new Kafka("127.0.0.1:9092", Operators.ACCOUNTS),
                new Http("127.0.0.1", 8080),
                new Series("http://127.0.0.1:8086", "tocsin", "tocsin", "tocsin", ""),
                new Ingest(60_000, 1 << 20, 10_000, 8),
                new Journal(64L << 20, 60_000),
                new Retention(400 * DAY_MS, 50L << 30, 30 * DAY_MS, 20L << 30, 400 * DAY_MS),
                new Away(30_000, 60_000, 300_000),
                new Folder(true),
                List.of());
    }

    /** The same with another broker. */
    public Settings withMqttUrl(String url) {
        return withMqtt(new Mqtt(url, mqtt.clientId(), mqtt.user(), mqtt.password(), mqtt.tls()));
    }

    /** The same with another connection to the broker. */
    public Settings withMqtt(Mqtt other) {
        return new Settings(other, kafka, http, series, ingest, journal, retention, away, site, targets);
    }

    /** The same with another store of series. */
    public Settings withSeries(Series other) {
        return new Settings(mqtt, kafka, http, other, ingest, journal, retention, away, site, targets);
    }

    /** The same with its series elsewhere. */
    public Settings withSeriesUrl(String url) {
        return withSeries(
                new Series(url, series.org(), series.bucket(), series.database(), series.token(), series.tls()));
    }

    /** The same with another Kafka. */
    public Settings withKafka(String bootstrap) {
        return withKafka(new Kafka(bootstrap, kafka.operators(), kafka.access()));
    }

    /** The same with others who may ask by Kafka. */
    public Settings withKafkaOperators(Operators operators) {
        return withKafka(new Kafka(kafka.bootstrap(), operators, kafka.access()));
    }

    private Settings withKafka(Kafka other) {
        return new Settings(mqtt, other, http, series, ingest, journal, retention, away, site, targets);
    }

    /** The same with a journal written otherwise. */
    public Settings withJournal(Journal other) {
        return new Settings(mqtt, kafka, http, series, ingest, other, retention, away, site, targets);
    }

    /** The same, kept otherwise. */
    public Settings withRetention(Retention other) {
        return new Settings(mqtt, kafka, http, series, ingest, journal, other, away, site, targets);
    }

    /** The same with another HTTP port. */
    public Settings withHttpPort(int port) {
        return new Settings(
                mqtt, kafka, new Http(http.bind(), port), series, ingest, journal, retention, away, site, targets);
    }
}
