package io.tocsin.server.live;

import io.tocsin.journal.Journal.SegmentSize;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** How much of a log is kept: by size, by age, and by who has not read it yet. Pure. */
final class Retention {
    private Retention() {}

    /** At most so many bytes, and nothing older; whichever is reached first. */
    record Limits(long bytes, long ageMs) {}

    /**
     * What must stay.
     *
     * @param forReaders records from here on have not been read by everybody: age deletes none of them
     * @param always records from here on are needed by the next start, or must never be lost: size deletes none of them
     */
    record Held(long forReaders, long always) {}

    /**
     * What is to be done.
     *
     * @param keepFrom what lies before this record may go
     * @param bytes how large the log is with all that stays
     */
    record Decision(long keepFrom, long bytes) {}

    /**
     * Goes from the oldest segment on, as long as one is too old or the log too large.
     *
     * @param receivedAt when a record was received, epoch milliseconds
     */
    static Decision decide(
            List<SegmentSize> segments, LongUnaryOperator receivedAt, Limits limits, long nowMs, Held held) {
        long bytes = segments.stream().mapToLong(SegmentSize::bytes).sum();
        long keepFrom = segments.get(0).firstSeq();
        for (int i = 0; i + 1 < segments.size(); i++) {
            long next = segments.get(i + 1).firstSeq();
            boolean large = bytes > limits.bytes() && next <= held.always();
            boolean old = next <= Math.min(held.forReaders(), held.always())
                    && nowMs - receivedAt.applyAsLong(next) > limits.ageMs();
            if (!large && !old) {
                break;
            }
            bytes -= segments.get(i).bytes();
            keepFrom = next;
        }
        return new Decision(keepFrom, bytes);
    }
}
