package io.tocsin.simulator.plant;

import static io.tocsin.simulator.plant.PlantTest.firstAtOrAbove;
import static io.tocsin.simulator.plant.PlantTest.plant;
import static io.tocsin.simulator.plant.PlantTest.text;
import static io.tocsin.simulator.telemetry.Publication.Kind.HISTORY;
import static io.tocsin.simulator.telemetry.Publication.Kind.OFFLINE;
import static io.tocsin.simulator.telemetry.Publication.Kind.ONLINE;
import static io.tocsin.simulator.telemetry.Publication.Kind.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.config.Condition;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.Binhai;
import io.tocsin.simulator.plant.Incident.Step;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentsTest {
    private static final long START_MS = 1_782_864_000_000L;

    /** On-delay 15 s: who joins sees the level come to H after some seconds, and stay there. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 99, -5})
    void overfillComesToHighSecondsAfterSomebodyJoins(long seed) {
        long joinMs = Incidents.OVERFILL.span().joinMs();
        Plant plant = Plant.of(Binhai.three(), Incidents.OVERFILL, seed, TimeMap.same(START_MS), joinMs);
        for (int s = 0; s <= 60; s++) {
            long t = START_MS + s * 1000L;
            plant.advanceTo(t);
            double level = plant.instrument("T-101.LEVEL").read(t).value();
            if (s <= 2) {
                assertThat(level).as("seed %d, %d s", seed, s).isLessThan(12.90);
            }
            if (s >= 10) {
                assertThat(level).as("seed %d, %d s", seed, s).isGreaterThanOrEqualTo(12.90);
            }
        }
    }

    @Test
    void whoJoinsLateIsToldEverythingAtOnce() {
        long joinMs = Incidents.OVERFILL.span().joinMs() + 1_234;
        Plant plant = Plant.of(Binhai.three(), Incidents.OVERFILL, 7, TimeMap.same(START_MS), joinMs);
        StringBuilder told = new StringBuilder();
        for (Publication message : plant.advanceTo(START_MS)) {
            told.append(new String(message.payload(), StandardCharsets.UTF_8));
        }
        assertThat(Binhai.three().tags())
                .allSatisfy(tag -> assertThat(told.toString()).contains("\"" + tag.id() + "\""));
    }

    @Test
    void overfillTripsTheSwitchAndGoesOnToTheBrim() {
        Plant plant = plant(Binhai.three(), Incidents.OVERFILL, 42);

        // from 12.6 m at 0.8811 m/h
        assertThat(firstAtOrAbove(plant, "T-101.LEVEL", 13.10, 2_100)).isBetween(2_020, 2_026);
        assertThat(firstAtOrAbove(plant, "T-101.LSHH", 1, 2_100)).isBetween(2_042, 2_044);
        assertThat(firstAtOrAbove(plant, "T-101.LEVEL", 13.40, 4_000)).isBetween(3_244, 3_252);
        long later = START_MS + 4 * 3_600_000;
        plant.advanceTo(later);
        assertThat(plant.contents("T-101").levelM(later)).isEqualTo(14.3);
        assertThat(plant.contents("T-101").spilledM3(later)).isGreaterThan(70);
        assertThat(plant.instrument("T-101.LEVEL").read(later).value()).isEqualTo(14.3);
    }

    @Test
    void anInterlockThatWorksClosesTheInletAtHighHigh() {
        Plant plant = plant(
                Binhai.three(),
                of(new Step(0, new Action.StartAt("T-101", 13.0)), new Step(0, new Action.SetInflow("T-101", 200))),
                1);
        plant.advanceTo(START_MS + 3_600_000);

        assertThat(plant.contents("T-101").levelM(START_MS + 3_600_000)).isBetween(13.10, 13.101);
        assertThat(plant.contents("T-101").inflowM3PerHour()).isZero();
    }

    @Test
    void rampsAValueInAStraightLineAndLeavesItThere() {
        Plant plant = plant(Binhai.whole(), of(new Step(60_000, new Action.Ramp("V-104.PRESSURE", 0.18, 600_000))), 1);
        plant.advanceTo(START_MS + 59_000);
        double from = plant.instrument("V-104.PRESSURE").trueValue(START_MS + 60_000);
        plant.advanceTo(START_MS + 900_000);

        Instrument gauge = plant.instrument("V-104.PRESSURE");
        assertThat(gauge.trueValue(START_MS + 360_000)).isCloseTo((from + 0.18) / 2, within(1e-9));
        assertThat(gauge.trueValue(START_MS + 900_000)).isEqualTo(0.18);
    }

    @Test
    void aDarkGatewayStoresCountsOnAndHandsOnHistory() {
        Plant plant = plant(Binhai.three(), of(new Step(2_000, new Action.Dark("33019900000301", 3_000))), 1);

        List<Publication> messages = plant.advanceTo(START_MS + 6_000).stream()
                .filter(message -> message.client() == 2)
                .toList();

        assertThat(messages)
                .extracting(Publication::kind)
                .containsExactly(
                        TELEMETRY, TELEMETRY, OFFLINE, ONLINE, HISTORY, HISTORY, HISTORY, TELEMETRY, TELEMETRY);
        assertThat(text(messages.get(2)))
                .isEqualTo("{\"online\":false,\"ts\":" + (START_MS + 2_000) + ",\"session\":" + START_MS + '}');
        assertThat(text(messages.get(3))).startsWith("{\"online\":true,\"ts\":" + (START_MS + 5_000) + ',');
        assertThat(text(messages.get(4))).startsWith("{\"hist\":true,\"seq\":2,\"ts\":" + (START_MS + 2_000) + ',');
        assertThat(text(messages.get(7))).startsWith("{\"seq\":5,");
    }

    @Test
    void gasLeakPassesBothLevelsAndDecays() {
        Plant plant = plant(Binhai.three(), Incidents.GAS_LEAK, 42);

        assertThat(firstAtOrAbove(plant, "GD-201.GAS", 1.0, 30)).isBetween(7, 10);
        assertThat(firstAtOrAbove(plant, "GD-201.GAS", 2.0, 30)).isBetween(10, 13);
        plant.advanceTo(START_MS + 600_000);
        assertThat(plant.instrument("GD-201.GAS").read(START_MS + 600_000).value())
                .isLessThan(0.2);
    }

    @Test
    void startsATankWhereItIsTold() {
        Plant plant = plant(Binhai.three(), of(new Step(0, new Action.StartAt("S-303", 4.5))), 1);

        assertThat(plant.contents("S-303").levelM(START_MS)).isBetween(4.5 - 1e-9, 4.5 + 1e-9);
        plant.advanceTo(START_MS + 36_000_000);
        assertThat(plant.contents("S-303").levelM(START_MS + 36_000_000)).isBetween(4.5 - 1e-9, 4.5 + 1e-9);
    }

    @Test
    void drawsATankEmptyAndNoFurther() {
        Plant plant = plant(
                Binhai.three(),
                of(
                        new Step(0, new Action.StartAt("V-201A", 1.0)),
                        new Step(60_000, new Action.SetOutflow("V-201A", 100))),
                1);
        double held = plant.contents("V-201A").volumeM3(START_MS);
        plant.advanceTo(START_MS + 7_200_000);

        assertThat(plant.contents("V-201A").volumeM3(START_MS + 7_200_000)).isZero();
        assertThat(plant.contents("V-201A").drawnM3(START_MS + 7_200_000)).isBetween(held - 1e-9, held + 1e-9);
    }

    @Test
    void marksAFailedInstrumentBadForItsTime() {
        Plant plant = plant(Binhai.three(), of(new Step(1_000, new Action.Fail("GD-201.GAS", 2_000))), 1);

        List<Publication> messages = plant.advanceTo(START_MS + 4_000);

        List<Boolean> bad = messages.stream()
                .filter(message -> message.client() == 1)
                .map(message -> text(message).contains("\"q\":\"BAD\""))
                .toList();
        assertThat(bad).containsExactly(false, true, true, false, false);
    }

    @Test
    void saysNothingFromASilentGateway() {
        Plant plant = plant(Binhai.three(), of(new Step(1_000, new Action.Silence("33019900000301", 2_000))), 1);

        List<Publication> messages = plant.advanceTo(START_MS + 4_000).stream()
                .filter(message -> message.client() == 2)
                .toList();

        assertThat(messages)
                .extracting(Publication::timeMs)
                .containsExactly(START_MS, START_MS + 3_000, START_MS + 4_000);
        assertThat(text(messages.get(1))).startsWith("{\"seq\":1,");
    }

    @Test
    void saturatesALittleBeyondItsRange() {
        Plant plant =
                plant(Binhai.three(), of(new Step(0, new Action.Leak("GD-201.GAS", 500, 1_000, 60_000, 1_000))), 1);
        plant.advanceTo(START_MS + 5_000);

        assertThat(plant.instrument("GD-201.GAS").read(START_MS + 5_000).value())
                .isEqualTo(30.9);
    }

    @Test
    void listsItsNames() {
        assertThat(Incidents.names())
                .containsExactly(
                        "calm", "gas-leak", "overfill", "blanket-lost", "gateway-dark", "hazmat-at-g2", "cloned-plate");
    }

    @Test
    void refusesAnUnknownNameWithTheNearest() {
        Incidents.Choice choice = Incidents.named("overfil", Binhai.three());

        assertThat(choice.incident()).isEmpty();
        Problem problem = choice.problems().get(0);
        assertThat(problem.message().en())
                .isEqualTo("expected an incident of calm, gas-leak, overfill, blanket-lost, gateway-dark, hazmat-at-g2,"
                        + " cloned-plate, was overfil");
        assertThat(problem.nearest()).isEqualTo("overfill");
    }

    @Test
    void findsTheIncidentOfAName() {
        assertThat(Incidents.named("gas-leak", Binhai.three()).incident()).contains(Incidents.GAS_LEAK);
    }

    @Test
    void saysWhatTheSiteLacks() {
        Site other = Binhai.site(List.of(), List.of());

        assertThat(Incidents.named("overfill", other).problems())
                .extracting(problem -> problem.message().en())
                .containsExactly(
                        "expected a tank T-101 in the site for incident overfill, was none",
                        "expected a tank T-101 in the site for incident overfill, was none",
                        "expected a tank T-101 in the site for incident overfill, was none");
        assertThat(Incidents.named("gas-leak", other).problems())
                .extracting(problem -> problem.message().en())
                .containsExactly("expected a tag GD-201.GAS in the site for incident gas-leak, was none");
        assertThat(Incidents.named("hazmat-at-g2", other).problems())
                .extracting(problem -> problem.message().en())
                .containsExactly("expected a gate G2 in the site for incident hazmat-at-g2, was none");
        assertThat(Incidents.check(of(new Step(0, new Action.Silence("33019900000209", 1))), other))
                .extracting(Problem::nearest)
                .containsExactly("33019900000201");
    }

    @Test
    void saysWhichLimitTheSiteLacks() {
        Incident incident = of(new Step(0, new Action.StartJustUnder("T-101", Condition.CH)));

        assertThat(Incidents.check(incident, Binhai.three()))
                .extracting(problem -> problem.message().en())
                .containsExactly("expected a level limit CH of tank T-101 in the site for incident x, was none");
    }

    @Test
    void refusesToRunWhatTheSiteLacks() {
        Site other = Binhai.site(List.of(), List.of());
        assertThatThrownBy(() -> plant(other, Incidents.OVERFILL, 1)).hasMessageContaining("expected an incident");
    }

    @Test
    void refusesStepsOutOfOrder() {
        Step late = new Step(5, new Action.SetInflow("T-101", 1));
        Step early = new Step(4, new Action.SetInflow("T-101", 0));
        assertThatThrownBy(() -> of(late, early)).hasMessageStartingWith("expected steps in order of time");
        assertThatThrownBy(() -> of(new Step(1, new Action.StartAt("T-101", 1))))
                .hasMessageStartingWith("expected a start at 0 ms");
    }

    private static Incident of(Step... steps) {
        return new Incident("x", Text.of("x"), List.of(steps));
    }
}
