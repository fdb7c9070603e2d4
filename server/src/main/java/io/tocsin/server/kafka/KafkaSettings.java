package io.tocsin.server.kafka;

import io.tocsin.config.Settings;
import io.tocsin.config.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Which Kafka, and how to reach it.
 *
 * @param bootstrap {@code host:port}, several with commas
 * @param client further client properties, as for TLS and SASL; they win over Tocsin's own
 */
public record KafkaSettings(String bootstrap, TopicCatalogue topics, Map<String, String> client) {
    private static final String PEM = "PEM";
    private static final String RECONNECT_MAX_MS = "1000";

    /** Without TLS or passwords. */
    public static KafkaSettings plain(String bootstrap, TopicCatalogue topics) {
        return new KafkaSettings(bootstrap, topics, Map.of());
    }

    /**
     * As the settings say. Files of TLS are read here, once.
     *
     * @throws IOException where one of them is not what it should be
     */
    public static KafkaSettings of(Settings.Kafka kafka, TopicCatalogue topics) throws IOException {
        Settings.KafkaAccess access = kafka.access();
        Map<String, String> client = new HashMap<>();
        boolean named = !access.user().isEmpty();
        client.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (named ? "SASL_" : "") + (access.encrypted() ? "SSL" : "PLAINTEXT"));
        if (named) {
            client.put(SaslConfigs.SASL_MECHANISM, access.mechanism().code());
            client.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(access));
        }
        if (access.encrypted()) {
            encrypt(client, access.tls());
        }
        return new KafkaSettings(kafka.bootstrap(), topics, client);
    }

    private static void encrypt(Map<String, String> client, Settings.Tls tls) throws IOException {
        // Kafka's own words for a bad file name classes, not the file.
        TlsFiles.read(tls);
        if (!tls.ca().isEmpty()) {
            client.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            client.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, Files.readString(Path.of(tls.ca())));
        }
        if (!tls.certificate().isEmpty()) {
            client.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            client.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, Files.readString(Path.of(tls.certificate())));
            client.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, Files.readString(Path.of(tls.key())));
        }
    }

    private static String jaas(Settings.KafkaAccess access) {
        String module = access.mechanism() == Settings.Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=\"" + quoted(access.user()) + "\" password=\"" + quoted(access.password())
                + "\";";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** The client's properties hold a password. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrap=" + bootstrap + ", topics=" + topics + ", client=***]";
    }

    Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MS);
        all.putAll(client);
        return all;
    }
}
