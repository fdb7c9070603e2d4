package io.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Text;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.LinkState;
import io.tocsin.simulator.link.LinkStatus;
import io.tocsin.simulator.link.ProductionMark;
import io.tocsin.simulator.plant.Action;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldDevicesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LongSupplier WALL = System::currentTimeMillis;
    private static final String E2_STATUS = "park/330199P01/330199000002/33019900000201/status";

    @TempDir
    static Path dir;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(dir);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void publishesEveryGatewayAndSaysGoodbye() throws Exception {
        try (Listener park = Listener.on(broker.url(), "park/#");
                FieldDevices devices = simulate(broker.url(), 1, WALL)) {
            await().atMost(PATIENCE).until(() -> park.texts("/telemetry").size() >= 6);
            FieldStatus running = devices.status();
            assertThat(running.connected()).isTrue();
            assertThat(running.published()).isGreaterThanOrEqualTo(6);

            devices.stop();

            FieldStatus after = devices.status();
            assertThat(after.links()).extracting(link -> link.state()).containsOnly(LinkState.STOPPED);
            assertThat(after.acked()).isEqualTo(after.published());
            assertThat(after.buffered() + after.dropped()).isZero();
            // By topic: Artemis may publish a will although its client said goodbye, when the socket closes at once.
            await().atMost(PATIENCE).until(() -> park.topics("\"online\":false").size() == 3);
            assertThat(park.topics("\"online\":true")).hasSize(3);
            assertThat(park.texts("").get(0)).startsWith("{\"online\":true,\"ts\":");
        }
    }

    @Test
    void isMournedByItsWillAndComesBackWithTheSameSession() throws Exception {
        try (Relay wire = Relay.to(broker.port());
                Listener status = Listener.on(broker.url(), E2_STATUS);
                FieldDevices devices = simulate(wire.url(), 1, WALL)) {
            await().atMost(PATIENCE).until(() -> devices.status().connected());
            int before = status.heard().size();

            wire.cut();

            await().atMost(PATIENCE).until(() -> status.heard().size() >= before + 2);
            List<Listener.Heard> since =
                    status.heard().subList(before, status.heard().size());
            assertThat(since.get(0).text()).startsWith("{\"online\":false,");
            assertThat(since.get(1).text()).startsWith("{\"online\":true,");
            assertThat(session(since.get(0).text()))
                    .isEqualTo(session(since.get(1).text()));
            await().atMost(PATIENCE).until(() -> devices.status().connected());
        }
    }

    /** The broker itself says the last will; what the gateway stored comes after its birth, as history, counted on. */
    @Test
    void goesDarkAndHandsOnWhatItStored() throws Exception {
        Incident dark = new Incident(
                "dark", Text.of("dark"), List.of(new Incident.Step(2_000, new Action.Dark("33019900000201", 2_000))));
        Scenario scenario = Scenario.of(Binhai.three(), dark, 42);
        try (Listener gateway = Listener.on(broker.url(), "park/330199P01/330199000002/#");
                FieldDevices devices = FieldDevices.simulate(scenario, BrokerAccess.anonymous(broker.url()), 1, WALL)) {
            await().atMost(PATIENCE).until(() -> gateway.texts("telemetry").size() >= 6);

            assertThat(gateway.texts("status"))
                    .extracting(text -> text.substring(0, 15))
                    .startsWith("{\"online\":true,", "{\"online\":false", "{\"online\":true,");
            List<String> texts = gateway.texts("telemetry");
            assertThat(sequence(texts)).startsWith(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(texts.subList(0, 6).stream().map(text -> text.startsWith("{\"hist\":true")))
                    .containsExactly(false, false, true, true, false, false);
            assertThat(devices.status().links().get(0).state()).isEqualTo(LinkState.CONNECTED);
        }
    }

    /** The listener is there before the traffic: Artemis may mix up the order for one that comes into it. */
    @Test
    void keepsWhatItSaysWhileTheBrokerIsAwayAndThenSaysItInOrder() throws Exception {
        try (Relay wire = Relay.to(broker.port());
                Listener telemetry = Listener.on(broker.url(), "park/330199P01/330199000001/+/telemetry");
                FieldDevices devices = simulate(wire.url(), 20, WALL)) {
            await().atMost(PATIENCE).until(() -> devices.status().acked() > 20);
            wire.takeDown();
            await().atMost(PATIENCE).until(() -> devices.status().buffered() > 100);
            assertThat(devices.status().connected()).isFalse();
            assertThat(devices.status().links())
                    .extracting(link -> link.lastProblem())
                    .doesNotContain("");
            wire.restore();
            await().atMost(PATIENCE).until(() -> devices.status().buffered() < 10);
            devices.stop();

            LinkStatus first = devices.status().links().get(0);
            assertThat(first.dropped() + first.buffered()).isZero();
            assertThat(first.acked()).isEqualTo(first.offered());
            await().atMost(PATIENCE).until(() -> !missing(telemetry, first.offered()));
            // what was under way when the connection ended may come twice; what comes first comes in order
            List<Long> firsts =
                    sequence(telemetry.texts("telemetry")).stream().distinct().toList();
            assertThat(firsts).as(first.toString()).isSorted();
        }
    }

    private static boolean missing(Listener telemetry, long offered) {
        return sequence(telemetry.texts("telemetry")).stream().distinct().count() < offered;
    }

    /** Twenty seconds of the plant in one of the clock's: stamps 50 ms apart where samples are 1 s apart. */
    @Test
    void compressesStampsAtASpeed() throws Exception {
        try (Listener telemetry = Listener.on(broker.url(), "park/330199P01/330199000001/+/telemetry");
                FieldDevices devices = simulate(broker.url(), 20, WALL)) {
            await().atMost(PATIENCE).until(() -> telemetry.heard().size() >= 30);
            devices.stop();
            List<Long> stamps = telemetry.texts("telemetry").stream()
                    .map(text -> number(text, "ts"))
                    .toList();
            for (int i = 1; i < stamps.size(); i++) {
                assertThat(stamps.get(i) - stamps.get(i - 1)).isEqualTo(50);
            }
        }
    }

    @Test
    void marksAsHistoryWhatIsOlderThanFiveMinutes() throws Exception {
        AtomicLong aheadMs = new AtomicLong();
        LongSupplier clock = () -> System.currentTimeMillis() + aheadMs.get();
        try (Listener telemetry = Listener.on(broker.url(), "park/330199P01/330199000001/+/telemetry");
                Relay wire = Relay.to(broker.port());
                FieldDevices devices = simulate(wire.url(), 1, clock)) {
            await().atMost(PATIENCE).until(() -> !telemetry.heard().isEmpty());
            aheadMs.set(400_000);
            await().atMost(PATIENCE).until(() -> devices.status().acked() > 3 * 400);

            List<String> texts = telemetry.texts("telemetry");
            assertThat(texts.get(0)).startsWith("{\"seq\":0,");
            assertThat(texts).anyMatch(text -> text.startsWith("{\"hist\":true,\"seq\":"));
            assertThat(texts.get(texts.size() - 1)).startsWith("{\"seq\":");
        }
    }

    @Test
    void saysNothingToAProductionBroker() throws Exception {
        Path own = dir.resolve("production");
        try (TestBroker production = TestBroker.start(own)) {
            Listener.retain(production.url(), ProductionMark.TOPIC, "{\"production\":true}");
            try (Listener park = Listener.on(production.url(), "park/#");
                    FieldDevices devices = simulate(production.url(), 1, WALL)) {
                await().atMost(PATIENCE).until(() -> devices.status().failure().isPresent());

                assertThat(devices.status().failure())
                        .contains("expected a broker for exercises, was one marked production on tocsin/broker");
                assertThat(devices.status().published()).isZero();
                devices.stop();
                assertThat(devices.status().links())
                        .extracting(link -> link.state())
                        .containsOnly(LinkState.REFUSED);
                assertThat(park.heard()).isEmpty();
            }
        }
    }

    private static FieldDevices simulate(String url, int speed, LongSupplier clock) {
        Scenario calm = Scenario.of(Binhai.three(), Incidents.CALM, 42);
        return FieldDevices.simulate(calm, BrokerAccess.anonymous(url), speed, clock);
    }

    private static long session(String text) {
        return number(text, "session");
    }

    private static List<Long> sequence(List<String> texts) {
        return texts.stream().map(text -> number(text, "seq")).toList();
    }

    private static long number(String text, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\":(\\d+)").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
