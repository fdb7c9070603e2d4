package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.rules.Quality;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.picture.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest values: what they show is what the engine judged, and no reader sees half of a turn. */
class LiveValuesTest {
    private static final int GOOD = Quality.GOOD.code();
    private static final int BAD = Quality.BAD.code();
    private static final int TAGS = 200;

    @TempDir
    private Path folder;

    private Site site(int tags, String more) throws Exception {
        StringBuilder yaml = new StringBuilder("tags:\n");
        for (int i = 0; i < tags; i++) {
            yaml.append("  - {tag: LT-")
                    .append(i)
                    .append(", metric: LEVEL")
                    .append(more)
                    .append("}\n");
        }
        Path site = Files.createDirectories(folder.resolve("site" + tags));
        Files.writeString(site.resolve("tags.yaml"), yaml);
        SiteReader.Result read = SiteReader.read(site, Map.of());
        return read.site().orElseThrow(() -> new AssertionError(read.problems()));
    }

    private static Values now(LiveValues live) {
        live.values();
        live.turnEnds(0);
        return live.values();
    }

    @Test
    void aTagThatWasNeverHeardHasNothing() throws Exception {
        Values values = now(new LiveValues(site(1, "")));
        assertThat(values.value(0)).isNaN();
        assertThat(values.quality(0)).isEqualTo(Values.NEVER);
        assertThat(values.receiveMs(0)).isEqualTo(-1);
    }

    @Test
    void aBadSampleLeavesTheLastGoodValue() throws Exception {
        LiveValues live = new LiveValues(site(1, ""));
        live.sample(0, 1_000, 4.5, GOOD, 1_001);
        live.sample(0, 2_000, Double.NaN, BAD, 2_001);
        Values values = now(live);
        assertThat(values.value(0)).isEqualTo(4.5);
        assertThat(values.quality(0)).isEqualTo((byte) BAD);
        assertThat(values.eventMs(0)).isEqualTo(2_000);
        assertThat(values.receiveMs(0)).isEqualTo(2_001);
    }

    @Test
    void beyondItsFailureBoundsASampleIsBad() throws Exception {
        LiveValues live = new LiveValues(site(1, ", range: {low: 0, high: 10, failLow: -1, failHigh: 11}"));
        live.sample(0, 1_000, 10.5, GOOD, 1_000);
        assertThat(now(live).value(0)).isEqualTo(10.5);
        live.sample(0, 2_000, 11.5, GOOD, 2_000);
        Values values = now(live);
        assertThat(values.value(0)).isEqualTo(10.5);
        assertThat(values.quality(0)).isEqualTo((byte) BAD);
    }

    @Test
    void aSecondValueUnderOneStampMovesNothingAndARepeatIsASignOfLife() throws Exception {
        LiveValues live = new LiveValues(site(1, ""));
        live.sample(0, 1_000, 4.5, GOOD, 1_001);
        live.sample(0, 1_000, 9.5, GOOD, 5_000);
        assertThat(now(live).receiveMs(0)).isEqualTo(1_001);
        live.sample(0, 1_000, 4.5, GOOD, 6_000);
        Values values = now(live);
        assertThat(values.value(0)).isEqualTo(4.5);
        assertThat(values.receiveMs(0)).isEqualTo(6_000);
        assertThat(values.newestReceiveMs()).isEqualTo(6_000);
    }

    @Test
    void whatWasTooOldWhenItCameMakesNothingLookAlive() throws Exception {
        LiveValues live = new LiveValues(site(1, ""));
        live.sample(0, 1_000, 4.5, GOOD, 1_000);
        live.sample(0, 2_000, 9.5, GOOD, 2_000 + 300_001);
        Values values = now(live);
        assertThat(values.value(0)).isEqualTo(4.5);
        assertThat(values.newestReceiveMs()).isEqualTo(1_000);
    }

