package io.tocsin.server.kafka;

import java.util.ArrayList;
import java.util.List;

/** A cursor that remembers each move. */
final class MemoryCursor implements PumpCursor {
    private final List<Long> moves = new ArrayList<>();
    private String note = "";

    @Override
    public synchronized long position() {
        return moves.isEmpty() ? 0 : moves.get(moves.size() - 1);
    }

    @Override
    public synchronized String note() {
        return note;
    }

    @Override
    public synchronized void moveTo(long seq, String newNote) {
        note = newNote;
        if (seq != position()) {
            moves.add(seq);
        }
    }

    synchronized List<Long> moves() {
        return List.copyOf(moves);
    }
}
