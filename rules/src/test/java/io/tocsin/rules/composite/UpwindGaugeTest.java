package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.Expression;
import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Source;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpwindGaugeTest {
    private static final int DIRECTION = 0;
    private static final int SPEED = 1;
    private static final long MINUTE_MS = 60_000;
    private static final List<Source> SOURCES =
            List.of(new Source("east", 90, 300), new Source("north", 0, 500), new Source("north-west", 340, 900));
    private static final Logic.Upwind LOGIC = new Logic.Upwind(
            new Expression.Active("gas", Condition.GAS_L1), "direction", "speed", SOURCES, 30, 0.5, 10 * MINUTE_MS);

    private final Readings readings = new Readings(2);
    private double smelt = 1;
    private final Gauge gauge = new UpwindGauge(() -> smelt, readings.operands, DIRECTION, SPEED, LOGIC);

    private byte wind(long atMs, double deg, double metresPerS) {
        readings.set(atMs, SPEED, metresPerS);
        return readings.look(gauge, atMs, DIRECTION, deg);
    }

    private static List<String> tanks(double windDeg) {
        return LOGIC.candidates(windDeg).stream().map(Source::tank).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, north north-west",
        "340, north-west north",
        "350, north north-west",
        "30, north",
        "31, ''",
        "60, east",
        "120, east",
        "121, ''",
        "180, ''",
        "309, ''",
        "310, north-west",
        "359.9, north north-west"
    })
    void findsWhatLiesWithinTheSectorBestFirst(double windDeg, String expected) {
        assertThat(String.join(" ", tanks(windDeg))).isEqualTo(expected);
    }

    @Test
    void aCalmHasNoDirectionAndNamesAllOfThemNearestFirst() {
        assertThat(tanks(Double.NaN)).containsExactly("east", "north", "north-west");
        assertThat(wind(0, 200, 0.4)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isNaN();
    }

    @Test
    void whatStandsAtTheInstrumentLiesOnEveryWind() {
        assertThat(Logic.Upwind.offDeg(new Source("here", 0, 0), 180)).isZero();
    }

    @Test
    void holdsWhileItSmellsAndSomethingLiesUpwind() {
        assertThat(wind(0, 10, 3)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isEqualTo(10);
        smelt = 0;
        assertThat(wind(1_000, 10, 3)).isEqualTo(Gauge.NO);
        smelt = Term.UNKNOWN;
        assertThat(wind(2_000, 10, 3)).isEqualTo(Gauge.UNKNOWN);
    }

    @Test
    void saysNothingWhereOnlyOthersLieUpwind() {
        assertThat(wind(0, 180, 3)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isEqualTo(180);
    }

    @Test
    void averagesTheWindOverItsWindowAcrossNorth() {
        Random random = new Random(5);
        for (long ms = 0; ms < 12 * MINUTE_MS; ms += 5_000) {
            wind(ms, (360 + 60 * (2 * random.nextDouble() - 1)) % 360, 3);
        }
        assertThat(Logic.Upwind.offDeg(new Source("north", 0, 1), gauge.measure()))
                .isLessThan(8);
    }

    @Test
    void oneGustFromElsewhereDoesNotTurnIt() {
        for (long ms = 0; ms < 12 * MINUTE_MS; ms += 5_000) {
            wind(ms, 5, 3);
        }
        assertThat(wind(12 * MINUTE_MS, 180, 9)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isEqualTo(5);
    }

    @Test
    void withoutASpeedItTakesTheDirectionAlone() {
        Logic.Upwind blind = new Logic.Upwind(LOGIC.of(), "direction", null, SOURCES, 30, 0.5, 10 * MINUTE_MS);
        Gauge other = new UpwindGauge(() -> 1, readings.operands, DIRECTION, -1, blind);
        assertThat(readings.look(other, 0, DIRECTION, 95)).isEqualTo(Gauge.YES);
        assertThat(other.measure()).isEqualTo(95);
    }

    @Test
    void goesOnFromASnapshot() {
        for (long ms = 0; ms < 12 * MINUTE_MS; ms += 5_000) {
            wind(ms, 80 + ms / 60_000.0, 3);
        }
        StateWriter out = new StateWriter();
        gauge.write(out);
        Gauge restored = new UpwindGauge(() -> smelt, readings.operands, DIRECTION, SPEED, LOGIC);
        restored.read(new StateReader(out.toBytes()));
        assertThat(restored.measure()).isEqualTo(gauge.measure());
        wind(12 * MINUTE_MS, 92, 3);
        restored.look(12 * MINUTE_MS, DIRECTION);
        assertThat(restored.measure()).isEqualTo(gauge.measure());
    }

    @Test
    void keepsItsWindowWhenTheClockIsSet() {
        for (long ms = 0; ms < 12 * MINUTE_MS; ms += 5_000) {
            wind(ms, 90, 3);
        }
        gauge.shift(-3_600_000);
        wind(12 * MINUTE_MS - 3_600_000, 180, 3);
        assertThat(gauge.measure()).isEqualTo(90);
    }
}
