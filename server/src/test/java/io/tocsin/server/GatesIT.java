package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.TopicReader.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates from a real broker to a real Kafka. */
class GatesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PARK = """
            park: {id: it, name: Test park}
            gates:
              - {id: G1, name: East, kind: HAZMAT, allows: [HAZMAT, WASTE, RESCUE]}
              - {id: G2, name: West, kind: GENERAL, allows: [CAR, TRUCK, RESCUE]}
            """;
    private static final String RULES = """
            gates:
              overstay: {classes: [HAZMAT], warn: 6s, limit: 12s}
            """;

    @TempDir
    private Path folder;

    private House house;
    private Path site;
    private Gateway cameras;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("park.yaml"), PARK);
        Files.writeString(site.resolve("rules.yaml"), RULES);
        Files.writeString(site.resolve("tags.yaml"), "tags: [{tag: A}]");
        cameras = Gateway.connect(house.mqttUrl(), "park/it/gates");
    }

    @AfterEach
    void close() throws Exception {
        cameras.close();
        house.close();
    }

    private Station station() throws Exception {
        Station station = house.station(site, "engine", false);
        await().atMost(PATIENCE).until(() -> station.health().ready());
        return station;
    }

    private long passes(String plate, String gate, String direction, String vehicleClass) throws Exception {
        long nowMs = System.currentTimeMillis() - 50;
        String json = "{\"eventId\":\"" + gate + nowMs + "\",\"passTime\":" + nowMs + ",\"plateNumber\":\"" + plate
                + "\",\"plateColor\":\"黄\",\"confidence\":97,\"direction\":\"" + direction + "\",\"vehicleClass\":\""
                + vehicleClass + "\"}";
        byte[] payload = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        cameras.publish("park/it/gates/" + gate + "/passages", payload, false);
        cameras.publish("park/it/gates/" + gate + "/passages", payload, false);
        return nowMs;
    }

    @Test
    void hazmatAtTheGeneralGateIsOneAlarmWithTwoReasonsAndOnePassage() throws Exception {
        try (Station station = station();
                TopicReader events = house.reader(House.EVENTS);
                TopicReader passages = house.reader(House.PASSAGES)) {
            passes("测A0013", "G2", "IN", "H14");
            Told passage = passages.await("the passage", each -> true);
            Told alarm = events.await("the alarm", each -> each.text("type").equals("RAISED"));
            assertThat(passage.event().getType()).isEqualTo("io.tocsin.gate.passage");
            assertThat(passage.text("plate")).isEqualTo("测A0013");
            assertThat(passage.text("vehicleClass")).isEqualTo("HAZMAT");
            assertThat(passage.key()).matches("[0-9a-f]{16}").isEqualTo(alarm.text("subject"));
            assertThat(alarm.key()).isEqualTo("rule:gate-entry:" + passage.key());
            assertThat(alarm.value().path("reasons").toString()).isEqualTo("[\"WRONG_GATE\",\"NO_RESERVATION\"]");
            Web web = Web.of(station);
            await().atMost(PATIENCE).until(() -> web.metric("tocsin_passages_total{verdict=\"duplicate\"}") == 1);
            assertThat(web.metric("tocsin_vehicles_inside")).isEqualTo(1);
            assertThat(passages.all()).hasSize(1);
            assertThat(events.all()).extracting(each -> each.text("condition")).containsExactly("WRONG_GATE");
        }
    }

    @Test
    void aRescueVehicleAtTwoGatesWithinThreeMinutesIsImpossible() throws Exception {
        try (Station station = station();
                TopicReader events = house.reader(House.EVENTS)) {
            passes("测R0016", "G1", "IN", "RESCUE");
            passes("测R0016", "G2", "IN", "RESCUE");
            Told alarm = events.await("the alarm", each -> each.text("type").equals("RAISED"));
            assertThat(alarm.text("condition")).isEqualTo("IMPOSSIBLE_PASSAGE");
            assertThat(alarm.value().path("message").path("en").asString()).contains("G1 East", "G2 West");
            assertThat(station.health().ready()).isTrue();
            assertThat(events.all()).hasSize(1);
        }
    }

    @Test
    void overstayIsRaisedAtItsTimeThoughTheEngineWasRestarted() throws Exception {
        Files.writeString(
                site.resolve("reservations.csv"),
                "plate,enterprise,from,until\n测A0015,,2020-01-01 00:00,2099-01-01 00:00\n");
        long inMs;
        try (Station station = station();
                TopicReader passages = house.reader(House.PASSAGES)) {
            inMs = passes("测A0015", "G1", "IN", "B13");
            Told passage = passages.await("the passage", each -> true);
            assertThat(passage.value().path("reservation").asBoolean()).isTrue();
            assertThat(station.health().parts()).extracting(part -> part.name()).contains("gate-lists");
        }
        try (Station station = station();
                TopicReader events = house.reader(House.EVENTS)) {
            Told over =
                    events.await("the overstay", each -> each.text("condition").equals("OVERSTAY"));
            assertThat(Instant.parse(over.text("time")).toEpochMilli()).isEqualTo(inMs + 12_000);
            assertThat(Web.of(station).metric("tocsin_vehicles_inside")).isEqualTo(1);
            List<String> told = events.all().stream()
                    .map(each -> each.text("condition") + " " + each.text("type"))
                    .toList();
            assertThat(told).containsExactly("OVERSTAY_SOON RAISED", "OVERSTAY_SOON CLEARED", "OVERSTAY RAISED");
        }
    }
}
