package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Closure;
import io.tocsin.config.Closure.Direction;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.Verdict;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gates find, as alarms with a life of their own. */
class GateAlarmsTest {
    private static final long T = 1_000_000_000;
    private static final long HOUR = 3_600_000;

    private final Recorder out = new Recorder();
    private Site site = park(GateRules.defaults());
    private Engine engine = new Engine(site, plate -> "s-" + plate, out);

    /** From here on another engine goes on from a snapshot of the one before. */
    private void goOnFromASnapshot() {
        byte[] snapshot = engine.snapshot();
        Engine next = new Engine(site, plate -> "s-" + plate, out);
        next.restore(snapshot, engine.lists());
        assertThat(next.snapshot()).isEqualTo(snapshot);
        assertThat(next.statuses()).isEqualTo(engine.statuses());
        assertThat(next.inside()).isEqualTo(engine.inside());
        engine = next;
    }

    private static Site park(GateRules rules) {
        Closure.Gate east = new Closure.Gate(
                "G1",
                new Text("东门", "East gate"),
                Closure.GateKind.HAZMAT,
                null,
                List.of(VehicleClass.HAZMAT, VehicleClass.RESCUE),
                List.of());
        Closure.Gate west = new Closure.Gate(
                "G2",
                new Text("西门", "West gate"),
                Closure.GateKind.GENERAL,
                null,
                List.of(VehicleClass.CAR),
                List.of());
        return new Site(
                new Site.Park("park", Text.of("Park"), ZoneOffset.UTC),
                List.of(),
                List.of(),
                List.of(),
                List.of(Sites.tag("T")),
                Site.Ground.NONE,
                new Closure(List.of(east, west), rules),
                Settings.defaults(),
                "hash");
    }

    private GateAlarmsTest passes(String plate, String gate, Direction direction, long timeMs) {
        VehicleClass seen = plate.startsWith("R") ? VehicleClass.RESCUE : VehicleClass.HAZMAT;
        engine.input(new Input.Passage(
                "", gate, null, plate, null, 97, null, direction, seen, 20, false, null, null, timeMs, timeMs));
        if (out.passages.size() < 100) {
            goOnFromASnapshot();
        }
        return this;
    }

    private void acknowledge(long nowMs) {
        engine.input(Bench.command(
                Input.Verb.ACKNOWLEDGE,
                "r" + nowMs,
                out.status().definition().id(),
                out.status().occurrenceId(),
                "li.wei",
                nowMs));
    }

    @Test
    void hazmatAtTheGeneralGateIsOneAlarmWithTwoReasons() {
        passes("HA1", "G2", Direction.IN, T);
        assertThat(out.said()).containsExactly("rule:gate-entry:s-HA1 RAISED 1000000000 -> UNACK_ACTIVE");
        Definition definition = out.last().definition();
        assertThat(definition.category()).isEqualTo("ACCESS");
        assertThat(definition.condition()).isEqualTo("WRONG_GATE");
        assertThat(definition.priority()).isEqualTo(Priority.HIGH);
        assertThat(definition.pass())
                .isEqualTo(new Definition.Pass(
                        "s-HA1", "HA1", List.of(GateReason.WRONG_GATE, GateReason.NO_RESERVATION), "G2"));
        assertThat(definition.message())
                .isEqualTo(new Text("G2 西门：走错卡口、无预约入园", "G2 West gate: wrong gate, no reservation"));
        assertThat(out.last().eventId()).isEqualTo("park~rule:gate-entry:s-HA1~1000000000.1");
        assertThat(out.passages).extracting(passage -> passage.verdict()).containsExactly(Verdict.JUDGED);
    }

    @Test
    void goesThroughTheSameTransitionsAsAnyOther() {
        passes("HA1", "G1", Direction.IN, T);
        acknowledge(T + 1);
        passes("HA1", "G1", Direction.OUT, T + HOUR).passes("HA1", "G1", Direction.IN, T + 2 * HOUR);
        passes("HA1", "G1", Direction.OUT, T + 3 * HOUR);
        assertThat(out.events)
                .extracting(AlarmEvent::state)
                .containsExactly(
                        AlarmState.UNACK_ACTIVE,
                        AlarmState.ACK_ACTIVE,
                        AlarmState.NORMAL,
                        AlarmState.UNACK_ACTIVE,
                        AlarmState.UNACK_RTN);
        assertThat(engine.statuses()).containsExactly(out.status());
    }

    @Test
    void whatIsOverAtOnceStaysToBeAcknowledged() {
        engine.input(new Input.GateListsChanged(reserved("HA1"), T));
        passes("HA1", "G1", Direction.IN, T).passes("HA1", "G2", Direction.OUT, T + HOUR);
        assertThat(out.status().state()).isEqualTo(AlarmState.UNACK_RTN);
        assertThat(out.status().definition().enterprise()).isEqualTo("E1");
    }

    private static GateLists reserved(String plate) {
        return new GateLists(List.of(), List.of(new GateLists.Reservation(plate, "E1", T, GateLists.OPEN_END, null)));
    }

