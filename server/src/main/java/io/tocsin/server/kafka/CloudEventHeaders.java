package io.tocsin.server.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in Kafka's binary mode: the attributes are headers, the value is the data.
 *
 * <p>Kafka's own stamp of a record is the time of sending, not of the event: retention goes by it, and brokers refuse
 * stamps that lie ahead of their clock.
 */
final class CloudEventHeaders {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);

    private final byte[] source;

    /**
     * For one engine.
     *
     * @param source a URI reference, as {@code /tocsin/binhai}
     */
    CloudEventHeaders(String source) {
        this.source = source.getBytes(UTF_8);
    }

    ProducerRecord<byte[], byte[]> record(String topic, EventRecord event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, event.key(), event.value());
        Headers headers = record.headers();
        headers.add("ce_specversion", VERSION);
        headers.add("ce_id", event.id().getBytes(UTF_8));
        headers.add("ce_type", event.type().getBytes(UTF_8));
        headers.add("ce_source", source);
        headers.add("ce_time", time(event.timeMs()).getBytes(UTF_8));
        if (event.value() != null) {
            headers.add("content-type", JSON);
        }
        if (event.causationId() != null) {
            headers.add("ce_causationid", event.causationId().getBytes(UTF_8));
        }
        return record;
    }

    static String time(long timeMs) {
        return RFC_3339.format(Instant.ofEpochMilli(timeMs));
    }
}
