package io.tocsin.server.explain;

import static io.tocsin.server.live.SteppedSite.T0;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Site;
import io.tocsin.ingest.Decoder;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.explain.Silence.Reason;
import io.tocsin.server.live.Configurations;
import io.tocsin.server.live.InputRecord;
import io.tocsin.server.live.InputType;
import io.tocsin.server.live.SteppedSite;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that begins in the middle, where a snapshot was taken, says the same as one from the beginning. */
class StartPointTest {
    private static final long AFTER_MS = 1_200_000;
    private static final String TAGS = """
            tags: [{tag: LT-1, metric: LEVEL, unit: m, enterprise: E1, stale: off, limits: {H: {value: 10, onDelay: 5s}, L: 1}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void saysTheSameAsFromTheBeginning() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 0.5); // L stays active all along
            site.sample(2_000, 0.6);
            long middle = site.engine().figures().appliedSeq();
            site.sample(AFTER_MS, 0.7);
            site.configure(
                    AFTER_MS + 1_000,
                    TAGS.replace("H: {value: 10,", "H: {value: 0.75,")); // so that H can ring beside L
            site.sample(AFTER_MS + 2_000, 0.8);
            site.until(AFTER_MS + 7_000);
            site.sample(AFTER_MS + 8_000, 0.6);

            StartPoint snapshot = snapshot(site.home(), middle);
            Explainer late = explainer(site, () -> List.of(StartPoint.BEGINNING, snapshot));
            Explainer whole = explainer(site, StartPoints.BEGINNING);
            String high = site.occurrence("LT-1:H");
            assertThat(late.occurrence(high).reach().replayedFromSeq()).isEqualTo(middle + 1);
            assertThat(late.occurrence(high).ringing())
                    .isEqualTo(whole.occurrence(high).ringing());
            Asked asked = new Asked("LT-1", T0 + AFTER_MS, T0 + AFTER_MS, "L");
            Silence low = late.silence(asked).silences().get(0);
            assertThat(low.reason()).isEqualTo(Reason.ACTIVE);
            assertThat(low.figures().activeMs()).isEqualTo(T0 + 1_000);
            assertThat(low.figures().occurrence()).isEqualTo(site.occurrence("LT-1:L"));
        }
    }

    private static Explainer explainer(SteppedSite site, StartPoints starts) {
        return new Explainer(site.home(), starts, Explainer.Durable.ALL, seq -> {});
    }

    /** Goes through the journal up to a record, and takes a snapshot there. */
    private static StartPoint snapshot(Path home, long upTo) throws Exception {
        Configurations configurations = new Configurations(home.resolve("configurations"));
        Site site = null;
        Engine engine = null;
        Decoder decoder = null;
        long newestMs = 0;
        try (JournalReader reader = Journal.read(home.resolve("journal"), 1)) {
            while (reader.next() && reader.record().seq() <= upTo) {
                InputRecord input = InputRecord.of(reader.record());
                newestMs = input.receiveTimeMs();
                if (input.type() == InputType.CONFIGURED) {
                    site = configurations.loadShort(reader.record().configHash());
                    engine = new Engine(site, new Deaf());
                    decoder = new Decoder(site);
                } else if (input.type() == InputType.STARTED) {
                    requireNonNull(engine).input(new Input.Started(newestMs));
                } else if (input.type() == InputType.DRAINED) {
                    requireNonNull(engine).input(new Input.Drained(newestMs));
                } else {
                    new TagOutput(requireNonNull(site), requireNonNull(engine), new Nobody())
                            .decode(requireNonNull(decoder), input, By.of(input));
                }
            }
        }
        return point(requireNonNull(site), requireNonNull(engine), requireNonNull(decoder), upTo, newestMs);
    }

    private static StartPoint point(Site site, Engine engine, Decoder decoder, long upTo, long newestMs) {
        byte[] bytes = engine.snapshot();
        return new StartPoint() {
            @Override
            public long nextSeq() {
                return upTo + 1;
            }

            @Override
            public long timeMs() {
                return newestMs;
            }

            @Override
            public State restore(AlarmSink out) {
                Engine restored = new Engine(site, out);
                restored.restore(bytes, engine.lists());
                return new State(site, restored, new Decoder(site, decoder.state()));
            }
        };
    }

    private static final class Nobody implements Watcher {
        @Override
        public void configured(Site site, By by) {}

        @Override
        public void sample(SeenSample sample) {}

        @Override
        public void transition(AlarmEvent event, By by) {}

        @Override
        public void rejected(Refusal refusal) {}

        @Override
        public boolean isAnswered(By by) {
            return false;
        }

        @Override
        public @Nullable String tag() {
            return null;
        }
    }

    private static final class Deaf implements AlarmSink {
        @Override
        public void event(AlarmEvent event, AlarmStatus status) {}

        @Override
        public void warning(Warning warning) {
            // Not what is looked at here.
        }

        @Override
        public void missed(AlarmEvent event) {}

        @Override
        public void reply(Reply reply) {}

        @Override
        public void passage(JudgedPassage passage) {}

        @Override
        public void removed(Definition definition, long recordedTimeMs) {}
    }
}
