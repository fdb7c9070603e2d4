package io.tocsin.ingest.series;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Carries the samples of the journal to a store of series: every one is stored or dead-lettered, counted, before the
 * cursor passes it. A point may be written twice, which a store takes as one.
 *
 * <p>Its decoder begins afresh with each start and each configuration. That is harmless: what a decoder remembers
 * (sequence numbers, who is online) is counted and judged by the engine and changes no sample.
 *
 * <p>One thread turns it by {@link #doWork}, with the time as an argument; {@link #figures()} may be asked by any.
 */
public final class SeriesPump {
    /** A write holds so many points at most. */
    public static final int POINTS = 5_000;

    /** What waits is written after so long, however little it is. */
    public static final long LINGER_MS = 1_000;

    private static final int RECORDS_PER_TURN = 10_000;

    /** What a turn came to. */
    public enum Turn {
        /** There is nothing to do yet. */
        IDLE,
        /** Something was done. */
        WORKED,
        /** The store did not take the lines now: the same again, later. */
        RETRY,
        /** The store refuses us: a person must help. */
        HELD,
        /** Nothing was done: alarms go before series. */
        PAUSED
    }

    /**
     * How the pump does.
     *
     * @param seq the cursor: everything up to this record is settled
     * @param taken points made of records so far, all starts together; {@code stored + dead} once all are settled
     * @param stored points that the store took
     * @param dead points that are dead letters
     * @param retries writes that had to be made again, since this start
     * @param held true while the store refuses us
     * @param reason what the store said last where it did not take lines; empty while it takes them
     */
    public record Figures(long seq, long taken, long stored, long dead, long retries, boolean held, String reason) {}

    /** Lines of the batch, the first included, the last excluded. */
    private record Range(int from, int to) {
        int size() {
            return to - from;
        }
    }

    private final TelemetrySource source;
    private final SeriesStore store;
    private final DeadLetters deadLetters;
    private final SeriesCursor cursor;
    private final BooleanSupplier mayWork;
    private final Batch batch = new Batch();
    private final Deque<Range> unwritten = new ArrayDeque<>();
    /** Halved where the store finds a write too large. */
    private int pointsPerWrite = POINTS;

    private boolean writing;
    private long batchSeq;
    private long batchSinceMs;
    private long settledSeq;
    private long stored;
    private long dead;
    private boolean deadUnforced;
    private long retries;
    private volatile Figures figures;

    /**
     * A pump that goes on behind its cursor.
     *
     * @param mayWork asked at each turn; false where it must leave the machine to others
     */
    public SeriesPump(
            TelemetrySource source,
            SeriesStore store,
            DeadLetters deadLetters,
            SeriesCursor cursor,
            BooleanSupplier mayWork)
            throws IOException {
        this.mayWork = mayWork;
        this.source = source;
        this.store = store;
        this.deadLetters = deadLetters;
        this.cursor = cursor;
        SeriesCursor.Position at = cursor.position();
        settledSeq = at.seq();
        batchSeq = at.seq();
        stored = at.stored();
        dead = at.dead();
        figures = figures(WriteOutcome.accepted());
        source.seek(at.seq());
    }

    /**
     * One turn: some records read, or one write made. A fault of the journal, the dead letters or the cursor is thrown;
     * the turn may be tried again.
     *
     * @param nowMs of any clock that does not fall
     */
    public Turn doWork(long nowMs) throws IOException {
        if (!mayWork.getAsBoolean()) {
            return Turn.PAUSED;
        }
        if (!writing) {
            return gather(nowMs);
        }
        Range next = unwritten.peek();
        return next == null ? settle() : write(next);
    }

    private Turn gather(long nowMs) throws IOException {
        int records = 0;
        boolean dry = false;
        while (!dry && batch.size() < POINTS && records < RECORDS_PER_TURN) {
            dry = !take(nowMs);
            records += dry ? 0 : 1;
        }
        boolean waitedEnough = batchSeq > settledSeq && nowMs - batchSinceMs >= LINGER_MS;
        if (batch.size() >= POINTS || waitedEnough) {
            cut();
        }
        figures = figures(WriteOutcome.accepted());
        return writing || records > 0 ? Turn.WORKED : Turn.IDLE;
    }

    private boolean take(long nowMs) throws IOException {
        JournaledArrival next = source.next();
        if (next == null) {
            return false;
        }
        batchSinceMs = batchSeq == settledSeq ? nowMs : batchSinceMs;
        batchSeq = next.seq();
        JournaledArrival.Telemetry telemetry = next.telemetry();
        if (telemetry != null && batch.add(telemetry)) {
            store.prepare(batch.protocol().measurements());
        }
        return true;
    }

    private void cut() {
        writing = true;
        for (int from = 0; from < batch.size(); from += pointsPerWrite) {
            unwritten.add(new Range(from, Math.min(batch.size(), from + pointsPerWrite)));
        }
    }

    private Turn write(Range range) throws IOException {
        WriteOutcome outcome = store.write(batch.text(range.from(), range.to()));
        Turn turn = switch (outcome.kind()) {
            case ACCEPTED -> {
                stored += range.size();
                yield written();
            }
            case POISON -> refused(range, outcome.reason());
            case TOO_LARGE -> {
                pointsPerWrite = Math.max(1, Math.min(pointsPerWrite, range.size() / 2));
                yield refused(range, outcome.reason());
            }
            case RETRY -> {
                retries++;
                yield Turn.RETRY;
            }
            case HELD -> Turn.HELD;
        };
        figures = figures(outcome);
        return turn;
    }

    private Turn written() {
        unwritten.remove();
        return Turn.WORKED;
    }

    /** One line alone is a dead letter; of several, each half is tried. */
    private Turn refused(Range range, String reason) throws IOException {
        if (range.size() == 1) {
            deadLetters.add(batch.line(range.from()), reason);
            deadUnforced = true;
            dead++;
            return written();
        }
        unwritten.remove();
        int middle = range.from() + range.size() / 2;
        unwritten.push(new Range(middle, range.to()));
        unwritten.push(new Range(range.from(), middle));
        return Turn.WORKED;
    }

    private Turn settle() throws IOException {
        if (deadUnforced) {
            deadLetters.force();
            deadUnforced = false;
        }
        cursor.moveTo(new SeriesCursor.Position(batchSeq, stored, dead));
        settledSeq = batchSeq;
        batch.clear();
        writing = false;
        figures = figures(WriteOutcome.accepted());
        return Turn.WORKED;
    }

    private Figures figures(WriteOutcome last) {
        boolean refused = last.kind() == WriteOutcome.Kind.RETRY || last.kind() == WriteOutcome.Kind.HELD;
        int open = writing ? unwritten.stream().mapToInt(Range::size).sum() : batch.size();
        return new Figures(
                settledSeq,
                stored + dead + open,
                stored,
                dead,
                retries,
                last.kind() == WriteOutcome.Kind.HELD,
                refused ? last.reason() : "");
    }

    public Figures figures() {
        return figures;
    }

    /** Lets go of the journal. */
    public void close() throws IOException {
        source.close();
    }
}
