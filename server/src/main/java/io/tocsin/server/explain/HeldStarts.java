package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.Engine;
import io.tocsin.config.Site;
import io.tocsin.ingest.Decoder;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.live.Configurations;
import io.tocsin.server.live.SavedState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of an engine's journal and its snapshots; failing those, any segment, with a state that is not known. */
public final class HeldStarts implements StartPoints {
    private final Path journal;
    private final Path snapshots;
    private final Configurations configurations;

    /** @param home the engine's own folder */
    public HeldStarts(Path home) {
        journal = home.resolve("journal");
        snapshots = home.resolve("snapshots");
        configurations = new Configurations(home.resolve("configurations"));
    }

    @Override
    public List<StartPoint> held() throws JournalException {
        List<StartPoint> held = new ArrayList<>();
        held.add(StartPoint.BEGINNING);
        for (SavedState saved : SavedState.held(snapshots)) {
            held.add(new Saved(saved, configurations));
        }
        return held;
    }

    @Override
    public @Nullable StartPoint uncertain(long wantedMs) throws JournalException {
        StartPoint newest = null;
        for (long seq : Journal.segmentsOf(journal)) {
            StartPoint begins = beginning(seq);
            if (begins != null && (newest == null || begins.timeMs() <= wantedMs)) {
                newest = begins;
            }
        }
        return newest;
    }

    /** Null where the segment holds nothing, or was deleted meanwhile. */
    private @Nullable StartPoint beginning(long seq) throws JournalException {
        try (JournalReader reader = Journal.read(journal, seq)) {
            if (!reader.next() || reader.record().configHash() == 0) {
                return null;
            }
            return new Unknown(
                    reader.record().seq(),
                    reader.record().receiveTimeMs(),
                    configurations.loadShort(reader.record().configHash()));
        }
    }

    private record Saved(SavedState saved, Configurations configurations) implements StartPoint {
        @Override
        public long nextSeq() {
            return saved.seq() + 1;
        }

        @Override
        public long timeMs() {
            return saved.timeMs();
        }

        @Override
        public State restore(AlarmSink out) {
            Site site = configurations.load(saved.inForce().configured().hash());
            Engine engine = saved.engine(site, new Engine(site, out), configurations);
            return new State(site, engine, new Decoder(site, saved.decoder()));
        }
    }

    /** Nothing is known of what was before. */
    private record Unknown(long nextSeq, long timeMs, Site site) implements StartPoint {
        @Override
        public State restore(AlarmSink out) {
            return new State(site, new Engine(site, out), new Decoder(site));
        }
    }
}
