package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What the broker has acknowledged and the engine has not told to be durable: were the broker to lose it, only we would
 * have it. In order of its numbers, and bounded; the oldest is forgotten first. Not thread-safe.
 *
 * <p>It is sent again where the engine speaks and its mark does not move: after {@value #PATIENCE_S} s, then after twice
 * as long each time. An engine that is silent gets no repeats: what it has not read yet waits in the broker.
 */
final class Held {
    static final long BYTES_MAX = 16L << 20;
    static final long PATIENCE_S = 5;
    private static final long PATIENCE_MAX_S = 60;

    private final int capacity;
    private final NavigableMap<Long, Publication> bySeq = new TreeMap<>();
    private long bytes;
    private long forgotten;
    private long mark = -1;
    private boolean told;
    private long movedNs;
    private long patienceS = PATIENCE_S;

    Held(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps a message, unless it is durable or has no number. */
    void keep(Publication message) {
        if (message.seq() == Publication.NO_SEQ || message.seq() <= mark) {
            return;
        }
        bySeq.put(message.seq(), message);
        bytes += message.payload().length;
        while (bySeq.size() > capacity || bytes > BYTES_MAX) {
            drop(bySeq.firstEntry().getValue());
            forgotten++;
        }
    }

    private void drop(Publication message) {
        bySeq.remove(message.seq());
        bytes -= message.payload().length;
    }

    /** A connection begins: nothing was said on it yet. */
    void connected(long nowNs) {
        told = false;
        movedNs = nowNs;
        patienceS = PATIENCE_S;
    }

    /** The engine's word. */
    void durable(long upToSeq, long nowNs) {
        told = true;
        if (upToSeq > mark) {
            mark = upToSeq;
            movedNs = nowNs;
            patienceS = PATIENCE_S;
            List.copyOf(bySeq.headMap(mark, true).values()).forEach(this::drop);
        }
    }

    /** True where the engine has waited long enough for something that it seems not to get. */
    boolean isStalled(long nowNs) {
        return told && !bySeq.isEmpty() && nowNs - movedNs >= TimeUnit.SECONDS.toNanos(patienceS);
    }

    /** Gives up all of it, to be sent again in order. */
    List<Publication> takeAll(long nowNs) {
        List<Publication> all = new ArrayList<>(bySeq.values());
        bySeq.clear();
        bytes = 0;
        told = false;
        movedNs = nowNs;
        patienceS = Math.min(PATIENCE_MAX_S, patienceS * 2);
        return all;
    }

    /** The lowest number kept here; {@link Long#MAX_VALUE} where there is none. */
    long lowest() {
        return bySeq.isEmpty() ? Long.MAX_VALUE : bySeq.firstKey();
    }

    /** All numbers up to it are durable; -1 where none is known to be. */
    long mark() {
        return mark;
    }

    /** True where the engine has spoken on this connection since we last repeated ourselves. */
    boolean isTold() {
        return told;
    }

    int size() {
        return bySeq.size();
    }

    long forgotten() {
        return forgotten;
    }
}