    @Test
    void aNewOccurrenceHasReasonsOfItsOwn() {
        passes("HA1", "G2", Direction.IN, T).passes("HA1", "G1", Direction.OUT, T + HOUR);
        passes("HA1", "G1", Direction.IN, T + 2 * HOUR);
        assertThat(out.status().definition().condition()).isEqualTo("NO_RESERVATION");
        assertThat(out.status().count()).isEqualTo(2);
    }

    @Test
    void overstayFiresWithTheEnginesTimersAndIsRecordedThen() {
        engine.input(new Input.GateListsChanged(reserved("HA1"), T));
        passes("HA1", "G1", Direction.IN, T);
        assertThat(engine.nextDueMs()).isEqualTo(T + 330 * 60_000);
        engine.sample(0, 0, 0, 0, T + 6 * HOUR - 1);
        assertThat(out.said()).containsExactly("rule:overstay-soon:s-HA1 RAISED 1019800000 -> UNACK_ACTIVE");
        engine.input(new Input.Tick(T + 6 * HOUR + 5));
        assertThat(out.said())
                .endsWith(
                        "rule:overstay-soon:s-HA1 CLEARED 1021600000 -> UNACK_RTN",
                        "rule:overstay:s-HA1 RAISED 1021600000 -> UNACK_ACTIVE");
        assertThat(out.last().recordedTimeMs()).isEqualTo(T + 6 * HOUR + 5);
        assertThat(engine.inside()).hasSize(1);
    }

    @Test
    void theMessageOfAnImpossiblePassageNamesBothGates() {
        passes("R1", "G1", Direction.IN, T).passes("R1", "G2", Direction.IN, T + 60_000);
        assertThat(out.last().definition().message())
                .isEqualTo(new Text("G1 东门、G2 西门：疑似套牌", "G1 East gate, G2 West gate: impossible passage"));
        assertThat(out.last().definition().id()).isEqualTo("rule:impossible-passage:s-R1");
    }

    @Test
    void aCamerasEventMovesTimeOnly() {
        engine.input(new Input.CameraEvent("e", "C-11", "SMOKE", 90, null, T, T));
        assertThat(out.all).isEmpty();
    }

    @Test
    void aChangedConfigurationKeepsThemAndARisingPriorityAsksAgain() {
        passes("HA1", "G2", Direction.IN, T);
        acknowledge(T + 1);
        changeTo(judged(Priority.CRITICAL));
        assertThat(out.last().type()).isEqualTo(AlarmEvent.Type.REALARMED);
        assertThat(out.status().definition().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(engine.inside()).hasSize(1);
        passes("HA1", "G2", Direction.OUT, T + HOUR);
        assertThat(out.said()).contains("rule:gate-entry:s-HA1 CLEARED 1003600000 -> UNACK_RTN");
    }

    @Test
    void theAlarmsOfARuleThatIsOffAreClosedAndGone() {
        passes("HA1", "G2", Direction.IN, T);
        changeTo(new GateRules(30_000, 90, null, null, null, null, null));
        assertThat(out.last().type()).isEqualTo(AlarmEvent.Type.CONFIG_CHANGED);
        assertThat(out.removed).containsExactly("rule:gate-entry:s-HA1 1000000010");
        assertThat(engine.statuses()).isEmpty();
    }

    private void changeTo(GateRules rules) {
        site = park(rules);
        engine = new Engine(site, engine, T + 10, out);
        goOnFromASnapshot();
    }

    private static GateRules judged(Priority priority) {
        return new GateRules(30_000, 90, new GateRules.Judged(priority), null, null, null, null);
    }

    @Test
    void whatIsOverAndAcknowledgedIsForgottenAfterAThousandOthers() {
        for (int i = 0; i <= GateAlarms.CLOSED_KEPT; i++) {
            long at = T + i * HOUR;
            passes("HA" + i, "G1", Direction.IN, at).passes("HA" + i, "G1", Direction.OUT, at + 1);
            acknowledge(at + 2);
            assertThat(engine.statuses()).as("nobody has handled it").isNotEmpty();
            engine.input(new Input.Command(
                    Input.Verb.FALSE_ALARM,
                    "f" + i,
                    out.status().definition().id(),
                    out.status().occurrenceId(),
                    new Input.Principal("li.wei", "console", Input.Role.OPERATOR),
                    "a guest who was announced",
                    at + 2));
        }
        assertThat(out.removed).containsExactly("rule:gate-entry:s-HA0 " + (T + GateAlarms.CLOSED_KEPT * HOUR + 2));
        assertThat(engine.statuses()).hasSize(GateAlarms.CLOSED_KEPT);
    }

    @Test
    void anAlarmNeverHeardOfIsUnknown() {
        engine.input(Bench.command(Input.Verb.ACKNOWLEDGE, "r", "rule:gate-entry:x", "o", "li.wei", T));
        assertThat(out.reply().reason()).isEqualTo(Reason.UNKNOWN_ALARM);
    }
}
