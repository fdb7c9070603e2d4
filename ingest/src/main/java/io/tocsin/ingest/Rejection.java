package io.tocsin.ingest;

/**
 * Something that came in and was not taken as it stood, and why. A value, never an exception.
 *
 * @param detail {@code expected <x>, was <y>}; at most {@link #DETAIL_CHARS_MAX} characters, parts of the payload cut
 */
public record Rejection(Reason reason, String topic, String detail, long receiveMs) {
    /** The longest detail. */
    public static final int DETAIL_CHARS_MAX = 240;

    /** Why, and what became of the rest. {@link #code()} is stable on disk. */
    public enum Reason {
        BAD_TOPIC(1, "The topic is not of the grammar, or of another park; the message was not read."),
        UNKNOWN_ENTERPRISE(2, "The park lists its enterprises and the topic names none of them."),
        FOREIGN_GATEWAY(3, "The gateway is listed for another enterprise than the topic names."),
        TOO_MANY_GATEWAYS(4, "More gateways speak than are kept track of; a status of the next is not taken."),
        RETAINED(
                5, "A retained message says nothing of now: a status with time and session is taken, all else is not."),
        OVERSIZE(6, "The payload is larger than is read."),
        BAD_UTF8(7, "The payload is not UTF-8."),
        NOT_JSON(8, "The payload is not one whole JSON document."),
        TOO_DEEP(9, "The payload is nested deeper than is read."),
        TOO_LONG(10, "A number, name or text in the payload is longer than is read."),
        TOO_MANY_SAMPLES(11, "The message holds more samples than are read; none of them was taken."),
        WRONG_SHAPE(12, "A message or a sample lacks what it must have."),
        WRONG_TYPE(
                13,
                "A field is of another type than it must be; a sequence number, a session and what merely describes a passage are passed over, all else not taken."),
        DUPLICATE_KEY(14, "A message or a sample names a field twice."),
        UNKNOWN_TAG(15, "The site has no such tag; the sample was not taken."),
        FOREIGN_TAG(16, "The tag belongs to another enterprise; the sample was not taken."),
        BAD_TIME(17, "A time is of no form that is understood; what hangs on it was not taken."),
        CLOCK_SKEW(18, "The message is stamped further ahead of its receipt than is allowed; none of it was taken."),
        UNREADABLE_VALUE(19, "A value is no number; the sample counts as a bad one."),
        UNKNOWN_QUALITY(20, "A quality is of no form that is understood; the sample counts as a bad one."),
        OLD_STATUS(21, "The status is of an older connection than the newest that was heard of."),
        UNKNOWN_GATE(22, "The site has no such gate; the passage was not taken."),
        UNKNOWN_CAMERA(23, "The site has no such camera; what it says was not taken."),
        FOREIGN_CAMERA(24, "The camera does not look at this gate; the passage was not taken."),
        UNKNOWN_DIRECTION(25, "Neither the passage nor its camera's lane says which way; the passage was not taken."),
        RATE_EXCEEDED(26, "The gateway sends more than it may; the message was dropped unread.");

        private final int code;
        private final String sentence;

        Reason(int code, String sentence) {
            this.code = code;
            this.sentence = sentence;
        }

        public int code() {
            return code;
        }

        /** What it means, for people. */
        public String sentence() {
            return sentence;
        }
    }

    public Rejection {
        if (detail.length() > DETAIL_CHARS_MAX) {
            detail = detail.substring(0, DETAIL_CHARS_MAX);
        }
    }
}
