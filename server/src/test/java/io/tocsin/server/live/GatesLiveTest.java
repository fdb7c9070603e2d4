package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.rules.gates.Verdict;
import io.tocsin.server.events.LoggedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates in the durable engine, without its threads: the test turns the crank, time is a number. */
class GatesLiveTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final String PARK = """
            park: {id: it, name: Test park}
            gates:
              - {id: G1, name: East, kind: HAZMAT, allows: [HAZMAT]}
              - {id: G2, name: West, kind: GENERAL, allows: [CAR]}
            cameras:
              - {id: C-1, name: Yard}
            """;
    private static final String RULES = """
            gates:
              overstay: {classes: [HAZMAT], warn: 30m, limit: 1h}
            """;

    @TempDir
    private Path folder;

    private Path site;
    private Path home;
    private final AtomicLong nowMs = new AtomicLong(T0);

    @BeforeEach
    void writeSite() throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        home = folder.resolve("data");
        Files.writeString(site.resolve("park.yaml"), PARK);
        Files.writeString(site.resolve("rules.yaml"), RULES);
        Files.writeString(site.resolve("tags.yaml"), "tags: [{tag: A}]");
    }

    private LiveEngine open() throws Exception {
        LiveEngine engine = LiveEngine.open(new LiveEngine.Options(home, false, 1 << 20), nowMs::get, Quiet.LISTENER);
        engine.begin(SiteReader.read(site, Map.of()));
        engine.drained();
        engine.step();
        return engine;
    }

    private void passes(LiveEngine engine, String plate, String gate, String direction) throws Exception {
        send(
                engine,
                "gates/" + gate + "/passages",
                "{\"plateNumber\":\"" + plate + "\",\"direction\":\"" + direction
                        + "\",\"vehicleClass\":\"H14\",\"confidence\":97,\"passTime\":" + nowMs.get() + "}");
    }

    private void send(LiveEngine engine, String topic, String json) throws Exception {
        engine.offer(Arrival.of("park/it/" + topic, json.getBytes(UTF_8), false, 1 << 20, nowMs.get()), () -> {});
        engine.step();
    }

    private static byte[] lists(String vehicles, String reservations) {
        TreeMap<String, byte[]> texts = new TreeMap<>();
        texts.put("vehicles.csv", vehicles.getBytes(UTF_8));
        texts.put("reservations.csv", reservations.getBytes(UTF_8));
        return GateTexts.write(texts);
    }

    private static List<LoggedEvent> logged(LiveEngine engine) throws Exception {
        List<LoggedEvent> events = new ArrayList<>();
        try (JournalReader reader = engine.eventsFrom(1)) {
            while (reader.next()) {
                events.add(LoggedEvent.of(reader.record()));
            }
        }
        return events;
    }

    @Test
    void aPassageIsToldAndItsAlarmRaisedWithoutThePlateInAnyIdOrKey() throws Exception {
        try (LiveEngine engine = open()) {
            passes(engine, "测A0001", "G2", "IN");
            List<LoggedEvent> events = logged(engine).stream()
                    .filter(event -> event.kind() != LoggedEvent.Kind.WARNING)
                    .toList();
            assertThat(events)
                    .extracting(LoggedEvent::kind)
                    .containsExactly(LoggedEvent.Kind.PASSAGE, LoggedEvent.Kind.EVENT, LoggedEvent.Kind.STATE);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.key() + event.id())
                            .doesNotContain("测A0001")
                            .containsPattern("[0-9a-f]{16}"));
            assertThat(new String(events.get(0).value(), UTF_8))
                    .contains("\"plate\":\"测A0001\"", "\"verdict\":\"JUDGED\"", "\"reservation\":false")
                    .contains("\"reasons\":[\"WRONG_GATE\",\"NO_RESERVATION\"]", "\"laneNo\":null");
            assertThat(new String(events.get(1).value(), UTF_8))
                    .contains("\"condition\":\"WRONG_GATE\"", "\"plate\":\"测A0001\"", "\"gate\":\"G2\"")
                    .contains("\"reasons\":[\"WRONG_GATE\",\"NO_RESERVATION\"]");
        }
    }

    @Test
    void aDuplicateIsCountedAndNotTold() throws Exception {
        try (LiveEngine engine = open()) {
            passes(engine, "测A0001", "G1", "IN");
            passes(engine, "测A0001", "G1", "IN");
            assertThat(engine.passages(Verdict.DUPLICATE)).isOne();
            assertThat(engine.passages()).hasSize(1);
            assertThat(logged(engine))
                    .filteredOn(event -> event.kind() == LoggedEvent.Kind.PASSAGE)
                    .hasSize(1);
        }
    }

    @Test
    void registerBoardAndAlarmsStandAsTheyStoodAfterARestart() throws Exception {
        List<VehicleInside> inside;
        List<JudgedPassage> passages;
        List<AlarmStatus> alarms;
        List<Input.CameraEvent> cameras;
        int told;
        try (LiveEngine engine = open()) {
            engine.gateLists(lists(
                    "plate,class,enterprise,bannedFor\n测A0002,HAZMAT,,parked\n",
                    "plate,enterprise,from\n测A0001,,2027-01-15 00:00\n"));
            engine.step();
            passes(engine, "测A0001", "G1", "IN");
            passes(engine, "测A0002", "G1", "IN");
            passes(engine, "", "G1", "IN");
            send(engine, "cameras/C-1/events", "{\"kind\":\"SMOKE\"}");
            inside = engine.inside();
            passages = engine.passages();
            alarms = engine.alarms();
            cameras = engine.cameraEvents();
            told = logged(engine).size();
        }
        assertThat(passages)
                .extracting(JudgedPassage::reasons)
                .containsExactly(List.of(), List.of(GateReason.BLACKLISTED, GateReason.NO_RESERVATION), List.of());
        assertThat(passages.get(2).reservation()).isTrue();
        assertThat(inside).hasSize(2);
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(engine.inside()).isEqualTo(inside);
            assertThat(engine.passages()).isEqualTo(passages);
            assertThat(engine.alarms()).isEqualTo(alarms);
            assertThat(engine.cameraEvents()).isEqualTo(cameras).hasSize(1);
            assertThat(logged(engine)).hasSize(told);
            assertThat(engine.gateListsInForce()).isNotEmpty();
            nowMs.addAndGet(3_600_000);
            engine.step();
            engine.step();
            assertThat(engine.alarms())
                    .filteredOn(alarm -> alarm.definition().condition().equals("OVERSTAY"))
                    .hasSize(2)
                    .allSatisfy(alarm -> {
                        assertThat(alarm.state()).isEqualTo(AlarmState.UNACK_ACTIVE);
                        assertThat(alarm.raisedTimeMs()).isEqualTo(T0 + 3_600_000);
                    });
        }
    }

    @Test
    void theKeyOfPlatesIsMadeOnceForItsOwnerAlone() throws Exception {
        open().close();
        byte[] key = Files.readAllBytes(home.resolve("plate.key"));
        assertThat(key).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("plate.key"))))
                .isEqualTo("rw-------");
        open().close();
        assertThat(Files.readAllBytes(home.resolve("plate.key"))).isEqualTo(key);
    }

    @Test
    void passagesWithoutTheirKeyAreRefused() throws Exception {
        try (LiveEngine engine = open()) {
            passes(engine, "测A0001", "G1", "IN");
        }
        Files.delete(home.resolve("plate.key"));
        assertThatThrownBy(this::open)
                .isInstanceOf(NotRecoverable.class)
                .hasMessageContaining("expected the key of plates in")
                .hasMessageNotContaining("测A");
        assertThat(home.resolve("plate.key")).doesNotExist();
        Files.write(home.resolve("plate.key"), new byte[5]);
        assertThatThrownBy(this::open).isInstanceOf(NotRecoverable.class).hasMessageContaining("was 5");
    }

    @Test
    void aJournalWithoutPassagesGetsItsKeyLater() throws Exception {
        open().close();
        Files.delete(home.resolve("plate.key"));
        open().close();
        assertThat(home.resolve("plate.key")).exists();
    }

    private enum Quiet implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
