package io.tocsin.ingest;

import java.util.Objects;
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

    Track(Address source) {
        company = source.company();
        gateway = source.gateway();
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
    }

    /**
     * Takes the sequence number of a message. A new session begins a new count; so does a fall to 0 or 1, which is what
     * a source without sessions does when it restarts. A number that was skipped shortly before is late, for brokers
     * swap neighbours; any other number that is not new is a repeat, for brokers redeliver.
     */
    void sequence(@Nullable String named, long seq, Tally tally) {
        if (named != null && !Objects.equals(named, session)) {
            session = named;
            lastSeq = Envelope.NO_SEQ;
        }
        if (seq == Envelope.NO_SEQ) {
            return;
        }
        if (lastSeq != Envelope.NO_SEQ && seq > lastSeq) {
            advance(seq, tally);
        } else if (lastSeq != Envelope.NO_SEQ && isSkipped(seq)) {
            window |= 1L << (lastSeq - seq);
            late++;
            tally.late++;
        } else if (lastSeq == Envelope.NO_SEQ || (seq <= 1 && seq < lastSeq)) {
            lastSeq = seq;
            window = ALL_HEARD;
        } else {
            repeat(tally);
        }
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
                company, gateway, session, lastSeq, window, missing, late, repeats, presence, clock);
    }
}
