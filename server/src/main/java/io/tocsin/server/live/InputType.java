package io.tocsin.server.live;

/** What a record of the input journal is; {@link #code()} is its type on disk and never reused. */
public enum InputType {
    /** A live MQTT message: topic and payload as they came. */
    MESSAGE(1),
    /** An MQTT message that the broker had kept for whoever subscribes. */
    RETAINED(2),
    /** The beginning of an MQTT message that was too large to keep; the payload starts with its size in 4 bytes. */
    OVERSIZE(3),
    /** A command as it came from Kafka: of journals of before those too were written as {@link #COMMAND}. */
    KAFKA_COMMAND(4),
    /** The engine started; downtime is not silence. */
    STARTED(5),
    /** What waited at the broker has been taken in. */
    DRAINED(6),
    /** A timer is due. */
    TICK(7),
    /** From here on another configuration is in force; the payload is its hash, and who took it. */
    CONFIGURED(8),
    /** Who may come is another list from now on; the payload is the bytes of both files. */
    GATE_LISTS(9),
    /** A command, whichever way it came: JSON of our own making, with who asked and what he may do. */
    COMMAND(10),
    /** Somebody sends more than he may, or no longer does: {@link io.tocsin.ingest.RateExcess#toBytes}. */
    RATE_EXCEEDED(11),
    /** The host's clock was set, and is followed; the payload is by how many milliseconds, in 8 bytes. */
    CLOCK_ADJUSTED(12),
    /** Something is wrong with the platform itself, or right again: a byte that says which, the name behind it. */
    PLATFORM_FAULT(13),
    /** Inputs between the record before and this one were judged and never written: see {@link DurabilityGap}. */
    DURABILITY_GAP(14),
    /** What came from Kafka as a command and was not understood, as it came: never carried out, whoever reads it later. */
    NOT_UNDERSTOOD(15);

    private final int code;

    InputType(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    /** True where somebody outside waits to be told that it is durable, and must not be told otherwise. */
    boolean isCommand() {
        return this == KAFKA_COMMAND || this == COMMAND || this == NOT_UNDERSTOOD;
    }

    static InputType ofCode(int code) {
        for (InputType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new NotRecoverable("expected an input record of a known type, was " + code + " of a newer program");
    }
}