    @Test
    void movesExactlyWhereTheEngineTakesTheSample() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Site site = site(3, ", limits: {H: 10}");
        Engine engine = new Engine(site, new Silent());
        LiveValues live = new LiveValues(site);
        long receiveMs = 1_800_000_000_000L;
        for (int i = 0; i < 50_000; i++) {
            receiveMs += random.nextInt(2_000);
            int tag = random.nextInt(3);
            long age = random.nextInt(10) == 0 ? random.nextInt(600_000) : random.nextInt(3) * 500L;
            double value = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(4);
            int quality = Double.isNaN(value) ? BAD : GOOD;
            Values before = now(live);
            Engine.SampleCounts counted = engine.sampleCounts();
            engine.sample(tag, receiveMs - age, value, quality, receiveMs);
            live.sample(tag, receiveMs - age, value, quality, receiveMs);
            Engine.SampleCounts after = engine.sampleCounts();
            Values shown = now(live);
            boolean repeat = after.repeats() > counted.repeats();
            boolean taken = after.equals(counted);
            assertThat(shown.eventMs(tag))
                    .as("seed=%d i=%d", seed, i)
                    .isEqualTo(taken ? receiveMs - age : before.eventMs(tag));
            assertThat(shown.receiveMs(tag))
                    .as("seed=%d i=%d", seed, i)
                    .isEqualTo(taken || repeat ? receiveMs : before.receiveMs(tag));
        }
    }

    @Test
    void valuesGoOnByTagUnderAnotherConfiguration() throws Exception {
        LiveValues live = new LiveValues(site(2, ""));
        live.sample(1, 1_000, 4.5, GOOD, 1_000);
        live.configured(site(3, ""));
        live.sample(1, 1_000, 4.5, GOOD, 2_000);
        Values values = now(live);
        assertThat(values.site().tags()).hasSize(3);
        assertThat(values.value(1)).isEqualTo(4.5);
        assertThat(values.receiveMs(1)).as("a repeat is still known as one").isEqualTo(2_000);
        assertThat(values.quality(2)).isEqualTo(Values.NEVER);
    }

    /**
     * The writer gives every tag the number of the turn; in whatever copy a reader is given, all must carry one and the
     * same number, none may be lower than in the copy before, and a fresh one must not be older than the question.
     */
    @Test
    void noReaderSeesHalfOfATurnOrTimeRunningBack() throws Exception {
        LiveValues live = new LiveValues(site(TAGS, ""));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong ended = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean fresh = i % 2 == 0;
                readers.add(threads.submit(() -> read(live, fresh, stop, ended)));
            }
            long turn = 0;
            while (turn < 20_000 || (turn < 2_000_000 && readers.stream().anyMatch(reader -> !reader.isDone()))) {
                turn++;
                for (int tag = 0; tag < TAGS; tag++) {
                    live.sample(tag, turn, (double) turn, GOOD, turn);
                }
                live.turnEnds(turn);
                ended.set(turn);
                stop.set(turn >= 20_000);
            }
            for (Future<Long> reader : readers) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).as("pictures seen").isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many different pictures it saw. */
    private static long read(LiveValues live, boolean fresh, AtomicBoolean stop, AtomicLong ended)
            throws InterruptedException {
        long seen = 0;
        long before = -1;
        while (!stop.get()) {
            long asked = ended.get();
            Values values = fresh ? live.fresh() : live.values();
            long turn = values.receiveMs(0);
            for (int tag = 0; tag < TAGS && turn > 0; tag++) {
                assertThat(values.receiveMs(tag)).isEqualTo(turn);
                assertThat(values.eventMs(tag)).isEqualTo(turn);
                assertThat(values.value(tag)).isEqualTo((double) turn);
            }
            assertThat(turn).isGreaterThanOrEqualTo(fresh ? asked : before);
            seen += turn > before ? 1 : 0;
            before = turn;
        }
        return seen;
    }

    /** Who listens to nothing. */
    private static final class Silent implements AlarmSink {
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
