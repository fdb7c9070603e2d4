package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.alarms.AlarmState;
import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site of 100,000 tags with 10,000 standing alarms starts again soon and as it stood; ten thousand alarms at once are kept in order. */
class LargeSiteTest {
    private static final int TAGS = 100_000;
    private static final int STANDING = 10_000;
    private static final long READY_WITHIN_S = 10;
    private static final int BURST = 10_000;
    private static final long BURST_MS = 10_000;

    @TempDir
    private Path folder;

    private Path site(int tags) throws Exception {
        StringBuilder csv = new StringBuilder("tag,metric,unit,H,deadband\n");
        for (int tag = 0; tag < tags; tag++) {
            csv.append(name(tag)).append(",LEVEL,m,10,1\n");
        }
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("tags.csv"), csv);
        return site;
    }

    private static String name(int tag) {
        return "T-" + tag;
    }

    private LiveEngine open() throws Exception {
        LiveEngine.Options options = new LiveEngine.Options(
                folder.resolve("home"),
                false,
                new Settings.Journal(64 << 20, 60_000),
                Settings.defaults().retention());
        LiveEngine.Clocks clocks = new LiveEngine.Clocks(new ShellClock(), System::currentTimeMillis);
        return LiveEngine.open(options, clocks, Rig.Quiet.LISTENER);
    }

    private static Arrival arrival(LiveEngine engine, int tag, int count, double value) {
        StringBuilder json = new StringBuilder("{\"values\":[");
        for (int i = tag; i < tag + count; i++) {
            json.append(i == tag ? "" : ",")
                    .append("{\"tag\":\"")
                    .append(name(i))
                    .append("\",\"v\":")
                    .append(value)
                    .append('}');
        }
        return Arrival.of(
                "park/site/e1/g1/telemetry",
                json.append("]}").toString().getBytes(UTF_8),
                false,
                1 << 20,
                engine.arrivalMs());
    }

    private static void offer(LiveEngine engine, Arrival arrival, Runnable durable) {
        while (!engine.offer(arrival, durable)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aHundredThousandTagsWithTenThousandStandingAlarmsAreReadyInTenSeconds() throws Exception {
        Path site = site(TAGS);
        String state;
        long events;
        try (LiveEngine engine = open()) {
            engine.start(SiteReader.read(site, Map.of()));
            engine.drained();
            AtomicInteger taken = new AtomicInteger();
            for (int tag = 0; tag < TAGS; tag += 1_000) {
                offer(engine, arrival(engine, tag, 1_000, tag < STANDING ? 11 : 5), taken::incrementAndGet);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> taken.get() == TAGS / 1_000 && engine.alarms().size() == STANDING);
            engine.stopThreads();
            state = Rig.state(engine);
            events = engine.durableEvents();
        }
        // Of this thread, which does the work: others on the machine are not to decide.
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long begunCpu = cpu.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        SiteReader.Result read = SiteReader.read(site, Map.of());
        long checked = System.nanoTime();
        try (LiveEngine engine = open()) {
            long recovered = System.nanoTime();
            assertThat(Rig.state(engine)).isEqualTo(state);
            engine.start(read);
            double workS = (cpu.getCurrentThreadCpuTime() - begunCpu) / 1e9;
            await().atMost(Duration.ofSeconds(60)).until(() -> engine.figures().appliedSeq() > 0);
            double readyS = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "ready after %.1f s, %.1f s of work: %.1f s for the site, %.1f s for the state, %d inputs read%n",
                    readyS, workS, (checked - begun) / 1e9, (recovered - checked) / 1e9, engine.recoveredInputs());
            assertThat(workS).isLessThan(READY_WITHIN_S);
            assertThat(engine.alarms()).hasSize(STANDING).allMatch(alarm -> alarm.state() == AlarmState.UNACK_ACTIVE);
            assertThat(engine.durableEvents()).as("announced again").isEqualTo(events);
        }
    }

    @Test
    void tenThousandActivationsInTenSecondsAreAllRecordedInOrder() throws Exception {
        Path site = site(BURST);
        try (LiveEngine engine = open()) {
            engine.start(SiteReader.read(site, Map.of()));
            engine.drained();
            long[] offeredNs = new long[BURST];
            long begun = System.nanoTime();
            for (int tag = 0; tag < BURST; tag++) {
                long dueNs = begun + TimeUnit.MILLISECONDS.toNanos(BURST_MS * tag / BURST);
                while (System.nanoTime() < dueNs) {
                    Thread.onSpinWait();
                }
                offeredNs[tag] = System.nanoTime();
                offer(engine, arrival(engine, tag, 1, 11), () -> {});
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> engine.alarms().size() == BURST);
            System.out.printf(
                    "%d activations in %.1f s, the last stood %.0f ms after it was offered%n",
                    BURST, (offeredNs[BURST - 1] - begun) / 1e9, (System.nanoTime() - offeredNs[BURST - 1]) / 1e6);
            List<String> raised = new ArrayList<>();
            await().atMost(Duration.ofSeconds(10)).until(() -> engine.durableEvents() == 2L * BURST);
            try (JournalReader reader = engine.eventsFrom(1)) {
                while (reader.next()) {
                    LoggedEvent event = LoggedEvent.of(reader.record());
                    if (event.kind() == LoggedEvent.Kind.EVENT) {
                        raised.add(event.key());
                    }
                }
            }
            List<String> expected = new ArrayList<>();
            for (int tag = 0; tag < BURST; tag++) {
                expected.add(name(tag) + ":H");
            }
            assertThat(raised).isEqualTo(expected);
        }
    }
}
