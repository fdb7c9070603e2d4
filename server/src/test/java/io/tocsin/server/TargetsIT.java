package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.picture.Health;
import io.tocsin.server.targets.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine that tells a real web server of its alarms. */
class TargetsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOOK = """
            targets:
              - {id: duty, kind: webhook, url: "URL", secret: sixteen-letters!, events: [RAISED, CLEARED]}
            """;

    @TempDir
    private Path folder;

    private House house;
    private Path site;
    private Gateway gateway;
    private Receiver receiver;
    private long timeMs = System.currentTimeMillis();

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(2));
        gateway = Gateway.connect(house.mqttUrl(), "park/it/e1/g1");
        receiver = Receiver.start(0);
    }

    @AfterEach
    void close() throws Exception {
        receiver.close();
        gateway.close();
        house.close();
    }

    private void configure() throws Exception {
        Files.writeString(site.resolve("tocsin.yaml"), HOOK.replace("URL", receiver.url()));
    }

    private Station station(String home, boolean drill) throws Exception {
        Station station = house.station(site, home, drill);
        await().atMost(PATIENCE)
                .until(() -> station.health().parts().stream()
                        .filter(part -> part.name().equals("mqtt"))
                        .allMatch(Health.Part::ok));
        return station;
    }

    /** Above the limit and back below it. */
    private void excursion(String tag) throws Exception {
        gateway.sample(tag, timeMs++, 11);
        gateway.sample(tag, timeMs++, 1);
    }

    private List<String> told() {
        return receiver.received().stream()
                .map(message -> message.json().at("/events/0"))
                .map(event -> event.get("alarmId").asString() + " "
                        + event.get("type").asString())
                .toList();
    }

    private void untilTold(String... alarms) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly(alarms));
    }

    @Test
    void tellsOfAlarmsOverAnOutageAndARestart() throws Exception {
        configure();
        int port = receiver.port();
        try (Station station = station("engine", false)) {
            excursion("LT-1");
            untilTold("LT-1:H RAISED", "LT-1:H CLEARED");
            receiver.close();
            excursion("LT-2");
            await().atMost(PATIENCE).until(() -> part(station).state().equals("BACKING_OFF"));
            assertThat(station.health().ready()).isFalse();
            assertThat(station.health().live()).isTrue();
        }
        receiver = Receiver.start(port);
        try (Station station = station("engine", false)) {
            untilTold("LT-2:H RAISED", "LT-2:H CLEARED");
            await().atMost(PATIENCE).until(() -> part(station).ok());
            String metrics = new Web(station.httpPort()).get("/metrics").body();
            assertThat(metrics)
                    .contains("tocsin_target_sent_total{target=\"duty\"} 2")
                    .contains("tocsin_target_up{target=\"duty\"} 1")
                    .contains("tocsin_target_waiting_seconds{target=\"duty\"} 0");
        }
        assertThat(folder.resolve("engine").resolve("cursors").resolve("target-duty"))
                .exists();
    }

    private static Health.Part part(Station station) {
        return station.health().parts().stream()
                .filter(part -> part.name().equals("target-duty"))
                .findFirst()
                .orElse(new Health.Part("target-duty", false, "NONE", 0, ""));
    }

    @Test
    void followsASiteThatIsChangedWhileItRuns() throws Exception {
        try (Station station = station("engine", false)) {
            excursion("LT-1");
            configure();
            await().atMost(PATIENCE).until(() -> part(station).ok());
            excursion("LT-2");
            untilTold("LT-2:H RAISED", "LT-2:H CLEARED");
            Files.writeString(site.resolve("tocsin.yaml"), "targets: []\n");
            await().atMost(PATIENCE).until(() -> part(station).state().equals("NONE"));
            excursion("LT-1");
            configure();
            untilTold("LT-2:H RAISED", "LT-2:H CLEARED", "LT-1:H RAISED", "LT-1:H CLEARED");
        }
    }

    @Test
    void tellsNobodyOfADrill() throws Exception {
        configure();
        try (Station station = station("drill", true)) {
            assertThat(part(station).state()).isEqualTo("NONE");
            assertThat(folder.resolve("drill").resolve("cursors").resolve("target-duty"))
                    .doesNotExist();
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void showsNoKeyAnywhere() throws Exception {
        configure();
        try (Station station = station("engine", false)) {
            receiver.answer(message -> new Receiver.Answer(401, Map.of()));
            excursion("LT-1");
            await().atMost(PATIENCE).until(() -> part(station).state().equals("HELD"));
            assertThat(station.health().toString()).doesNotContain("k3y").doesNotContain("sixteen-letters!");
        }
    }
}
