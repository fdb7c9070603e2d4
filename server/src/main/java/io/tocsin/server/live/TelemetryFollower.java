package io.tocsin.server.live;

import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.series.JournaledArrival;
import io.tocsin.ingest.series.TelemetrySource;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.RecordView;
import io.tocsin.journal.RecordsMissing;
import org.jspecify.annotations.Nullable;

/**
 * The input journal as the series pump follows it. Each record's header says which configuration was in force, so that
 * reading may begin anywhere. For the pump's thread.
 */
final class TelemetryFollower implements TelemetrySource {
    private final Journal inputs;
    private final Configurations configurations;
    private @Nullable JournalReader reader;
    private @Nullable Site site;
    private long siteHash;

    TelemetryFollower(Journal inputs, Configurations configurations) {
        this.inputs = inputs;
        this.configurations = configurations;
    }

    @Override
    public void seek(long seq) throws JournalException {
        close();
        reader = inputs.reader(Math.max(seq + 1, inputs.firstSeq()));
    }

    @Override
    public @Nullable JournaledArrival next() throws JournalException {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("expected a seek before the first record");
        }
        try {
            return open.next() ? journaled(open.record()) : null;
        } catch (RecordsMissing e) {
            // The journal reached its size limit: that was counted and said where it was deleted.
            seek(inputs.firstSeq() - 1);
            return null;
        }
    }

    /** Of retained messages and of those too large no sample was accepted. */
    private JournaledArrival journaled(RecordView record) {
        if (InputType.ofCode(record.type()) != InputType.MESSAGE) {
            return new JournaledArrival(record.seq(), null);
        }
        byte[] payload = record.payload();
        Arrival arrival =
                new Arrival(record.keyText(), payload, Arrival.Kind.LIVE, payload.length, record.receiveTimeMs());
        return new JournaledArrival(
                record.seq(), new JournaledArrival.Telemetry(inForce(record.configHash()), arrival));
    }

    private Site inForce(long hash) {
        Site now = site;
        if (now == null || siteHash != hash) {
            now = configurations.loadShort(hash);
            site = now;
            siteHash = hash;
        }
        return now;
    }

    @Override
    public long lastSeq() {
        return inputs.durableSeq();
    }

    @Override
    public void close() throws JournalException {
        JournalReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
