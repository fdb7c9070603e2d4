package io.tocsin.server.live;

import io.tocsin.config.Annunciation;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.RecordView;
import io.tocsin.rules.Input;
import io.tocsin.server.events.CommandJson;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One durable input, as the engine reads it: live from memory after it is on disk, or from the journal again. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to the engine
public record InputRecord(InputType type, long seq, long receiveTimeMs, String topic, byte[] payload) {
    public static InputRecord of(RecordView journaled) {
        return new InputRecord(
                InputType.ofCode(journaled.type()),
                journaled.seq(),
                journaled.receiveTimeMs(),
                journaled.keyText(),
                journaled.payload());
    }

    /** What came by MQTT, as the decoder takes it. */
    public Arrival arrival() {
        return switch (type) {
            case MESSAGE -> new Arrival(topic, payload, Arrival.Kind.LIVE, payload.length, receiveTimeMs);
            case RETAINED -> new Arrival(topic, payload, Arrival.Kind.RETAINED, payload.length, receiveTimeMs);
            case OVERSIZE -> {
                ByteBuffer bytes = ByteBuffer.wrap(payload);
                int originalBytes = bytes.getInt();
                byte[] kept = Arrays.copyOfRange(payload, bytes.position(), payload.length);
                yield new Arrival(topic, kept, Arrival.Kind.OVERSIZE, originalBytes, receiveTimeMs);
            }
            default -> throw new IllegalStateException("expected a message, was " + type);
        };
    }

    /** What a person asks for; no command where it was not understood when it came. */
    public CommandJson.Parsed command(Annunciation rules) {
        return switch (type) {
            case KAFKA_COMMAND -> CommandJson.older(payload, rules, receiveTimeMs);
            case COMMAND -> CommandJson.journaled(payload, rules, receiveTimeMs);
            case NOT_UNDERSTOOD -> CommandJson.refused(payload, receiveTimeMs);
            default -> throw new IllegalStateException("expected a command, was " + type);
        };
    }

    /** By how much engine time is moved. */
    public Input.ClockAdjusted clockAdjusted() {
        return new Input.ClockAdjusted(ByteBuffer.wrap(payload).getLong(), receiveTimeMs);
    }
}
