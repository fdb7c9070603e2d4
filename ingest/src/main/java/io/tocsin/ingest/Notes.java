package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was rejected of the message at hand. Held back until the message is read to its end, for what breaks a message
 * as a whole stands alone: the faults found in it before are then nobody's business.
 */
final class Notes {
    private final List<Rejection> described = new ArrayList<>();
    private final long[] counts = new long[Tally.CODES];
    private String topic = "";
    private long receiveMs;

    void begin(Arrival arrival) {
        topic = arrival.topic();
        receiveMs = arrival.receiveMs();
        clear();
    }

    private void clear() {
        described.clear();
        Arrays.fill(counts, 0);
    }

    /** Notes a fault of a part; the rest of the message stands. */
    void part(Reason reason, String detail) {
        counts[reason.code()]++;
        if (described.size() < Decoder.DESCRIBED_PER_MESSAGE) {
            described.add(new Rejection(reason, topic, detail, receiveMs));
        }
    }

    /** Notes a fault of the whole message, in place of all others. Always false: {@code return notes.whole(...)}. */
    boolean whole(Reason reason, String detail) {
        clear();
        part(reason, detail);
        return false;
    }

    void end(Tally tally, Output out) {
        for (Rejection rejection : described) {
            out.rejected(rejection);
        }
        if (!described.isEmpty()) {
            tally.rejected(counts);
        }
    }

    /** A piece of a payload as it may be shown: quoted, short, without control characters. */
    static String quote(CharSequence raw) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(raw.length(), 64); i++) {
            char c = raw.charAt(i);
            text.append(c < ' ' || (c >= 0x7F && c < 0xA0) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.append(raw.length() > 64 ? "...\"" : "\"").toString();
    }
}
