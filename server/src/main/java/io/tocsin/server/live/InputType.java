package io.tocsin.server.live;

/** What a record of the input journal is; {@link #code()} is its type on disk and never reused. */
public enum InputType {
    /** A live MQTT message: topic and payload as they came. */
    MESSAGE(1),
    /** An MQTT message that the broker had kept for whoever subscribes. */
    RETAINED(2),
    /** The beginning of an MQTT message that was too large to keep; the payload starts with its size in 4 bytes. */
    OVERSIZE(3),
    /** A command: JSON as it came from Kafka. */
    COMMAND(4),
    /** The engine started; downtime is not silence. */
    STARTED(5),
    /** What waited at the broker has been taken in. */
    DRAINED(6),
    /** A timer is due. */
    TICK(7),
    /** From here on another configuration is in force; the payload is its hash. */
    CONFIGURED(8),
    /** Who may come is another list from now on; the payload is the bytes of both files. */
    GATE_LISTS(9),
    /** A command of a person who signed in at the console: JSON of our own making. */
    CONSOLE_COMMAND(10),
    /** Somebody sends more than he may, or no longer does: {@link io.tocsin.ingest.RateExcess#toBytes}. */
    RATE_EXCEEDED(11);

    private final int code;

    InputType(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    static InputType ofCode(int code) {
        for (InputType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new NotRecoverable("expected an input record of type 1 to 11, was " + code + " of a newer program");
    }
}
