package io.tocsin.simulator.telemetry;

import io.tocsin.config.Settings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One gateway's messages in the native JSON, with the sequence number that counts them. Not thread-safe.
 *
 * <p>The session is the moment at which the sequence began, so a later session is a greater number.
 */
public final class GatewayVoice {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** A generous guess at one sample in JSON, so that no message outgrows what the engine takes. */
    private static final int BYTES_PER_SAMPLE = 160;

    private final FieldGateway gateway;
    private final int index;
    private final long session;
    private final int samplesMax;
    private long seq;

    /**
     * @param index of the gateway in its feed
     * @param session epoch ms at which this sequence began
     * @param samplesMax a message with more samples is split
     */
    GatewayVoice(FieldGateway gateway, int index, long session, int samplesMax) {
        this.gateway = gateway;
        this.index = index;
        this.session = session;
        this.samplesMax = Math.max(1, samplesMax);
    }

    /** A voice whose messages are no larger than the engine takes. */
    public static GatewayVoice of(FieldGateway gateway, int index, long session, Settings.Ingest limits) {
        int samplesMax = Math.min(limits.maxSamplesPerMessage(), limits.maxPayloadBytes() / BYTES_PER_SAMPLE);
        return new GatewayVoice(gateway, index, session, samplesMax);
    }

    public FieldGateway gateway() {
        return gateway;
    }

    /** The readings of one moment as one message, or several where they are too many for one. */
    public List<Publication> telemetry(long stampMs, List<Reading> readings) {
        List<Publication> messages = new ArrayList<>(1);
        for (int from = 0; from < readings.size(); from += samplesMax) {
            messages.add(message(stampMs, readings.subList(from, Math.min(readings.size(), from + samplesMax))));
        }
        return messages;
    }

    /** Birth ({@code online}) or last will, as this gateway's connection would say it. */
    public Publication status(boolean online, long stampMs) {
        Publication.Kind kind = online ? Publication.Kind.ONLINE : Publication.Kind.OFFLINE;
        byte[] payload = status(online, stampMs, session).getBytes(StandardCharsets.US_ASCII);
        return Publication.of(kind, index, gateway.statusTopic().orElseThrow(), payload, stampMs);
    }

    /** Birth ({@code online}), last will and farewell. */
    public static String status(boolean online, long stampMs, long session) {
        return "{\"online\":" + online + ",\"ts\":" + stampMs + ",\"session\":" + session + '}';
    }

    /** A birth that says from which number on this connection will send: nothing below it is kept any more. */
    public static String birth(long stampMs, long session, long fromSeq) {
        return "{\"online\":true,\"ts\":" + stampMs + ",\"session\":" + session + ",\"fromSeq\":" + fromSeq + '}';
    }

    private Publication message(long stampMs, List<Reading> readings) {
        long number = seq++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 48 * readings.size());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("seq", number);
            json.writeNumberProperty("ts", stampMs);
            json.writeNumberProperty("session", session);
            json.writeArrayPropertyStart("values");
            readings.forEach(reading -> write(json, reading));
            json.writeEndArray();
            json.writeEndObject();
        }
        return new Publication(index, gateway.telemetryTopic(), bytes.toByteArray(), stampMs, readings.size())
                .numbered(number);
    }

    private static void write(JsonGenerator json, Reading reading) {
        json.writeStartObject();
        json.writeStringProperty("tag", reading.tag());
        if (Double.isFinite(reading.value())) {
            json.writeNumberProperty("v", reading.value());
        } else {
            json.writeNullProperty("v");
        }
        if (reading.quality() != ReadingQuality.GOOD) {
            json.writeStringProperty("q", reading.quality().name());
        }
        json.writeEndObject();
    }
}
