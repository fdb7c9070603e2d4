package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Mapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads {@code tocsin.yaml}: connections and limits, each with a default, each to be overridden by the environment. */
final class SettingsFile {
    static final String NAME = "tocsin.yaml";

    static final Map<String, Shape> SECTIONS = sections();

    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";
    private static final Pattern URL = Pattern.compile("(?:tcp|ssl)://" + HOST + ":([0-9]{1,5})");
    private static final Pattern HTTP_URL = Pattern.compile("https?://" + HOST + ":([0-9]{1,5})");
    private static final Pattern BOOTSTRAP = Pattern.compile(HOST + ":[0-9]{1,5}(?:," + HOST + ":[0-9]{1,5})*");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._:-]+");

    private static final Parser<String> MQTT_URL = Values.checked(
            Values.TEXT,
            url -> url.equals(Settings.EMBEDDED) || URL.matcher(url).matches(),
            Wording.text("tcp://主机:端口、ssl://主机:端口 或 embedded", "tcp://host:port, ssl://host:port or embedded"));
    private static final Parser<String> SERIES_URL = Values.checked(
            Values.TEXT,
            url -> url.equals(Settings.EMBEDDED)
                    || url.equals(Settings.OFF)
                    || HTTP_URL.matcher(url).matches(),
            Wording.text(
                    "http://主机:端口、https://主机:端口、embedded 或 off",
                    "http://host:port, https://host:port, embedded or off"));
    private static final Parser<String> KAFKA_BOOTSTRAP = Values.checked(
            Values.TEXT,
            list -> list.equals(Settings.EMBEDDED) || BOOTSTRAP.matcher(list).matches(),
            Wording.text("主机:端口[,主机:端口] 或 embedded", "host:port[,host:port] or embedded"));
    private static final Parser<String> BIND = Values.checked(
            Values.TEXT,
            address -> ADDRESS.matcher(address).matches(),
            Wording.text("IP 地址或主机名", "an IP address or a host name"));

    private static final Parser<Boolean> ON_OR_OFF = (node, path, reading) -> {
        String word = Values.word(List.of("on", Settings.OFF)).parse(node, path, reading);
        return word == null ? null : Boolean.valueOf(word.equals("on"));
    };

    private static final Parser<Settings.Operators> OPERATORS = (node, path, reading) -> {
        String word = Values.word(List.of("accounts", "declared")).parse(node, path, reading);
        return word == null
                ? null
                : word.equals("declared") ? Settings.Operators.DECLARED : Settings.Operators.ACCOUNTS;
    };

    /** Half a year of what happened is the least that an inspection asks for. */
    private static final Parser<Long> HISTORY_KEPT = Values.checked(
            Values.DURATION_MS,
            ms -> ms >= 180L * 86_400_000,
            Wording.text("不短于 180d 的时长", "a duration of at least 180d"));

    private static final Parser<Long> SNAPSHOT_EVERY = Values.checked(
            Values.DURATION_MS,
            ms -> ms >= 1_000 && ms <= 86_400_000,
            Wording.text("1s..1d 的时长", "a duration of 1s..1d"));

    private SettingsFile() {}

    private static Map<String, Shape> sections() {
        Map<String, Shape> sections = new LinkedHashMap<>();
        sections.put("mqtt", Shape.MQTT);
        sections.put("kafka", Shape.KAFKA);
        sections.put("http", Shape.HTTP);
        sections.put("series", Shape.SERIES);
        sections.put("ingest", Shape.INGEST);
        sections.put("journal", Shape.JOURNAL);
        sections.put("retention", Shape.RETENTION);
        sections.put("away", Shape.AWAY);
        sections.put("site", Shape.SITE);
        return Collections.unmodifiableMap(sections);
    }

    /** @param root the file's content; an empty mapping where there is no file */
    static Settings read(YamlNode root, Reading reading) {
        YamlNode settings = root instanceof Mapping mapping ? Overrides.over(mapping, reading) : root;
        Fields fields = Fields.of(settings, Shape.SETTINGS_FILE, Path.ROOT, reading);
        Settings otherwise = Settings.defaults();
        if (fields == null) {
            return otherwise;
        }
        return new Settings(
                section(fields, "mqtt", Shape.MQTT, otherwise.mqtt(), SettingsFile::mqtt),
                section(fields, "kafka", Shape.KAFKA, otherwise.kafka(), SettingsFile::kafka),
                section(fields, "http", Shape.HTTP, otherwise.http(), SettingsFile::http),
                section(fields, "series", Shape.SERIES, otherwise.series(), SettingsFile::series),
                section(fields, "ingest", Shape.INGEST, otherwise.ingest(), SettingsFile::ingest),
                section(fields, "journal", Shape.JOURNAL, otherwise.journal(), SettingsFile::journal),
                section(fields, "retention", Shape.RETENTION, otherwise.retention(), SettingsFile::retention),
                section(fields, "away", Shape.AWAY, otherwise.away(), SettingsFile::away),
                section(fields, "site", Shape.SITE, otherwise.site(), SettingsFile::site),
                TargetsReader.read(fields));
    }

    private static <T> T section(Fields all, String name, Shape shape, T otherwise, BiFunction<Fields, T, T> reader) {
        return all.read(
                name,
                (node, path, reading) -> {
                    Fields fields = Fields.of(node, shape, path, reading);
                    return fields == null ? otherwise : reader.apply(fields, otherwise);
                },
                otherwise);
    }

    private static Settings.Mqtt mqtt(Fields fields, Settings.Mqtt otherwise) {
        String url = fields.read("url", MQTT_URL, otherwise.url());
        return new Settings.Mqtt(
                url,
                fields.read("clientId", Values.line(128), otherwise.clientId()),
                fields.read("user", Values.TEXT, otherwise.user()),
                fields.read("password", Values.SECRET, otherwise.password()),
                TlsReader.read(fields, url.startsWith("ssl:"), Wording.text("ssl://… 的 url", "a url ssl://...")));
    }

    private static Settings.Kafka kafka(Fields fields, Settings.Kafka otherwise) {
        return new Settings.Kafka(
                fields.read("bootstrap", KAFKA_BOOTSTRAP, otherwise.bootstrap()),
                fields.read("operators", OPERATORS, otherwise.operators()),
                kafkaAccess(fields, otherwise.access()));
    }

    private static Settings.KafkaAccess kafkaAccess(Fields fields, Settings.KafkaAccess otherwise) {
        boolean encrypted = fields.read("tls", ON_OR_OFF, otherwise.encrypted());
        String user = fields.read("user", Values.TEXT, otherwise.user());
        if (user.isEmpty()) {
            Text wanted = Wording.text("`user`", "`user`");
            TlsReader.refuseWithout(fields, "mechanism", wanted);
            TlsReader.refuseWithout(fields, "password", wanted);
        }
        return new Settings.KafkaAccess(
                encrypted,
                TlsReader.read(fields, encrypted, Wording.text("`tls: on`", "`tls: on`")),
                fields.read(
                        "mechanism",
                        Values.word(Settings.Mechanism.class, Settings.Mechanism::code),
                        otherwise.mechanism()),
                user,
                fields.read("password", Values.SECRET, otherwise.password()));
    }

    private static Settings.Http http(Fields fields, Settings.Http otherwise) {
        return new Settings.Http(
                fields.read("bind", BIND, otherwise.bind()),
                fields.read("port", Values.integer(0, 65_535), otherwise.port()));
    }

    private static Settings.Series series(Fields fields, Settings.Series otherwise) {
        String url = fields.read("url", SERIES_URL, otherwise.url());
        return new Settings.Series(
                url,
                fields.read("org", Values.line(128), otherwise.org()),
                fields.read("bucket", Values.line(128), otherwise.bucket()),
                fields.read("database", Values.line(128), otherwise.database()),
                fields.read("token", Values.SECRET, otherwise.token()),
                TlsReader.read(fields, url.startsWith("https:"), Wording.text("https://… 的 url", "a url https://...")));
    }

    private static Settings.Ingest ingest(Fields fields, Settings.Ingest otherwise) {
        Parser<Long> size = Values.sizeBytes(1 << 10, 16 << 20, "1KiB..16MiB");
        long maxPayload = fields.read("maxPayload", size, (long) otherwise.maxPayloadBytes());
        return new Settings.Ingest(
                fields.read("maxSkew", Values.DURATION_MS, otherwise.maxSkewMs()),
                (int) maxPayload,
                fields.read("maxSamplesPerMessage", Values.integer(1, 1_000_000), otherwise.maxSamplesPerMessage()),
                fields.read("maxNesting", Values.integer(2, 64), otherwise.maxNesting()),
                RateReader.read(fields, otherwise.rate()));
    }

    private static Settings.Journal journal(Fields fields, Settings.Journal otherwise) {
        Parser<Long> size = Values.sizeBytes(64 << 10, 1 << 30, "64KiB..1GiB");
        return new Settings.Journal(
                fields.read("segmentSize", size, otherwise.segmentBytes()),
                fields.read("snapshotEvery", SNAPSHOT_EVERY, otherwise.snapshotEveryMs()));
    }

    private static Settings.Retention retention(Fields fields, Settings.Retention otherwise) {
        Parser<Long> size = Values.sizeBytes(1 << 20, 100_000L << 30, "1MiB..100000GiB");
        return new Settings.Retention(
                fields.read("history", HISTORY_KEPT, otherwise.historyMs()),
                fields.read("journalSize", size, otherwise.journalBytes()),
                fields.read("journalAge", Values.DURATION_MS, otherwise.journalMs()),
                fields.read("eventsSize", size, otherwise.eventsBytes()),
                fields.read("eventsAge", HISTORY_KEPT, otherwise.eventsMs()));
    }

    private static Settings.Away away(Fields fields, Settings.Away otherwise) {
        return new Settings.Away(
                fields.read("mqtt", Values.DURATION_MS, otherwise.mqttMs()),
                fields.read("kafka", Values.DURATION_MS, otherwise.kafkaMs()),
                fields.read("series", Values.DURATION_MS, otherwise.seriesMs()));
    }

    private static Settings.Folder site(Fields fields, Settings.Folder otherwise) {
        return new Settings.Folder(fields.read("watch", ON_OR_OFF, otherwise.watched()));
    }
}
