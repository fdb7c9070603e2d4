package io.tocsin.ingest;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * How far a gateway's clock may be trusted: whether it runs ahead by more than is allowed, and whether it was set back.
 *
 * <p>A clock that was set back makes every sample look late. It is told from a buffer that is sent once more by this: in
 * {@value #MESSAGES_MIN} messages or more the sequence number rises while no stamp reaches the newest one, and over
 * {@value #PROOF_MS} ms the stamps advance at half to twice the speed of real time. From then on all stamps are moved by
 * the offset that brings the newest to its receipt, so that the tags go on; until a stamp that is current by itself says
 * that the clock has been set right. A source without sequence numbers is taken by the order of receipt.
 *
 * @param offsetMs what is added to each stamp; 0 for a clock that was never set back
 * @param newestMs the newest stamp so far, moved by the offset and never after its receipt; {@link #NONE} before the first
 * @param ahead true while the last message was rejected for running ahead
 * @param suspicion what was seen since the stamps stepped back; null where they did not
 */
public record GatewayClock(
        long offsetMs,
        long newestMs,
        boolean ahead,
        @Nullable Suspicion suspicion) {
    static final long NONE = Long.MIN_VALUE;
    static final int MESSAGES_MIN = 3;
    static final long PROOF_MS = 10_000;

    /** Nothing heard yet. */
    public static final GatewayClock INITIAL = new GatewayClock(0, NONE, false, null);

    /**
     * A run of messages whose stamps lie behind the newest.
     *
     * @param firstStampMs stamp of its first message
     * @param firstReceiveMs receipt of its first message
     * @param lastStampMs stamp of its last message
     * @param lastSeq of its last message; {@link Envelope#NO_SEQ} where it had none
     */
    public record Suspicion(long firstStampMs, long firstReceiveMs, long lastStampMs, long lastSeq, int messages) {
        private static Suspicion begin(long stampMs, long seq, long receiveMs) {
            return new Suspicion(stampMs, receiveMs, stampMs, seq, 1);
        }

        private boolean isRising(long seq) {
            return seq == Envelope.NO_SEQ || lastSeq == Envelope.NO_SEQ || seq > lastSeq;
        }

        private boolean isProven(long receiveMs) {
            long passedMs = receiveMs - firstReceiveMs;
            long advancedMs = lastStampMs - firstStampMs;
            return messages >= MESSAGES_MIN
                    && passedMs >= PROOF_MS
                    && 2 * advancedMs >= passedMs
                    && advancedMs <= 2 * passedMs;
        }

        private Suspicion with(long stampMs, long seq) {
            return new Suspicion(firstStampMs, firstReceiveMs, stampMs, seq, messages + 1);
        }
    }

    void write(StateWriter out) {
        out.putLong(offsetMs);
        out.putLong(newestMs);
        out.putBoolean(ahead);
        out.putBoolean(suspicion != null);
        if (suspicion != null) {
            out.putLong(suspicion.firstStampMs());
            out.putLong(suspicion.firstReceiveMs());
            out.putLong(suspicion.lastStampMs());
            out.putLong(suspicion.lastSeq());
            out.putInt(suspicion.messages());
        }
    }

    static GatewayClock read(StateReader in) {
        return new GatewayClock(
                in.takeLong(),
                in.takeLong(),
                in.takeBoolean(),
                in.takeBoolean()
                        ? new Suspicion(in.takeLong(), in.takeLong(), in.takeLong(), in.takeLong(), in.takeInt())
                        : null);
    }

    boolean isSetBack() {
        return offsetMs != 0;
    }

    /** The clock once a message ran ahead by more than is allowed. */
    GatewayClock rejected() {
        return ahead ? this : new GatewayClock(offsetMs, newestMs, true, suspicion);
    }

    /**
     * The clock before the stamps of a live message are used. One that was set back and would now run ahead has been set
     * again.
     *
     * @param stampMs the newest stamp of the message as it was sent
     */
    GatewayClock before(long stampMs, long maxSkewMs, long receiveMs) {
        if (!isSetBack() || stampMs + offsetMs - receiveMs <= maxSkewMs) {
            return this;
        }
        boolean current = receiveMs - stampMs <= maxSkewMs;
        return new GatewayClock(current ? 0 : receiveMs - stampMs, newestMs, ahead, null);
    }

    /**
     * The clock after a live message was taken.
     *
     * @param stampMs the newest stamp of the message as it was sent
     */
    GatewayClock after(long stampMs, long seq, long receiveMs) {
        long movedMs = Math.min(stampMs + offsetMs, receiveMs);
        if (movedMs >= newestMs) {
            return movedMs == newestMs && !ahead && suspicion == null
                    ? this
                    : new GatewayClock(offsetMs, movedMs, false, null);
        }
        Suspicion seen = suspicion;
        if (seen == null) {
            return new GatewayClock(offsetMs, newestMs, false, Suspicion.begin(stampMs, seq, receiveMs));
        }
        if (!seen.isRising(seq)) {
            return this;
        }
        if (stampMs < seen.lastStampMs) {
            return new GatewayClock(offsetMs, newestMs, false, Suspicion.begin(stampMs, seq, receiveMs));
        }
        return judge(seen.with(stampMs, seq), receiveMs);
    }

    private GatewayClock judge(Suspicion seen, long receiveMs) {
        if (seen.isProven(receiveMs)) {
            return new GatewayClock(receiveMs - seen.lastStampMs, receiveMs, false, null);
        }
        boolean over = receiveMs - seen.firstReceiveMs >= PROOF_MS && seen.messages >= MESSAGES_MIN;
        Suspicion next = over ? Suspicion.begin(seen.lastStampMs, seen.lastSeq, receiveMs) : seen;
        return new GatewayClock(offsetMs, newestMs, false, next);
    }
}
