package io.tocsin.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.Binhai;
import io.tocsin.simulator.Listener;
import io.tocsin.simulator.Rehearsal;
import io.tocsin.simulator.Relay;
import io.tocsin.simulator.TestBroker;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.ProductionMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TELEMETRY = "park/330199P01/330199000002/33019900000201/telemetry";

    @TempDir
    static Path dir;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(dir.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void publishesARecordingAsLive() throws Exception {
        ReplayOptions options = options(broker.url(), recording(61), 20);
        try (Listener park = Listener.on(broker.url(), "park/330199P01/330199000002/#");
                Replay replay = Replay.start(options, Binhai.three(), System::currentTimeMillis)) {
            await().atMost(PATIENCE).until(() -> replay.status().delivered());
            await().atMost(PATIENCE).until(() -> park.texts("telemetry").size() == 61);

            ReplayReport report = replay.report();
            assertThat(report.samples()).isEqualTo(61);
            assertThat(report.speed()).isEqualTo(20);
            assertThat(park.texts("telemetry").get(60)).contains("\"ts\":" + (report.startMs() + 3_000) + ',');
            assertThat(park.texts("status").get(0)).contains("\"online\":true");
        }
    }

    @Test
    void rehearsesWithItsOwnStampsAndTheClockBeforeEachMoment() throws Exception {
        try (Listener all = Listener.on(broker.url(), "#")) {
            Drill.Outcome outcome =
                    new Drill(options(broker.url(), recording(500), ReplayOptions.UNPACED), Binhai.three()).run();

            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.report().samples()).isEqualTo(500);
            await().atMost(PATIENCE).until(() -> drilled(all).size() == 1_000);
            List<Listener.Heard> heard = drilled(all);
            for (int i = 0; i < 500; i++) {
                long now = 1_704_067_200_000L + i * 1_000L;
                assertThat(heard.get(2 * i).text()).isEqualTo("{\"now\":" + now + '}');
                assertThat(heard.get(2 * i + 1).text()).contains("\"ts\":" + now + ',');
            }
        }
    }

    @Test
    void pacesARehearsal() throws Exception {
        long began = System.nanoTime();

        new Drill(options(broker.url(), recording(101), 100), Binhai.three()).run();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(1_000L, 20_000L);
    }

    @Test
    void endsARehearsalWhenItsConnectionIsLostOrItIsCancelled() throws Exception {
        try (Relay wire = Relay.to(broker.port());
                Listener clock = Listener.on(broker.url(), Rehearsal.CLOCK_TOPIC)) {
            Drill cut = new Drill(options(wire.url(), recording(100), 1), Binhai.three());
            CompletableFuture<Drill.Outcome> outcome = run(cut);
            await().atMost(PATIENCE).until(() -> !clock.heard().isEmpty());
            wire.cut();
            assertThat(outcome.get(30, TimeUnit.SECONDS).failure()).isPresent();

            Drill cancelled = new Drill(options(broker.url(), recording(100), 1), Binhai.three());
            cancelled.cancel();
            assertThat(cancelled.run().failure()).isEqualTo(Optional.of("cancelled"));
        }
    }

    @Test
    void refusesAProductionBroker() throws Exception {
        try (TestBroker production = TestBroker.start(dir.resolve("production"))) {
            Listener.retain(production.url(), ProductionMark.TOPIC, "{\"production\":true}");
            ReplayOptions options = options(production.url(), recording(3), 20);
            try (Listener all = Listener.on(production.url(), "park/#");
                    Replay replay = Replay.start(options, Binhai.three(), System::currentTimeMillis)) {
                await().atMost(PATIENCE).until(() -> replay.status().failure().isPresent());
                assertThat(new Drill(options, Binhai.three()).run().failure())
                        .contains(ProductionMark.PRODUCTION.refusal());
                assertThat(all.heard()).isEmpty();
            }
        }
    }

    @Test
    void saysThatTheBrokerIsAway() throws Exception {
        ReplayOptions options = options("tcp://127.0.0.1:" + Relay.freePort(), recording(3), 20);

        assertThat(new Drill(options, Binhai.three()).run().failure().orElse(""))
                .startsWith("broker=tcp://127.0.0.1:");
    }

    private static List<Listener.Heard> drilled(Listener all) {
        return all.heard().stream()
                .filter(message ->
                        message.topic().equals(TELEMETRY) || message.topic().equals(Rehearsal.CLOCK_TOPIC))
                .toList();
    }

    private static CompletableFuture<Drill.Outcome> run(Drill drill) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return drill.run();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ReplayOptions options(String url, Path file, double speed) {
        return new ReplayOptions(file, BrokerAccess.anonymous(url), speed, ReplayOptions.Slice.ALL);
    }

    /** So many seconds of a chlorine detector. */
    private static Path recording(int seconds) throws IOException {
        StringBuilder text = new StringBuilder("time,GD-201.GAS\n");
        for (int i = 0; i < seconds; i++) {
            text.append(1_704_067_200L + i).append(",0.").append(i).append('\n');
        }
        return Files.writeString(dir.resolve("history-" + seconds + ".csv"), text);
    }
}
