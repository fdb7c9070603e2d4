package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.server.TopicReader.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kafka is frozen, killed and gone while alarms come and go. The short form runs in every build;
 * {@code -Dtocsin.outage.seconds=300 -Dtocsin.outage.rate=100} is the long one.
 */
class KafkaOutageIT {
    private static final int AWAY_S = Integer.getInteger("tocsin.outage.seconds", 20);
    private static final int RATE = Integer.getInteger("tocsin.outage.rate", 100);
    private static final int TAGS = 100;
    private static final long WATCH_PERIOD_MS = 25;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    /** What was published of a tag and is not seen to stand yet. */
    private record Due(long timeMs, long sentNs) {}

    private final Map<String, List<String>> expected = new TreeMap<>();
    private final Map<String, Due> due = new ConcurrentHashMap<>();
    private long newestMs;
    private int sent;
    private volatile boolean watching = true;
    private volatile long longestNs;
    private volatile @Nullable Exception watchFault;

    @Test
    void noTransitionIsLostAndNoneWaitsForKafka() throws Exception {
        Path site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(TAGS));
        SiteReader.Result read = SiteReader.read(site, Map.of());
        try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"));
                EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("mqtt"), 0));
                Station station = Station.start(read, options(read, broker, kafka));
                Gateway gateway = Gateway.connect(broker.url(), "park/it/e1/g1")) {
            Web web = Web.of(station);
            await().atMost(DRAINED_WITHIN).until(() -> station.health().ready());
            warmUp(gateway, web);
            Thread watch = new Thread(() -> watch(web), "board-watch");
            watch.start();
            outage(gateway, web, kafka);
            watching = false;
            watch.join();
            assertThat(watchFault).isNull();
            assertThat(due).isEmpty();
            assertEverythingArrived(kafka);
            assertThat(TimeUnit.NANOSECONDS.toMillis(longestNs)).isLessThan(1_000);
        }
    }

    private Station.Options options(SiteReader.Result read, EmbeddedBroker broker, KafkaProcess kafka) {
        Settings settings = read.site()
                .orElseThrow()
                .settings()
                .withMqttUrl(broker.url())
                .withKafka(kafka.bootstrap())
                .withKafkaOperators(Settings.Operators.DECLARED)
                .withSeriesUrl(Settings.OFF)
                .withHttpPort(0);
        return new Station.Options(folder.resolve("home"), settings, false);
    }

    /** Frozen for a third of the time, then killed and gone for the rest. */
    private void outage(Gateway gateway, Web web, KafkaProcess kafka) throws Exception {
        publish(gateway, 2);
        kafka.freeze();
        publish(gateway, AWAY_S / 3);
        kafka.thaw();
        publish(gateway, 2);
        kafka.kill();
        publish(gateway, AWAY_S - AWAY_S / 3);
        double lag = web.metric("tocsin_kafka_lag_records");
        assertThat(lag).isPositive();
        assertThat(web.metric("tocsin_link_up{link=\"kafka\"}")).isZero();
        assertThat(web.status("/health/live")).isEqualTo(200);
        kafka.startAgain();
        long backNs = System.nanoTime();
        publish(gateway, 2);
        await().atMost(DRAINED_WITHIN)
                .until(() -> due.isEmpty()
                        && web.metric("tocsin_kafka_lag_records") == 0
                        && web.metric("tocsin_link_up{link=\"kafka\"}") == 1);
        System.out.printf(
                "kafka outage: away %d s at %d transitions/s, sent %d, %.0f records behind at its end, all there %d ms"
                        + " after Kafka was back; longest from publish to the alarm's standing %d ms%n",
                AWAY_S,
                RATE,
                sent,
                lag,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - backNs),
                TimeUnit.NANOSECONDS.toMillis(longestNs));
    }

    /** The first of everything pays for the loading of classes, and is measured by nobody. */
    private void warmUp(Gateway gateway, Web web) throws Exception {
        for (int tag = 1; tag <= TAGS; tag++) {
            toggle(gateway, "LT-" + tag);
        }
        await().atMost(DRAINED_WITHIN).until(() -> {
            look(web);
            return due.isEmpty() && web.metric("tocsin_kafka_lag_records") == 0;
        });
        longestNs = 0;
    }

    private void publish(Gateway gateway, int seconds) throws Exception {
        long periodNs = TimeUnit.SECONDS.toNanos(1) / RATE;
        long dueNs = System.nanoTime();
        for (int i = 0; i < seconds * RATE; i++) {
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            dueNs += periodNs;
            toggle(gateway, "LT-" + (1 + sent % TAGS));
        }
    }

    /** Each publish is a transition: the tag's alarm comes, or goes. */
    private void toggle(Gateway gateway, String tag) throws Exception {
        List<String> told = expected.computeIfAbsent(tag + ":H", none -> new ArrayList<>());
        boolean comes = told.size() % 2 == 0;
        // A little in the past: what lies ahead of receipt would be shifted.
        newestMs = Math.max(newestMs + 1, System.currentTimeMillis() - 50);
        told.add((comes ? "RAISED " : "CLEARED ") + newestMs);
        Due overdue = due.put(tag + ":H", new Due(newestMs, System.nanoTime()));
        if (overdue != null) {
            seen(overdue);
        }
        gateway.sample(tag, newestMs, comes ? 12 : 5);
        sent++;
    }

    private void watch(Web web) {
        try {
            while (watching) {
                look(web);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_PERIOD_MS));
            }
        } catch (Exception e) {
            watchFault = e;
        }
    }

    private void look(Web web) throws Exception {
        for (JsonNode alarm : web.json("/api/v1/alarms").path("alarms")) {
            String id = alarm.path("alarmId").asString();
            Due waited = due.get(id);
            if (waited != null && stands(alarm, waited.timeMs()) && due.remove(id, waited)) {
                seen(waited);
            }
        }
    }

    private static boolean stands(JsonNode alarm, long timeMs) {
        String time = Instant.ofEpochMilli(timeMs).toString();
        return same(alarm.path("raisedTime"), time) || same(alarm.path("clearedTime"), time);
    }

    private static boolean same(JsonNode shown, String time) {
        return shown.isString() && Instant.parse(shown.asString()).equals(Instant.parse(time));
    }

    private synchronized void seen(Due waited) {
        longestNs = Math.max(longestNs, System.nanoTime() - waited.sentNs());
    }

    private void assertEverythingArrived(KafkaProcess kafka) {
        Map<String, List<String>> arrived = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        int repeats = 0;
        try (TopicReader events = new TopicReader(kafka.bootstrap(), House.EVENTS)) {
            List<Told> all = events.await(sent);
            await().atMost(DRAINED_WITHIN).until(() -> {
                int before = all.size();
                return events.all().size() == before;
            });
            for (Told event : all) {
                if (ids.add(event.id())) {
                    arrived.computeIfAbsent(event.key(), none -> new ArrayList<>())
                            .add(event.text("type") + " "
                                    + Instant.parse(event.text("time")).toEpochMilli());
                } else {
                    repeats++;
                }
            }
        }
        System.out.printf("kafka outage: %d transitions arrived, %d repeats%n", ids.size(), repeats);
        assertThat(arrived).isEqualTo(expected);
        assertThat(ids).hasSize(sent);
    }
}
