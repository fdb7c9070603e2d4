package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.server.series.StoreProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store of series is away while samples come in, and Kafka is away all the time. The short form runs in every build;
 * {@code -Dtocsin.outage.seconds=300 -Dtocsin.outage.rate=1000} is the long one.
 */
class SeriesOutageIT {
    private static final int AWAY_S = Integer.getInteger("tocsin.outage.seconds", 15);
    private static final int RATE = Integer.getInteger("tocsin.outage.rate", 1_000);
    private static final int TAGS = 100;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private long sent;
    private long newestMs;
    private long longestPublishNs;

    @Test
    void everySampleIsInTheStoreAfterAnOutage() throws Exception {
        Path site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(TAGS));
        SiteReader.Result read = SiteReader.read(site, Map.of());
        try (StoreProcess store = StoreProcess.victoriaMetrics(folder.resolve("store"));
                EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("mqtt"), 0));
                Station station = Station.start(read, options(read, broker, store))) {
            Web web = Web.of(station);
            await().atMost(DRAINED_WITHIN).until(() -> isUp(web, "mqtt") && isUp(web, "series"));
            try (Gateway gateway = Gateway.connect(broker.url(), "park/it/e1/g1")) {
                publish(gateway, 2);
                store.stop();
                publish(gateway, AWAY_S);
                assertThat(isUp(web, "series")).isFalse();
                assertThat(web.json("/health/live").path("status").asString()).isEqualTo("UP");
                store.startAgain();
                long back = System.nanoTime();
                publish(gateway, 2);
                await().atMost(DRAINED_WITHIN).until(() -> isSettled(web));
                tell(web, back);
            }
            assertThat((long) web.metric("tocsin_series_points_total")).isEqualTo(sent);
            assertThat(web.metric("tocsin_series_dead_letters_total")).isZero();
            assertThat(web.metric("tocsin_link_up{link=\"kafka\"}")).isZero();
            await().atMost(DRAINED_WITHIN).until(() -> store.distinct("value_q") >= sent);
            assertThat(store.distinct("value_q")).isEqualTo(sent);
            assertThat(store.distinct("value_v")).isEqualTo(sent);
        }
    }

    private Station.Options options(SiteReader.Result read, EmbeddedBroker broker, StoreProcess store) {
        Settings settings = read.site()
                .orElseThrow()
                .settings()
                .withMqttUrl(broker.url())
                .withKafka("127.0.0.1:1")
                .withSeriesUrl(store.url())
                .withHttpPort(0);
        return new Station.Options(folder.resolve("home"), settings, false);
    }

    private static boolean isUp(Web web, String link) throws Exception {
        return web.metric("tocsin_link_up{link=\"" + link + "\"}") == 1;
    }

    private boolean isSettled(Web web) throws Exception {
        return web.metric("tocsin_series_points_total") >= sent && isUp(web, "series");
    }

    private void tell(Web web, long back) throws Exception {
        System.out.printf(
                "outage: away %d s at %d points/s, sent %d, stored %.0f, dead %.0f, retries %.0f,"
                        + " all there %d ms after the store was back, longest publish %d ms%n",
                AWAY_S,
                RATE,
                sent,
                web.metric("tocsin_series_points_total"),
                web.metric("tocsin_series_dead_letters_total"),
                web.metric("tocsin_series_retries_total"),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back),
                TimeUnit.NANOSECONDS.toMillis(longestPublishNs));
    }

    /** A message of all tags at a time, acknowledged one by one. */
    private void publish(Gateway gateway, int seconds) throws Exception {
        long periodNs = TimeUnit.SECONDS.toNanos(TAGS) / RATE;
        long dueNs = System.nanoTime();
        for (long i = 0; i < (long) seconds * RATE / TAGS; i++) {
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            dueNs += periodNs;
            long begun = System.nanoTime();
            newestMs = Math.max(newestMs + 1, System.currentTimeMillis());
            gateway.telemetry(message(newestMs));
            longestPublishNs = Math.max(longestPublishNs, System.nanoTime() - begun);
            sent += TAGS;
        }
    }

    private static String message(long timeMs) {
        StringBuilder json = new StringBuilder("{\"ts\":" + timeMs + ",\"values\":[");
        for (int tag = 1; tag <= TAGS; tag++) {
            json.append(tag == 1 ? "" : ",")
                    .append("{\"tag\":\"LT-")
                    .append(tag)
                    .append("\",\"v\":")
                    .append(tag % 9);
            json.append('}');
        }
        return json.append("]}").toString();
    }
}
