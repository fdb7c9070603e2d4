package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.server.events.LoggedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The whole engine, from a message as the broker hands it over to the event log, against a model of a few lines:
 * duplicates, messages out of order, redelivery, restarts and crashes at any write, snapshots, retention, a host's clock
 * that is set by hours, operators who acknowledge. Every transition stands in the event log once, with its time; every
 * acknowledged message was judged; and the state is the same from a snapshot as from the journal.
 *
 * <p>{@code -Dseeds=20000} runs more, {@code -DfirstSeed=N -Dseeds=1} one again.
 */
class WholeEngineTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final long DELAY_MS = 5_000;
    private static final String TAGS = """
            tags:
              - {tag: A, metric: LEVEL, deadband: 1, limits: {H: 10}, stale: off, badQuality: off}
              - {tag: B, metric: LEVEL, deadband: 1, limits: {H: 10}, stale: off, badQuality: off}
              - {tag: C, metric: LEVEL, deadband: 1, limits: {H: {value: 10, onDelay: 5s}}, stale: off, badQuality: off}
            """;

    /** What is not simulated is written to memory, where there is such a place: it is synced thousands of times. */
    @TempDir(factory = InMemory.class)
    private Path folder;

    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "tocsin")
                    : Files.createTempDirectory("tocsin");
        }
    }

    private SiteReader.Result site;

    @BeforeEach
    void site() throws Exception {
        Path files = Files.createDirectories(folder.resolve("site"));
        Files.writeString(files.resolve("tags.yaml"), TAGS);
        site = SiteReader.read(files, Map.of());
    }

    @Test
    void everyTransitionIsToldOnceWhateverBecomesOfTheProcess() throws Exception {
        long first = Long.getLong("firstSeed", 1);
        long seeds = Long.getLong("seeds", 300);
        System.out.println("whole engine: seeds " + first + " to " + (first + seeds - 1));
        long[] sum = new long[5];
        for (long seed = first; seed < first + seeds; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
            }
            sum[0] += run.messages;
            sum[1] += run.transitions;
            sum[2] += run.crashes;
            sum[3] += run.restarts;
            sum[4] += run.steps;
        }
        System.out.printf(
                "messages=%d transitions=%d crashes=%d restarts=%d clockSteps=%d%n",
                sum[0], sum[1], sum[2], sum[3], sum[4]);
        assertThat(sum).doesNotContain(0);
    }

    private record Message(int number, int tag, long timeMs, int value) {
        byte[] payload() {
            String name = "ABC".substring(tag, tag + 1);
            return ("{\"seq\":" + number + ",\"ts\":" + timeMs + ",\"values\":[{\"tag\":\"" + name + "\",\"v\":" + value
                            + "}]}")
                    .getBytes(UTF_8);
        }
    }

    /** What the semantics say of one tag, in a few lines. */
    private static final class Model {
        private final String alarm;
        private final long delayMs;
        private long newestMs = Long.MIN_VALUE;
        private long onsetMs = -1;
        private boolean active;
        private final List<String> said = new ArrayList<>();

        Model(String alarm, long delayMs) {
            this.alarm = alarm;
            this.delayMs = delayMs;
        }

        /** Time goes on to here; what is due fires. */
        void until(long timeMs) {
            if (onsetMs >= 0 && onsetMs + delayMs <= timeMs) {
                active = true;
                said.add("raised " + alarm + " " + (onsetMs + delayMs));
                onsetMs = -1;
            }
        }

        void sample(long timeMs, int value) {
            if (timeMs <= newestMs) {
                return;
            }
            newestMs = timeMs;
            until(timeMs);
            if (active && value < 9) {
                active = false;
                said.add("cleared " + alarm + " " + timeMs);
            } else if (!active && value >= 10) {
                onsetMs = onsetMs < 0 ? timeMs : onsetMs;
            } else if (!active) {
                onsetMs = -1;
            }
            until(timeMs);
        }
    }

    private final class Run {
        private final Random random;
        private final MemoryDisk disk;
        private final Path home;
        private final AtomicLong nowMs = new AtomicLong(T0);
        private final AtomicLong wallOffMs = new AtomicLong();
        private final List<Model> models =
                List.of(new Model("A:H", 0), new Model("B:H", 0), new Model("C:H", DELAY_MS));
        /** What the broker has not been told yet; it hands that over again, in order. */
        private final Deque<Message> owed = new ArrayDeque<>();

        private LiveEngine engine;
        private int messages;
        private int transitions;
        private int crashes;
        private int restarts;
        private int steps;

        Run(long seed) throws Exception {
            random = new Random(new SplittableRandom(seed).nextLong());
            disk = new MemoryDisk(random);
            home = folder.resolve("home" + seed);
            Files.createDirectories(home);
            engine = opened();
        }

        void run() throws Exception {
            for (int i = 40 + random.nextInt(60); i > 0; i--) {
                step();
            }
            drain();
            disk.crashAfter(Integer.MAX_VALUE);
            judge();
            theStateIsTheSameFromTheJournalAlone();
        }

        private void open() throws Exception {
            engine = opened();
            owed.forEach(this::offer);
        }

        private LiveEngine opened() throws Exception {
            Settings.Retention kept = new Settings.Retention(1, 1L << 40, 1L << 40, 1L << 40, 1L << 40);
            LiveEngine.Options options = new LiveEngine.Options(
                    home, false, new Settings.Journal(4_000 + random.nextInt(8_000), 1_000), kept);
            LiveEngine.Clocks clocks = new LiveEngine.Clocks(nowMs::get, () -> nowMs.get() + wallOffMs.get());
            // A start takes the host's clock as it is; here it is right by then.
            wallOffMs.set(0);
            while (true) {
                try {
                    LiveEngine begun = LiveEngine.open(options, clocks, Rig.Quiet.LISTENER, disk::folder);
                    begun.begin(site);
                    begun.step();
                    begun.drained();
                    begun.step();
                    return begun;
                } catch (MemoryDisk.Crash e) {
                    crashed();
                }
            }
        }

        private void crashed() {
            crashes++;
            disk.losePower();
        }

        private void step() throws Exception {
            nowMs.addAndGet(random.nextInt(2_000));
            try {
                switch (random.nextInt(24)) {
                    case 0 -> restart();
                    case 1 -> disk.crashAfter(1 + random.nextInt(30));
                    case 2 -> clockStep();
                    case 3 -> engine.keepSnapshot();
                    case 4 -> acknowledge();
                    default -> publish();
                }
                engine.step();
                engine.step();
            } catch (MemoryDisk.Crash e) {
                crashed();
                open();
            }
        }

        private void restart() throws Exception {
            restarts++;
            engine.close();
            if (random.nextBoolean()) {
                nowMs.addAndGet(random.nextInt(200_000)); // what waits is no history when it comes
            }
            open();
        }

        private void clockStep() {
            steps++;
            wallOffMs.set((random.nextInt(5) - 2) * 3_600_000L);
        }

        private void acknowledge() throws Exception {
            for (var status : engine.alarms()) {
                byte[] command = Rig.acknowledge(engine, status.definition().id(), "r" + random.nextInt(1_000_000));
                CompletableFuture<Void> durable = engine.command(command);
                engine.step();
                assertThat(durable).isCompleted();
            }
        }

        private void publish() {
            int tag = random.nextInt(3);
            long timeMs = nowMs.get();
            if (tag < 2 && random.nextInt(5) == 0) {
                timeMs -= random.nextInt(20_000); // out of order, or by a slow clock
            }
            Message message = new Message(++messages, tag, timeMs, 5 + random.nextInt(8));
            models.get(tag).sample(timeMs, message.value());
            hand(message);
            if (random.nextInt(6) == 0) {
                hand(message);
            }
        }

        private void hand(Message message) {
            owed.add(message);
            offer(message);
        }

        private void offer(Message message) {
            Arrival arrival = Arrival.of("park/site/e1/g1/telemetry", message.payload(), false, 1 << 20, nowMs.get());
            assertThat(engine.offer(arrival, () -> owed.remove(message))).isTrue();
        }

        private void drain() throws Exception {
            boolean done = false;
            while (!done) {
                try {
                    nowMs.addAndGet(DELAY_MS + 1);
                    for (int i = 0; i < 4; i++) {
                        engine.step();
                    }
                    done = owed.isEmpty();
                } catch (MemoryDisk.Crash e) {
                    crashed();
                    open();
                }
            }
            models.forEach(model -> model.until(nowMs.get()));
        }

        private void judge() throws Exception {
            List<LoggedEvent> logged = Rig.events(engine);
            assertThat(logged.stream().filter(each -> each.kind() == LoggedEvent.Kind.EVENT))
                    .extracting(LoggedEvent::id)
                    .doesNotHaveDuplicates();
            for (Model model : models) {
                List<String> said = logged.stream()
                        .filter(each -> each.kind() == LoggedEvent.Kind.EVENT
                                && each.key().equals(model.alarm))
                        .map(each -> each.type().substring("io.tocsin.alarm.".length()) + " " + each.key() + " "
                                + each.timeMs())
                        .filter(each -> each.startsWith("raised") || each.startsWith("cleared"))
                        .toList();
                assertThat(said).as(model.alarm).isEqualTo(model.said);
                transitions += said.size();
            }
        }

        private void theStateIsTheSameFromTheJournalAlone() throws Exception {
            String state = Rig.state(engine);
            List<String> ids = Rig.ids(engine);
            engine.close();
            disk.forget("snapshots");
            LiveEngine.Options options = new LiveEngine.Options(home, false, 1 << 20);
            LiveEngine.Clocks clocks = new LiveEngine.Clocks(nowMs::get, nowMs::get);
            try (LiveEngine again = LiveEngine.open(options, clocks, Rig.Quiet.LISTENER, disk::folder)) {
                assertThat(Rig.state(again)).isEqualTo(state);
                assertThat(Rig.ids(again)).isEqualTo(ids);
            }
        }
    }
}
