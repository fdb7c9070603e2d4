package io.tocsin.server.live;

import io.tocsin.alarms.Engine;
import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import io.tocsin.ingest.DecoderState;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Snapshots;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a snapshot that decides about the future: whoever goes through the journal again may begin here.
 *
 * @param seq the last record of the journal that it covers
 * @param timeMs engine time of that record
 * @param engine {@link Engine#snapshot()}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes from a file
public record SavedState(
        long seq, long timeMs, LiveEngine.Configuration inForce, Lists lists, byte[] engine, DecoderState decoder) {
    /** Of the bytes of a whole snapshot: rises with any change in what is written into it, in whichever module. */
    static final int VERSION = 4;

    /** What stands before it in a snapshot: two numbers of the event log, the term, two times of the field. */
    private static final int LONGS_BEFORE = 2;

    /**
     * The lists of vehicles and reservations in force.
     *
     * @param texts as {@link GateTexts#write}; none before the first
     * @param siteHash of the configuration under which they were read
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes from a file
    record Lists(byte[] texts, String siteHash) {
        /** They were sound when they were taken; a program that reads them otherwise could not bring forth the same again. */
        static GateLists read(byte[] texts, Site site) {
            ListsReader.Outcome outcome = ListsReader.STANDARD.read(GateTexts.read(texts), site);
            if (!outcome.isSound()) {
                throw new NotRecoverable("expected vehicles and reservations as they were taken once, was "
                        + outcome.problems().get(0));
            }
            return outcome.lists();
        }

        private GateLists lists(Configurations configurations) {
            return texts.length == 0 ? GateLists.EMPTY : read(texts, configurations.load(siteHash));
        }
    }

    /** The states that a folder holds and this program reads; nothing there is changed. Beside a running engine too. */
    public static List<SavedState> held(Path snapshots) throws JournalException {
        List<SavedState> held = new ArrayList<>();
        for (Snapshots.Snapshot snapshot : Snapshots.look(snapshots)) {
            StateReader in = new StateReader(snapshot.content());
            if (in.takeInt() == VERSION) {
                for (int i = 0; i < LONGS_BEFORE; i++) {
                    in.takeLong();
                }
                in.takeInt();
                in.takeLong();
                in.takeLong();
                held.add(read(in));
            }
        }
        return held;
    }

    void write(StateWriter out) {
        out.putLong(seq);
        out.putLong(timeMs);
        out.putBytes(inForce.configured().bytes());
        out.putLong(inForce.sinceMs());
        out.putBytes(lists.texts());
        out.putText(lists.siteHash());
        out.putBytes(engine);
        decoder.write(out);
    }

    static SavedState read(StateReader in) {
        return new SavedState(
                in.takeLong(),
                in.takeLong(),
                new LiveEngine.Configuration(Configured.of(in.takeBytes()), in.takeLong()),
                new Lists(in.takeBytes(), in.takeText()),
                in.takeBytes(),
                DecoderState.read(in));
    }

    /** This engine, which has seen nothing yet, as it stood. */
    public Engine engine(Site site, Engine fresh, Configurations configurations) {
        if (!site.hash().equals(inForce.configured().hash())) {
            throw new IllegalArgumentException("expected the site that was in force, was " + site.hash());
        }
        fresh.restore(engine, lists.lists(configurations));
        return fresh;
    }
}
