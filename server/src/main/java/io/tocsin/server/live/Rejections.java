package io.tocsin.server.live;

import io.tocsin.ingest.Rejection;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest rejections, kept to be looked at. Thread-safe. */
public final class Rejections {
    static final int KEPT = 1_000;

    private final Deque<Rejection> newest = new ArrayDeque<>();

    synchronized void add(Rejection rejection) {
        newest.addFirst(rejection);
        if (newest.size() > KEPT) {
            newest.removeLast();
        }
    }

    synchronized void write(StateWriter out) {
        out.putInt(newest.size());
        for (Rejection rejection : newest) {
            out.putInt(rejection.reason().code());
            out.putText(rejection.topic());
            out.putText(rejection.detail());
            out.putLong(rejection.receiveMs());
        }
    }

    synchronized void read(StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            newest.addLast(new Rejection(reason(in.takeInt()), in.takeText(), in.takeText(), in.takeLong()));
        }
    }

    private static Rejection.Reason reason(int code) {
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            if (reason.code() == code) {
                return reason;
            }
        }
        throw new IllegalStateException("expected the code of a reason in a snapshot, was " + code);
    }

    /** Newest first. */
    public synchronized List<Rejection> newest() {
        return new ArrayList<>(newest);
    }
}
