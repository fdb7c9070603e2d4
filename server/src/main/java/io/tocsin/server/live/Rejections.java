package io.tocsin.server.live;

import io.tocsin.ingest.Rejection;
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

    /** Newest first. */
    public synchronized List<Rejection> newest() {
        return new ArrayList<>(newest);
    }
}
