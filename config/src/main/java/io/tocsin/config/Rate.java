package io.tocsin.config;

/**
 * How much one gateway may send. What goes beyond it is dropped, acknowledged and counted.
 *
 * @param messagesPerS {@link #UNLIMITED} = any number of messages
 * @param bytesPerS {@link #UNLIMITED} = any number of bytes of payload
 * @param burstMs what was not used for so long may be sent at once
 */
public record Rate(long messagesPerS, long bytesPerS, long burstMs) {
    /** As much as it likes: {@code off} in the files. */
    public static final long UNLIMITED = 0;

    /**
     * Twice the samples a second that the whole of a park is rated for, each in a message of its own, and 16 MiB/s; a
     * minute of it at once. So a gateway that sends what it had to keep is no flood.
     */
    public static Rate defaults() {
        return new Rate(20_000, 16L << 20, 60_000);
    }
}
