package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.BrokerLink;
import io.tocsin.simulator.link.LinkStatus;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.Reading;
import io.tocsin.simulator.telemetry.ReadingQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P2: twenty gateways that keep what the engine has not confirmed lose nothing when their broker is killed, nor when its
 * disk is wiped. The short form runs in every build; {@code -Dtocsin.broker.kills=10 -Dtocsin.broker.wipes=2} is the long
 * one, {@code -Dtocsin.seed=N} repeats a run.
 */
class BrokerLossIT {
    private static final int KILLS = Integer.getInteger("tocsin.broker.kills", 3);
    private static final int WIPES = Integer.getInteger("tocsin.broker.wipes", 1);
    private static final long SEED = Long.getLong("tocsin.seed", System.nanoTime());
    private static final int GATEWAYS = 20;
    private static final long EVERY_MS = 50;
    private static final int BUFFER = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+),");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<GatewayVoice> voices = new ArrayList<>();
    private final List<BrokerLink> links = new ArrayList<>();
    private final long session = System.currentTimeMillis();
    private volatile boolean finished;
    private long rounds;

    @Test
    void nothingIsLostWhenTheBrokerIsKilledAndItsDiskWiped() throws Exception {
        System.out.println("seed=" + SEED + " kills=" + KILLS + " wipes=" + WIPES);
        try (House house = House.open(folder);
                Mosquitto broker = Mosquitto.open(folder.resolve("mosquitto"));
                EngineProcess engine = engine(house, broker)) {
            Web web = engine.web();
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_link_up{link=\"mqtt\"}") == 1);
            connect(broker.url());
            Thread field = new Thread(this::speak, "field");
            field.start();
            loseTheBroker(broker);
            finished = true;
            field.join();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> links.stream()
                            .map(BrokerLink::status)
                            .allMatch(link -> link.buffered() == 0 && link.held() == 0));
            links.forEach(link -> link.stop(0));
            assertThat(engine.terminate(10)).isZero();
        }
        nothingIsMissing();
    }

    private EngineProcess engine(House house, Mosquitto broker) throws IOException {
        Map<String, String> environment = new HashMap<>(house.environment());
        environment.put("TOCSIN_MQTT__URL", broker.url());
        return EngineProcess.start(
                folder.resolve("errors"),
                environment,
                "run",
                "--site",
                site().toString(),
                "--home",
                folder.resolve("home").toString(),
                "--http-port",
                "0");
    }

    private Path site() throws IOException {
        StringBuilder park =
                new StringBuilder("park: {id: it, name: Test park}\nenterprises: [{id: e1, name: One}]\ngateways:\n");
        StringBuilder tags = new StringBuilder("tags:\n");
        for (int i = 0; i < GATEWAYS; i++) {
            park.append("  - {id: g").append(i).append(", enterprise: e1}\n");
            tags.append("  - {tag: LT-")
                    .append(i)
                    .append(", unit: m, enterprise: e1, gateway: g")
                    .append(i)
                    .append("}\n");
        }
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("park.yaml"), park);
        Files.writeString(site.resolve("tags.yaml"), tags);
        return site;
    }

    private void connect(String url) {
        for (int i = 0; i < GATEWAYS; i++) {
            FieldGateway gateway = new FieldGateway("it", "e1", "g" + i);
            voices.add(GatewayVoice.of(gateway, i, session, new Settings.Ingest(60_000, 65_536, 100, 8)));
            links.add(new BrokerLink(BrokerAccess.anonymous(url), gateway, session, System::currentTimeMillis, BUFFER));
        }
        links.forEach(BrokerLink::start);
    }

    private void speak() {
        try {
            while (!finished) {
                long now = System.currentTimeMillis();
                for (int i = 0; i < GATEWAYS; i++) {
                    Reading level = new Reading("LT-" + i, rounds % 9, ReadingQuality.GOOD);
                    for (Publication message : voices.get(i).telemetry(now, List.of(level))) {
                        links.get(i).offer(message);
                    }
                }
                rounds++;
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last losses are wipes: what the broker had then, nobody else but the gateways has. */
    private void loseTheBroker(Mosquitto broker) throws Exception {
        for (int loss = 0; loss < KILLS + WIPES; loss++) {
            Thread.sleep(2_000 + random.nextLong(2_000));
            broker.kill();
            if (loss >= KILLS) {
                broker.wipe();
            }
            Thread.sleep(random.nextLong(1_000));
            broker.startAgain();
        }
        Thread.sleep(2_000);
    }

    private void nothingIsMissing() throws Exception {
        List<Set<Long>> journaled = journaled();
        long repeated = 0;
        for (int i = 0; i < GATEWAYS; i++) {
            LinkStatus link = links.get(i).status();
            assertThat(link.offered()).isEqualTo(rounds).isGreaterThan(100);
            assertThat(link.dropped() + link.forgotten()).isZero();
            repeated += link.repeated();
            Set<Long> missing = new LinkedHashSet<>();
            for (long seq = 0; seq < rounds; seq++) {
                if (!journaled.get(i).contains(seq)) {
                    missing.add(seq);
                }
            }
            assertThat(missing).as("of gateway g%d, offered %d", i, rounds).isEmpty();
        }
        System.out.println("messages=" + rounds * GATEWAYS + " repeated=" + repeated + " lost=0");
    }

    private List<Set<Long>> journaled() throws Exception {
        List<Set<Long>> heard = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            heard.add(new TreeSet<>());
        }
        try (JournalReader reader = Journal.read(folder.resolve("home/engine/journal"), 1)) {
            while (reader.next()) {
                String topic = reader.record().keyText();
                if (topic.endsWith("/telemetry")) {
                    int gateway = Integer.parseInt(topic.split("/", -1)[3].substring(1));
                    Matcher seq = SEQ.matcher(new String(reader.record().payload(), UTF_8));
                    assertThat(seq.find()).isTrue();
                    heard.get(gateway).add(Long.parseLong(seq.group(1)));
                }
            }
        }
        return heard;
    }
}
