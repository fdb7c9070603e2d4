package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/** What is remembered of one gateway, while it changes. */
final class Track {
    /** No sum of gaps grows past it, whatever numbers a hostile gateway sends. */
    private static final long MISSING_MAX = 1L << 61;

    /** Before the first number of a count nothing is missing. */
    private static final long ALL_HEARD = -1;

    private final String company;
    private final String gateway;
    private @Nullable String session;
    private long lastSeq = Envelope.NO_SEQ;
    private long window = ALL_HEARD;
    private long missing;
    private long late;
    private long repeats;
    private @Nullable Presence presence;
    private GatewayClock clock = GatewayClock.INITIAL;
    private final Watermark watermark;

    Track(Address source) {
        company = source.company();
        gateway = source.gateway();
        watermark = new Watermark();
    }

    Track(DecoderState.Gateway from) {
        company = from.company();
        gateway = from.gateway();
        session = from.session();
        lastSeq = from.lastSeq();
        window = from.window();
        missing = from.missing();
        late = from.late();
        repeats = from.repeats();
        presence = from.presence();
        clock = from.clock();
        watermark = Watermark.of(from.durable());
    }

    /**
     * Takes the sequence number of a message. A new session begins a new count; so does a fall to 0 or 1 where no session
     * was ever named, which is what a source without sessions does when it restarts. A number that was skipped is late
     * when it comes after all: brokers swap neighbours, and gateways send again what a broker has lost. Any other number
     * that is not new is a repeat, for brokers redeliver.
     *
     * @param kept false where the message is not on disk: the watermark does not cover it
     */
    void sequence(Header header, boolean kept, Tally tally) {
        begin(header.session);
        long seq = header.seq;
        if (seq == Envelope.NO_SEQ) {
            return;
        }
        boolean fresh = kept && session != null && watermark.take(seq);
        if (lastSeq != Envelope.NO_SEQ && seq > lastSeq) {
            advance(seq, tally);
        } else if (lastSeq != Envelope.NO_SEQ && (isSkipped(seq) || (fresh && late < missing))) {
            window |= lastSeq - seq < Long.SIZE ? 1L << (lastSeq - seq) : 0;
            late++;
            tally.late++;
        } else if (lastSeq == Envelope.NO_SEQ || (session == null && seq <= 1 && seq < lastSeq)) {
            lastSeq = seq;
            window = ALL_HEARD;
        } else {
            repeat(tally);
        }
    }

    /** A message that was refused as a whole, and is on disk as it came: sent again it would be refused again. */
    void refused(Header header) {
        if (header.session != null && header.session.equals(session) && header.seq != Envelope.NO_SEQ) {
            watermark.take(header.seq);
        }
    }

    private void begin(@Nullable String named) {
        if (named != null && !named.equals(session)) {
            session = named;
            lastSeq = Envelope.NO_SEQ;
            watermark.restart();
        }
    }

    /** The birth of a connection: its session, and from which number on it will send. */
    void born(Header header) {
        begin(header.session);
        if (header.session != null && header.fromSeq != Envelope.NO_SEQ) {
            watermark.startsAt(header.fromSeq);
        }
    }

    /** The session of the newest telemetry or birth that named one; null while none did. */
    @Nullable
    String session() {
        return session;
    }

    /** Up to which number of the session nothing is missing on disk; {@link Watermark#NOTHING} before the first. */
    long upToSeq() {
        return watermark.upTo();
    }

    private void advance(long seq, Tally tally) {
        long step = seq - lastSeq;
        missing = Math.min(MISSING_MAX, missing + step - 1);
        tally.missing = Math.min(MISSING_MAX, tally.missing + step - 1);
        window = step < Long.SIZE ? (window << step) | 1 : 1;
        lastSeq = seq;
    }

    private boolean isSkipped(long seq) {
        long back = lastSeq - seq;
        return back < Long.SIZE && (window >>> back & 1) == 0;
    }

    private void repeat(Tally tally) {
        repeats++;
        tally.repeats++;
    }

    /** Takes a status where it counts. */
    Presence.Verdict status(Presence.Said said, Tally tally) {
        Presence.Verdict verdict = Presence.judge(presence, said);
        switch (verdict) {
            case COUNTS -> presence = Presence.after(presence, said);
            case REPEAT -> repeat(tally);
            case OLD -> {}
        }
        return verdict;
    }

    GatewayClock clock() {
        return clock;
    }

    void clock(GatewayClock now) {
        clock = now;
    }

    DecoderState.Gateway state() {
        return new DecoderState.Gateway(
                company, gateway, session, lastSeq, window, missing, late, repeats, presence, clock, watermark.state());
    }
}
