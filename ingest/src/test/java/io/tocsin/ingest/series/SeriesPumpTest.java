package io.tocsin.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.series.SeriesPump.Turn;
import io.tocsin.ingest.series.WriteOutcome.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesPumpTest {
    private static final long T0 = 1_795_305_600_000L;
    private static final String TOPIC = "park/it/e1/g1/telemetry";

    @TempDir
    private Path folder;

    private final List<JournaledArrival> journal = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final List<String> dead = new ArrayList<>();
    private int deadForced;
    private SeriesCursor.Position kept = new SeriesCursor.Position(0, 0, 0);
    private boolean cursorFails;
    private Site site;
    private SeriesPump pump;
    private long nowMs;
    private boolean mayWork = true;

    @BeforeEach
    void open() throws Exception {
        site = site("first", "LEVEL");
        pump = pump();
    }

    private Site site(String name, String metric) throws Exception {
        Path at = Files.createDirectories(folder.resolve(name));
        Files.writeString(at.resolve("park.yaml"), "park: {id: it, name: It}\nenterprises: [{id: e1, name: One}]\n");
        Files.writeString(at.resolve("tags.yaml"), "tags:\n  - {tag: LT-1, metric: " + metric + ", interval: 5s}\n");
        return SiteReader.read(at, Map.of()).site().orElseThrow();
    }

    private SeriesPump pump() throws IOException {
        return new SeriesPump(new Source(), store, new Dead(), new Kept(), () -> mayWork);
    }

    private void samples(Site under, int count) {
        StringBuilder json = new StringBuilder("{\"values\":[");
        for (int i = 0; i < count; i++) {
            long at = T0 + journal.size() * 100_000L + i;
            json.append(i == 0 ? "" : ",")
                    .append("{\"tag\":\"LT-1\",\"v\":")
                    .append(i)
                    .append(",\"ts\":")
                    .append(at);
            json.append('}');
        }
        message(under, json.append("]}").toString());
    }

    private void message(Site under, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        long receiveMs = T0 + journal.size() * 100_000L + 10_000;
        Arrival arrival = new Arrival(TOPIC, bytes, Arrival.Kind.LIVE, bytes.length, receiveMs);
        journal.add(new JournaledArrival(journal.size() + 1, new JournaledArrival.Telemetry(under, arrival)));
    }

    private void other() {
        journal.add(new JournaledArrival(journal.size() + 1, null));
    }

    /** Turns until there is nothing to do, a linger later at the latest. */
    private void drain() throws IOException {
        for (int idle = 0; idle < 2; ) {
            Turn turn = pump.doWork(nowMs);
            idle = turn == Turn.IDLE ? idle + 1 : 0;
            nowMs += turn == Turn.IDLE ? SeriesPump.LINGER_MS : 0;
        }
    }

    private void assertSettled(long stored, long deadLetters) {
        SeriesPump.Figures figures = pump.figures();
        assertThat(figures.stored()).isEqualTo(stored);
        assertThat(figures.dead()).isEqualTo(deadLetters).isEqualTo(dead.size());
        assertThat(figures.taken()).isEqualTo(stored + deadLetters);
        assertThat(kept).isEqualTo(new SeriesCursor.Position(journal.size(), stored, deadLetters));
        assertThat(figures.seq()).isEqualTo(journal.size());
    }

    @Test
    void writesWhatWaitsAfterItsLinger() throws Exception {
        samples(site, 3);
        assertThat(pump.doWork(0)).isEqualTo(Turn.WORKED);
        assertThat(pump.doWork(SeriesPump.LINGER_MS - 1)).isEqualTo(Turn.IDLE);
        assertThat(store.writes).isEmpty();
        assertThat(pump.figures().taken()).isEqualTo(3);
        pump.doWork(SeriesPump.LINGER_MS);
        pump.doWork(SeriesPump.LINGER_MS);
        assertThat(store.writes).hasSize(1);
        pump.doWork(SeriesPump.LINGER_MS);
        assertSettled(3, 0);
    }

    @Test
    void leavesEverythingAsItIsWhileItMayNotWork() throws Exception {
        samples(site, 3);
        pump.doWork(0);
        mayWork = false;
        assertThat(pump.doWork(SeriesPump.LINGER_MS)).isEqualTo(Turn.PAUSED);
        assertThat(pump.doWork(SeriesPump.LINGER_MS)).isEqualTo(Turn.PAUSED);
        assertThat(store.writes).isEmpty();
        mayWork = true;
        drain();
        assertSettled(3, 0);
    }

    @Test
    void writesAFullBatchAtOnceAndNoMoreThanThatAtATime() throws Exception {
        samples(site, 3_000);
        samples(site, 9_000);
        while (pump.doWork(0) == Turn.WORKED) {
            assertThat(kept.seq()).isIn(0L, 2L);
        }
        assertThat(store.writes).extracting(text -> text.lines().count()).containsExactly(5_000L, 5_000L, 2_000L);
        assertSettled(12_000, 0);
    }

    @Test
    void movesItsCursorOverRecordsWithoutPoints() throws Exception {
        other();
        message(site, "no json");
        other();
        drain();
        assertThat(store.writes).isEmpty();
        assertSettled(0, 0);
    }

    @Test
    void writesTheSameLinesAgainWhereTheStoreIsAway() throws Exception {
        samples(site, 5);
        store.answers.add(new WriteOutcome(Kind.RETRY, "HTTP 503: away"));
        nowMs = 0;
        pump.doWork(nowMs);
        nowMs = SeriesPump.LINGER_MS;
        pump.doWork(nowMs);
        assertThat(pump.doWork(nowMs)).isEqualTo(Turn.RETRY);
        assertThat(pump.figures().reason()).isEqualTo("HTTP 503: away");
        assertThat(kept.seq()).isZero();
        drain();
        assertThat(store.writes).hasSize(2);
        assertThat(store.writes.get(1)).isEqualTo(store.writes.get(0));
        assertThat(pump.figures().retries()).isEqualTo(1);
        assertThat(pump.figures().reason()).isEmpty();
        assertSettled(5, 0);
    }

    @Test
    void holdsAndSkipsNothingWhereItIsRefused() throws Exception {
        samples(site, 5);
        for (int i = 0; i < 50; i++) {
            store.answers.add(new WriteOutcome(Kind.HELD, "HTTP 401: who are you"));
        }
        pump.doWork(0);
        pump.doWork(SeriesPump.LINGER_MS);
        for (int i = 0; i < 50; i++) {
            assertThat(pump.doWork(SeriesPump.LINGER_MS)).isEqualTo(Turn.HELD);
            assertThat(pump.figures().held()).isTrue();
        }
        drain();
        assertThat(pump.figures().held()).isFalse();
        assertSettled(5, 0);
    }

    @Test
    void findsTheOnePoisonedLineAndKeepsItWithTheReason() throws Exception {
        samples(site, 5_000);
        store.poisoned = line -> line.contains("v=4711.0,");
        drain();
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0))
                .startsWith("HTTP 400: poisoned level,")
                .contains("v=4711.0,q=0i")
                .doesNotContain("\n");
        assertThat(store.lines).hasSize(4_999);
        assertThat(store.writes).hasSizeLessThan(30);
        assertThat(deadForced).isPositive();
        assertSettled(4_999, 1);
    }

    @Test
    void halvesWhatIsTooLargeAndStaysThere() throws Exception {
        store.linesMax = 1_300;
        samples(site, 5_000);
        samples(site, 5_000);
        drain();
        assertSettled(10_000, 0);
        assertThat(store.writes.stream().filter(text -> text.lines().count() > 1_300))
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void keepsALineThatIsTooLargeAlone() throws Exception {
        store.linesMax = 0;
        samples(site, 3);
        drain();
        assertSettled(0, 3);
    }

    @Test
    void triesToSettleAgainWhereTheCursorCannotBeMoved() throws Exception {
        samples(site, 5_000);
        cursorFails = true;
        pump.doWork(0);
        pump.doWork(0);
        assertThatThrownBy(() -> pump.doWork(0)).isInstanceOf(IOException.class);
        assertThat(pump.figures().stored()).isEqualTo(5_000);
        cursorFails = false;
        drain();
        assertThat(store.writes).hasSize(1);
        assertSettled(5_000, 0);
    }

    @Test
    void readsEachMessageUnderTheConfigurationOfItsTime() throws Exception {
        Site second = site("second", "PRESSURE");
        samples(site, 1);
        samples(second, 1);
        drain();
        assertThat(store.lines).hasSize(2);
        assertThat(store.lines).element(0).asString().startsWith("level,");
        assertThat(store.lines).element(1).asString().startsWith("pressure,");
        assertThat(store.prepared).containsExactly("level", "pressure");
    }

    @Test
    void losesAndCountsNothingTwiceOverSeededKillsAndFaults() throws Exception {
        long seed = Long.getLong("tocsin.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        store.poisoned = line -> line.contains("v=13.0,");
        Set<String> all = new LinkedHashSet<>();
        long sent = 0;
        for (int step = 0; step < 2_000; step++) {
            int points = random.nextInt(40);
            switch (random.nextInt(8)) {
                case 0 -> pump = pump();
                case 1 -> store.answers.add(new WriteOutcome(Kind.RETRY, "away"));
                case 2 -> store.answers.add(new WriteOutcome(Kind.HELD, "refused"));
                case 3, 4 -> {
                    samples(site, points);
                    sent += points;
                }
                default -> pump.doWork(nowMs += random.nextInt(2_000));
            }
        }
        store.answers.clear();
        drain();
        dead.forEach(letter -> all.add(letter.substring(letter.indexOf("level,"))));
        assertThat(pump.figures().stored() + pump.figures().dead())
                .isEqualTo(sent)
                .isEqualTo(pump.figures().taken());
        all.addAll(store.lines);
        assertThat(all).hasSize((int) sent);
        assertThat(kept.seq()).isEqualTo(journal.size());
    }

    private final class Source implements TelemetrySource {
        private long at;

        @Override
        public void seek(long seq) {
            at = seq;
        }

        @Override
        public @Nullable JournaledArrival next() {
            return at < journal.size() ? journal.get((int) at++) : null;
        }

        @Override
        public long lastSeq() {
            return journal.size();
        }

        @Override
        public void close() {
            at = Long.MAX_VALUE;
        }
    }

    private final class Dead implements DeadLetters {
        @Override
        public void add(String line, String reason) {
            dead.add(reason + " " + line);
        }

        @Override
        public void force() {
            deadForced++;
        }
    }

    private final class Kept implements SeriesCursor {
        @Override
        public Position position() {
            return kept;
        }

        @Override
        public void moveTo(Position position) throws IOException {
            if (cursorFails) {
                throw new IOException("disk full");
            }
            kept = position;
        }
    }
}
