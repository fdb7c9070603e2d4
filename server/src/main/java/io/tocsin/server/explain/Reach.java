package io.tocsin.server.explain;

import io.tocsin.config.Text;

/**
 * How far back an answer could reach. Times are epoch milliseconds, -1 where there is no record.
 *
 * @param journalSeq the oldest record of the input journal
 * @param eventsSeq the oldest record of the event log
 * @param replayed false where the answer comes from the event log alone
 * @param replayedFromSeq the record at which the replay began; 0 where there was none
 * @param replayedToSeq the last record that was replayed
 */
public record Reach(
        long journalSeq,
        long journalMs,
        long eventsSeq,
        long eventsMs,
        boolean replayed,
        long replayedFromSeq,
        long replayedToSeq,
        Text note) {
    /** What is held, before anything was replayed. */
    static Reach held(long journalSeq, long journalMs, long eventsSeq, long eventsMs) {
        return new Reach(journalSeq, journalMs, eventsSeq, eventsMs, false, 0, 0, Text.of(""));
    }

    Reach replayed(long fromSeq, long toSeq, Text remark) {
        return new Reach(journalSeq, journalMs, eventsSeq, eventsMs, true, fromSeq, toSeq, remark);
    }

    Reach notReplayed(Text why) {
        return new Reach(journalSeq, journalMs, eventsSeq, eventsMs, false, 0, 0, why);
    }
}
