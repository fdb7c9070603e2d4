package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Settings;
import io.tocsin.server.explain.Explainer;
import io.tocsin.server.explain.Explanation;
import io.tocsin.server.explain.HeldStarts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An explanation replays from the newest snapshot that is early enough, and reaches back as far as there are samples. */
class ExplainedFromSnapshotTest {
    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void site() throws Exception {
        rig = new Rig(folder);
        rig.segmentBytes = 4_000;
    }

    private Explanation explained(String occurrence) throws Exception {
        return new Explainer(rig.home, new HeldStarts(rig.home), Explainer.Durable.ALL, seq -> {})
                .occurrence(occurrence);
    }

    private void minutes(LiveEngine engine, int minutes, double value) throws Exception {
        for (int i = 0; i < minutes * 6; i++) {
            rig.later(10_000);
            rig.send(engine, value);
        }
    }

    @Test
    void aSnapshotThatIsEarlyEnoughIsWhereItBegins() throws Exception {
        try (LiveEngine engine = rig.open()) {
            minutes(engine, 5, 5);
            engine.keepSnapshot();
            long covered = engine.snapshotSeq();
            minutes(engine, 15, 5);
            minutes(engine, 1, 11.5);
            Explanation explained = explained(Rig.status(engine, "LT-1:HH").occurrenceId());
            assertThat(explained.reach().replayed()).isTrue();
            assertThat(explained.reach().replayedFromSeq()).isEqualTo(covered + 1);
            assertThat(explained.reach().note().en()).isEmpty();
        }
    }

    @Test
    void whereNoneIsItBeginsAtTheNewestSegmentAndSaysWhatIsNotKnown() throws Exception {
        rig.retention = new Settings.Retention(1, 20_000, 1L << 50, 1L << 50, 1L << 50);
        String occurrence;
        try (LiveEngine engine = rig.open()) {
            engine.deleteOld();
            minutes(engine, 30, 5);
            minutes(engine, 1, 11.5);
            occurrence = Rig.status(engine, "LT-1:HH").occurrenceId();
            for (int i = 0; i < 3; i++) {
                minutes(engine, 1, 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
            assertThat(engine.oldestInput()).isGreaterThan(1);
            Explanation explained = explained(occurrence);
            assertThat(explained.reach().replayed()).isTrue();
            assertThat(explained.reach().note().en()).startsWith("how things stood before ");
            assertThat(explained.summary().en()).contains("LT-1");
        }
    }

    @Test
    void whereTheSamplesAreGoneTheEventLogAnswersAlone() throws Exception {
        rig.retention = new Settings.Retention(1, 1, 1L << 50, 1L << 50, 1L << 50);
        try (LiveEngine engine = rig.open()) {
            engine.deleteOld();
            minutes(engine, 1, 11.5);
            String occurrence = Rig.status(engine, "LT-1:HH").occurrenceId();
            for (int i = 0; i < 4; i++) {
                minutes(engine, 30, 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
            Explanation explained = explained(occurrence);
            assertThat(explained.reach().replayed()).isFalse();
            assertThat(explained.reach().note().en()).contains("event log alone");
        }
    }
}
