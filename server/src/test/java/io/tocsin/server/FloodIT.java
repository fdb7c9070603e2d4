package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.TopicReader.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway floods, five go on: they lose nothing and their alarms are not late, the flood is counted to the message
 * and is an alarm. The short form runs in every build; {@code -Dtocsin.flood.seconds=60} is longer, and
 * {@code -Dtocsin.flood.rate=50000} paces the flood, 0 lets it run as fast as the broker takes it.
 */
class FloodIT {
    private static final int SECONDS = Integer.getInteger("tocsin.flood.seconds", 10);
    private static final int RATE = Integer.getInteger("tocsin.flood.rate", 0);
    private static final int QOS = Integer.getInteger("tocsin.flood.qos", 1);
    private static final long P99_MS = Long.getLong("tocsin.flood.p99", 5_000);
    private static final int GATEWAYS = 5;
    /** Of each good gateway, messages a second. */
    private static final int PACE = 40;
    /** What the one who floods may send. */
    private static final int MAY_SEND = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FLOOD = "park/it/e1/flood/telemetry";
    private static final String FLOODED = "gateway:flood:RATE_EXCEEDED";

    @TempDir
    private Path folder;

    private Path site() throws Exception {
        StringBuilder park = new StringBuilder("park: {id: it}\nenterprises: [{id: e1}]\ngateways:\n");
        park.append("  - {id: flood, enterprise: e1, rateMessages: " + MAY_SEND + ", rateBurst: 1s}\n");
        StringBuilder tags = new StringBuilder("tags:\n");
        for (int i = 1; i <= GATEWAYS; i++) {
            park.append("  - {id: g" + i + ", enterprise: e1}\n");
            tags.append("  - {tag: LT-" + i + ", unit: m, enterprise: e1, deadband: 1, limits: {H: 10}}\n");
        }
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("park.yaml"), park);
        Files.writeString(site.resolve("tags.yaml"), tags);
        return site;
    }

    private Station station(House house) throws Exception {
        SiteReader.Result read = SiteReader.read(site(), Map.of());
        Settings settings = read.site()
                .orElseThrow(() -> new AssertionError(read.problems()))
                .settings()
                .withMqttUrl(url(house))
                .withKafka(house.bootstrap())
                .withKafkaOperators(Settings.Operators.DECLARED)
                .withSeriesUrl(Settings.OFF)
                .withHttpPort(0);
        return Station.start(read, new Station.Options(folder.resolve("engine"), settings, false));
    }

    private static String url(House house) {
        return System.getProperty("tocsin.flood.broker", house.mqttUrl());
    }

    @Test
    void oneWhoFloodsCutsOffNobodyElse() throws Exception {
        List<Steady> steady = new ArrayList<>();
        List<Long> during;
        long flooded;
        long dropped;
        try (House house = House.open(folder);
                Station station = station(house);
                Latencies latencies = new Latencies(house)) {
            Web web = Web.of(station);
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_link_up{link=\"mqtt\"}") == 1);
            for (int i = 1; i <= GATEWAYS; i++) {
                steady.add(Steady.start(url(house), i, PACE));
            }
            await().atMost(PATIENCE).until(() -> latencies.count() >= GATEWAYS * PACE);
            print("before", latencies.takeMs());
            try (Flooder flooder = new Flooder(url(house), FLOOD, QOS, RATE)) {
                flooder.run(SECONDS);
                flooded = flooder.acknowledged();
                System.out.printf("flood: %d messages in %.1f s, %.0f/s%n", flooded, flooder.seconds(), flooder.rate());
            }
            during = latencies.takeMs();
            print("during", during);
            assertThat(web.alarm(FLOODED).path("state").asString()).isEqualTo("UNACK_ACTIVE");
            for (Steady each : steady) {
                each.finish();
            }
            await().atMost(PATIENCE)
                    .until(() -> web.alarm(FLOODED).path("state").asString().equals("UNACK_RTN"));
            dropped = (long) web.metric("tocsin_gateway_dropped_total{gateway=\"flood\"}");
            assertThat((long) web.metric("tocsin_rejections_total{reason=\"rate_exceeded\"}"))
                    .isEqualTo(dropped);
            assertThat(web.get("/api/v1/rejections").body()).contains("expected no more than flood may send");
        }
        Journaled journaled = Journaled.of(folder.resolve("engine").resolve("journal"));
        for (Steady each : steady) {
            assertThat(journaled.of(each.topic())).containsAll(each.acknowledged());
        }
        System.out.printf(
                "messages of the five: %d, publish to arrival p50 %d ms, p99 %d ms%n",
                journaled.onTheirWayMs.size(),
                quantile(journaled.onTheirWayMs, 0.5),
                quantile(journaled.onTheirWayMs, 0.99));
        long passed = journaled.count(FLOOD);
        System.out.printf("flood: %d passed, %d dropped%n", passed, dropped);
        assertThat(passed + dropped).isEqualTo(flooded);
        assertThat(passed).isLessThanOrEqualTo(MAY_SEND * (SECONDS + 60L));
        assertThat(quantile(during, 0.99))
                .as("p99 in ms, publish to Kafka's consumer")
                .isLessThanOrEqualTo(P99_MS);
    }

    private static void print(String when, List<Long> latenciesMs) {
        System.out.printf(
                "alarms %s the flood: %d, publish to consumer p50 %d ms, p99 %d ms, most %d ms%n",
                when,
                latenciesMs.size(),
                quantile(latenciesMs, 0.5),
                quantile(latenciesMs, 0.99),
                quantile(latenciesMs, 1));
    }

    private static long quantile(List<Long> values, double q) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(q * sorted.size()) - 1);
    }

    /** How long it took from a sample's publishing until somebody who reads Kafka had its alarm. */
    private static final class Latencies implements AutoCloseable {
        private final TopicReader reader;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final List<Long> millis = new ArrayList<>();
        private final Thread thread = new Thread(this::run, "latencies");

        Latencies(House house) {
            reader = house.reader(House.EVENTS);
            thread.start();
        }

        private void run() {
            int seen = 0;
            while (!closed.get()) {
                List<Told> all = reader.all();
                long nowMs = System.currentTimeMillis();
                for (Told told : all.subList(seen, all.size())) {
                    if (told.key().startsWith("LT-")) {
                        add(nowMs - told.event().getTime().toInstant().toEpochMilli());
                    }
                }
                seen = all.size();
            }
            reader.close();
        }

        private synchronized void add(long ms) {
            millis.add(ms);
        }

        synchronized int count() {
            return millis.size();
        }

        synchronized List<Long> takeMs() {
            List<Long> taken = List.copyOf(millis);
            millis.clear();
            return taken;
        }

        @Override
        public void close() {
            closed.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What the journal says.
     *
     * @param payloads by topic
     * @param onTheirWayMs how long each message of a good gateway took from its stamp to its arrival
     */
    private record Journaled(Map<String, List<String>> payloads, List<Long> onTheirWayMs) {
        private static final Pattern STAMP = Pattern.compile("\"ts\":(\\d+)");

        static Journaled of(Path journal) throws Exception {
            Map<String, List<String>> payloads = new LinkedHashMap<>();
            List<Long> onTheirWayMs = new ArrayList<>();
            try (JournalReader reader = Journal.read(journal, 1)) {
                while (reader.next()) {
                    String payload = new String(reader.record().payload(), UTF_8);
                    payloads.computeIfAbsent(reader.record().keyText(), topic -> new ArrayList<>())
                            .add(payload);
                    Matcher stamp = STAMP.matcher(payload);
                    if (stamp.find()) {
                        onTheirWayMs.add(reader.record().receiveTimeMs() - Long.parseLong(stamp.group(1)));
                    }
                }
            }
            return new Journaled(payloads, onTheirWayMs);
        }

        Set<String> of(String topic) {
            return new LinkedHashSet<>(payloads.getOrDefault(topic, List.of()));
        }

        long count(String topic) {
            return payloads.getOrDefault(topic, List.of()).size();
        }
    }
}
