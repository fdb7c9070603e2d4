package io.tocsin.server.live;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.RecordsMissing;
import io.tocsin.journal.Snapshots;
import io.tocsin.rules.StateReader;
import io.tocsin.server.events.EventLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an engine to where it stood: the newest good snapshot, then the journal from there. A snapshot that is damaged,
 * or of another program, is passed over for the one before it; the journal reaches back behind the oldest that is kept.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private final Journal inputs;
    private final Journal events;
    private final Snapshots snapshots;
    private final InputProcessor processor;
    private final EventLog log;

    /** Who has to know what was said before the snapshot. */
    @FunctionalInterface
    interface Told {
        /** @param last the newest record of the event log that stands in the snapshot */
        void before(long last) throws JournalException;
    }

    /**
     * Where the engine stands.
     *
     * @param newestMs engine time of the newest input; {@link Long#MIN_VALUE} before the first
     * @param epoch leader's term of the newest input
     * @param from the record behind which the journal was read
     * @param read how many records of the journal were read
     */
    record Found(long newestMs, int epoch, long from, long fromEvent, long read) {}

    Recovery(Journal inputs, Journal events, Snapshots snapshots, InputProcessor processor, EventLog log) {
        this.inputs = inputs;
        this.events = events;
        this.snapshots = snapshots;
        this.processor = processor;
        this.log = log;
    }

    Found run(Told told) throws JournalException {
        inputs.cut().forEach(cut -> LOG.warn("the journal's end was torn and was cut: {}", cut));
        events.cut().forEach(cut -> LOG.warn("the event log's end was torn and was cut: {}", cut));
        long from = restore();
        snapshots.damaged().forEach(file -> LOG.error("a snapshot is damaged and was set aside: {}", file));
        EventLog.Position position = processor.logPosition();
        told.before(position.produced());
        long newestMs = processor.appliedMs();
        int epoch = processor.epoch();
        try (JournalReader reader = reader(from)) {
            log.beginRecovery(position);
            while (reader.next()) {
                epoch = reader.record().epoch();
                processor.term(epoch);
                InputRecord input = InputRecord.of(reader.record());
                newestMs = input.receiveTimeMs();
                processor.apply(input);
            }
            log.requireCaughtUp();
        } finally {
            log.endRecovery();
        }
        log.force();
        return new Found(newestMs, epoch, from, position.produced(), inputs.lastSeq() - from);
    }

    private JournalReader reader(long from) throws JournalException {
        try {
            return inputs.reader(from + 1);
        } catch (RecordsMissing e) {
            throw new NotRecoverable("expected a snapshot that this program reads behind record "
                    + (inputs.firstSeq() - 1) + " or later, was none: " + e.getMessage());
        }
    }

    /** The record behind which the journal is to be read. */
    private long restore() throws JournalException {
        for (long seq : snapshots.seqs()) {
            if (seq > inputs.lastSeq()) {
                LOG.error("a snapshot covers record {}, the journal ends with {}", seq, inputs.lastSeq());
                snapshots.discard(seq);
                continue;
            }
            Optional<Snapshots.Snapshot> found = read(seq);
            if (found.isPresent() && isUsable(seq, found.get().content())) {
                processor.restore(found.get().content());
                return seq;
            }
        }
        return 0;
    }

    private Optional<Snapshots.Snapshot> read(long seq) {
        try {
            return snapshots.read(seq);
        } catch (JournalException e) {
            LOG.warn("a snapshot is passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isUsable(long seq, byte[] content) {
        StateReader in = new StateReader(content);
        int version = in.takeInt();
        long eventSeq = in.takeLong();
        boolean usable = version == SavedState.VERSION && eventSeq <= events.lastSeq();
        if (!usable) {
            LOG.warn(
                    "the snapshot behind record {} is passed over: expected version {} and at most record {} of the"
                            + " event log, was version {} and record {}",
                    seq,
                    SavedState.VERSION,
                    events.lastSeq(),
                    version,
                    eventSeq);
        }
        return usable;
    }
}
