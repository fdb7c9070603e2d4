package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.server.series.StoreProcess;
import io.tocsin.server.series.StubStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is killed while it writes series, and one point is poison. */
class SeriesKillIT {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int KILLS = Integer.getInteger("tocsin.kills", 2);
    private static final int TAGS = 50;
    private static final int MESSAGES = 20;
    private static final String POISON = "v=4711.0";

    @TempDir
    private Path folder;

    private final AtomicInteger writes = new AtomicInteger();
    private long newestMs = System.currentTimeMillis() - 60_000;
    private long sent;

    @Test
    void nothingIsMissingAfterKillsAndOnePoisonedPointIsOneDeadLetter() throws Exception {
        Path site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(TAGS));
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("mqtt"), 0));
                StoreProcess store = StoreProcess.victoriaMetrics(folder.resolve("store"));
                StubStore before = new StubStore(store.url(), this::answer);
                Gateway gateway = Gateway.connect(broker.url(), "park/it/e1/g1")) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (EngineProcess engine = engine(site, broker, before)) {
                    Web web = engine.web();
                    await().atMost(WITHIN).until(() -> web.metric("tocsin_link_up{link=\"mqtt\"}") == 1);
                    int seen = writes.get();
                    publish(gateway, 1);
                    await().atMost(WITHIN).until(() -> writes.get() > seen);
                    engine.kill();
                }
            }
            try (EngineProcess engine = engine(site, broker, before)) {
                Web web = engine.web();
                await().atMost(WITHIN).until(() -> web.metric("tocsin_link_up{link=\"mqtt\"}") == 1);
                publish(gateway, 4711);
                await().atMost(WITHIN).until(() -> total(web) >= sent);
                assertThat(total(web)).isEqualTo(sent);
                assertThat(web.metric("tocsin_series_dead_letters_total")).isEqualTo(1);
                await().atMost(WITHIN).until(() -> store.distinct("value_q") >= sent - 1);
                assertThat(store.distinct("value_q")).isEqualTo(sent - 1);
                assertThat(Files.readAllLines(folder.resolve("home/engine/dead-letters/points.jsonl")))
                        .singleElement()
                        .asString()
                        .contains(POISON, "HTTP 400");
            }
        }
    }

    /** One poisoned line and the whole write is refused, as the embedded store does. */
    private Integer answer(String lines) {
        writes.incrementAndGet();
        return lines.contains(POISON) ? 400 : 0;
    }

    private static long total(Web web) throws Exception {
        return (long) (web.metric("tocsin_series_points_total") + web.metric("tocsin_series_dead_letters_total"));
    }

    private EngineProcess engine(Path site, EmbeddedBroker broker, StubStore store) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TOCSIN_MQTT__URL", broker.url(),
                "TOCSIN_KAFKA__BOOTSTRAP", "127.0.0.1:1",
                "TOCSIN_SERIES__URL", store.url()));
        return EngineProcess.start(
                folder.resolve("errors"),
                environment,
                "run",
                "--site",
                site.toString(),
                "--home",
                folder.resolve("home").toString(),
                "--http-port",
                "0");
    }

    private void publish(Gateway gateway, int lastValue) throws Exception {
        for (int message = 1; message <= MESSAGES; message++) {
            StringBuilder json = new StringBuilder("{\"ts\":" + ++newestMs + ",\"values\":[");
            for (int tag = 1; tag <= TAGS; tag++) {
                boolean last = message == MESSAGES && tag == TAGS;
                json.append(tag == 1 ? "" : ",")
                        .append("{\"tag\":\"LT-")
                        .append(tag)
                        .append("\",\"v\":");
                json.append(last ? lastValue : tag % 9).append('}');
            }
            gateway.telemetry(json.append("]}").toString());
            sent += TAGS;
        }
    }
}
