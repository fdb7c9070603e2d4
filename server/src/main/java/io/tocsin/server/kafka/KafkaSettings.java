package io.tocsin.server.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Which Kafka, and how to reach it.
 *
 * @param bootstrap {@code host:port}, several with commas
 * @param client further client properties, as for TLS and SASL; they win over Tocsin's own
 */
public record KafkaSettings(String bootstrap, TopicCatalogue topics, Map<String, String> client) {
    private static final String RECONNECT_MAX_MS = "1000";

    /** Without TLS or passwords. */
    public static KafkaSettings plain(String bootstrap, TopicCatalogue topics) {
        return new KafkaSettings(bootstrap, topics, Map.of());
    }

    Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MS);
        all.putAll(client);
        return all;
    }
}
