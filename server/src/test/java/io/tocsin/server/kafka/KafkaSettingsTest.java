package io.tocsin.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final EventPump.Options OPTIONS = new EventPump.Options("/tocsin/binhai", 7, 4_007);

    @Test
    void writesTimeInUtcWithMilliseconds() {
        assertThat(CloudEventHeaders.time(1_795_305_600_000L)).isEqualTo("2026-11-22T00:00:00.000Z");
        assertThat(CloudEventHeaders.time(7)).isEqualTo("1970-01-01T00:00:00.007Z");
    }

    @Test
    void givesTheProducerItsSettings() {
        Map<String, Object> properties = EventPump.producerProperties(OPTIONS);
        assertThat(properties)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.in.flight.requests.per.connection", 1)
                .containsEntry("linger.ms", 7)
                .containsEntry("delivery.timeout.ms", 4_007)
                .containsEntry("request.timeout.ms", 2_000);
    }

    @Test
    void letsTheSitesClientPropertiesWin() {
        KafkaSettings settings = new KafkaSettings("a:1", TopicCatalogue.live(), Map.of("linger.ms", "9", "x", "y"));
        assertThat(settings.with(Map.of("linger.ms", 5)))
                .containsEntry("linger.ms", "9")
                .containsEntry("x", "y")
                .containsEntry("bootstrap.servers", "a:1");
    }

    @Test
    void saysHowAndAsWhomKafkaIsReached() throws Exception {
        assertThat(client(false, Settings.Mechanism.PLAIN, ""))
                .containsExactly(Map.entry("security.protocol", "PLAINTEXT"));
        assertThat(client(true, Settings.Mechanism.PLAIN, "")).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(client(false, Settings.Mechanism.PLAIN, "u"))
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"u\" password=\"p\\\"w\";");
        assertThat(client(true, Settings.Mechanism.SCRAM_SHA_256, "u"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256");
    }

    private static Map<String, String> client(boolean encrypted, Settings.Mechanism mechanism, String user)
            throws Exception {
        Settings.KafkaAccess access = new Settings.KafkaAccess(encrypted, Settings.Tls.NONE, mechanism, user, "p\"w");
        Settings.Kafka kafka = new Settings.Kafka("a:1", Settings.Operators.ACCOUNTS, access);
        return KafkaSettings.of(kafka, TopicCatalogue.live()).client();
    }

    @Test
    void namesTheTopicsOfTheContract() {
        assertThat(TopicKind.values())
                .extracting(TopicCatalogue.live()::name)
                .containsExactly(
                        "tocsin.alarm.events.v1",
                        "tocsin.alarm.state.v1",
                        "tocsin.alarm.commands.v1",
                        "tocsin.alarm.replies.v1",
                        "tocsin.warning.v1",
                        "tocsin.heartbeat.v1",
                        "tocsin.gate.passages.v1");
        assertThat(TopicCatalogue.live().drill().name(TopicKind.ALARM_EVENTS))
                .isEqualTo("tocsin.drill.alarm.events.v1");
    }

    @Test
    void refusesACatalogueOfNothing() {
        assertThatThrownBy(() -> new TopicCatalogue("tocsin", 0, (short) 1))
                .hasMessage("expected at least 1 partition and 1 replica, was partitions=0 replication=1");
    }
}
