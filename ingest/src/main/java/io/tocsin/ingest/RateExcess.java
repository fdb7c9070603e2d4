package io.tocsin.ingest;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/**
 * Somebody sends more than is allowed, or no longer does: what was dropped since the last word of it.
 *
 * @param source a gateway of the site, or one of {@link #UNLISTED}, {@link #GATES}, {@link #CAMERAS}
 * @param standing false where it is over
 * @param messages dropped, and acknowledged
 * @param bytes of their payloads as they were sent
 * @param topic of the first of them; empty where there is none
 */
public record RateExcess(String source, boolean standing, long messages, long bytes, String topic) {
    /** All gateways that the site does not list. No gateway can be heard under such a name. */
    public static final String UNLISTED = "(unlisted)";

    /** All gates together. */
    public static final String GATES = "(gates)";

    /** All cameras of key sites together. */
    public static final String CAMERAS = "(cameras)";

    private static final int VERSION = 1;

    /** As it stands in the journal. */
    public byte[] toBytes() {
        StateWriter out = new StateWriter();
        out.putInt(VERSION);
        out.putText(source);
        out.putBoolean(standing);
        out.putLong(messages);
        out.putLong(bytes);
        out.putText(topic);
        return out.toBytes();
    }

    /** What {@link #toBytes} wrote. */
    public static RateExcess of(byte[] journaled) {
        StateReader in = new StateReader(journaled);
        in.expect("version of an excess", VERSION);
        return new RateExcess(in.takeText(), in.takeBoolean(), in.takeLong(), in.takeLong(), in.takeText());
    }
}
