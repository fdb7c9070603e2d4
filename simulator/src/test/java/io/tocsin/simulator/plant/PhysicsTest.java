package io.tocsin.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.config.Tag;
import io.tocsin.config.TankShape;
import io.tocsin.simulator.Binhai;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PhysicsTest {
    static Stream<TankShape> shapes() {
        return Stream.of(
                new TankShape.Vertical(17.0, 14.3),
                new TankShape.Horizontal(2.6, 9.4),
                new TankShape.Sphere(12.3),
                new TankShape.Sphere(15.7));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsTheLevelOfAVolume(TankShape shape) {
        for (int i = 0; i <= 1000; i++) {
            double level = shape.heightM() * i / 1000;
            double volume = shape.volumeM3(level);
            assertThat(shape.volumeM3(Strapping.levelM(shape, volume))).isCloseTo(volume, within(1e-9));
            // at the poles of a sphere a level is less certain than its volume: the surface there has no width
            if (i >= 10 && i <= 990) {
                assertThat(Strapping.levelM(shape, volume)).isCloseTo(level, within(1e-9));
            }
        }
        assertThat(Strapping.levelM(shape, -1)).isZero();
        assertThat(Strapping.levelM(shape, 1e9)).isEqualTo(shape.heightM());
    }

    @Test
    void agreesWithTheParksStrapping() {
        TankShape sphere = new TankShape.Sphere(15.7);
        assertThat(Strapping.levelM(sphere, 0.85 * sphere.volumeM3(15.7))).isCloseTo(11.86, within(0.005));
        TankShape drum = new TankShape.Horizontal(2.6, 9.4);
        assertThat(Strapping.levelM(drum, 0.80 * drum.volumeM3(2.6))).isCloseTo(1.94, within(0.005));
    }

    /** The points of the handbook table, kPa absolute. */
    @ParameterizedTest
    @CsvSource({
        "CHLORINE, 10, 504", "CHLORINE, 25, 773", "CHLORINE, 40, 1134", "CHLORINE, 50, 1433",
        "AMMONIA, 10, 607", "AMMONIA, 25, 984", "AMMONIA, 40, 1513", "AMMONIA, 50, 1967",
        "LPG, 10, 440", "LPG, 25, 665", "LPG, 40, 962", "LPG, 50, 1207",
        "PROPYLENE, 10, 776", "PROPYLENE, 25, 1144", "PROPYLENE, 40, 1619", "PROPYLENE, 50, 2002",
        "ETHYLENE_OXIDE, 10, 99", "ETHYLENE_OXIDE, 25, 174", "ETHYLENE_OXIDE, 40, 286", "ETHYLENE_OXIDE, 50, 388",
        "LNG, -162, 97", "LNG, -160, 114", "LNG, -158, 134"
    })
    void followsTheVapourPressureTableWithinThreePercent(Medium medium, double celsius, double kPa) {
        assertThat(medium.saturationKPa(celsius)).isCloseTo(kPa, within(0.03 * kPa));
    }

    @ParameterizedTest
    @CsvSource({
        "liquid chlorine, CHLORINE",
        "液氯, CHLORINE",
        "Ammonia, AMMONIA",
        "7664-41-7, AMMONIA",
        "环氧乙烷, ETHYLENE_OXIDE",
        "LNG 液化天然气, LNG"
    })
    void knowsALiquefiedGasByAnyOfItsNames(String words, Medium medium) {
        assertThat(Medium.named(words)).contains(medium);
    }

    @ParameterizedTest
    @CsvSource({"kPa, 1", "MPa, 1000", "bar, 100", "barg, 100", "Pa, 0.001", "MPa(G), 1000", "psi, NaN", "kPa(a), NaN"})
    void knowsGaugePressuresByTheirUnit(String unit, double kPa) {
        assertThat(PressureUnit.kPaPer(unit)).isEqualTo(Double.valueOf(kPa));
    }

    @Test
    void takesAllElseForABlanketedLiquid() {
        assertThat(Medium.named("methanol")).isEmpty();
        assertThat(Medium.named("盐酸")).isEmpty();
        assertThat(Medium.named(null)).isEmpty();
    }

    @Test
    void drawsTheSameNoiseForTheSameSeedNameAndIndex() {
        assertThat(Noise.of(42, "T-101").unit(7))
                .isEqualTo(Noise.of(42, "T-101").unit(7));
        assertThat(Noise.of(42, "T-101").unit(7))
                .isNotEqualTo(Noise.of(42, "T-102").unit(7));
        assertThat(Noise.of(42, "T-101").unit(7))
                .isNotEqualTo(Noise.of(43, "T-101").unit(7));
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double unit = Noise.of(1, "x").signed(i);
            assertThat(unit).isBetween(-1.0, 1.0);
            sum += unit;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.01));
    }

    @Test
    void roundsToWhatTheInstrumentResolves() {
        Tag level = Binhai.three().tags().get(0);
        Transmitter gauge = Transmitter.of(level);
        assertThat(gauge.measure(11.418273, 0)).isEqualTo(11.42);
        assertThat(gauge.measure(-0.001, 0)).isEqualTo(0.0);
        assertThat(1 / gauge.measure(-0.001, 0)).isPositive();
    }

    @Test
    void failsBeforeItSaturatesWhereTheFailureBoundIsNearer() {
        Tag tag = Binhai.three().tags().get(0);
        Tag strict = new Tag(
                tag.id(),
                "GAS",
                "mg/m3",
                new Tag.Range(0, 30, -0.1, 30.3),
                1,
                1,
                null,
                null,
                null,
                null,
                tag.states(),
                List.of());
        assertThat(Transmitter.of(strict).measure(100, 0)).isEqualTo(30.3);
        assertThat(Transmitter.of(strict).measure(-100, 0)).isEqualTo(-0.1);
    }

    @Test
    void holdsAValueBetweenLimitsThatLieCloseTogether() {
        Band.Hold hold = new Band(15, 16).hold(18, 2.5);
        assertThat(hold.centre() + hold.swing()).isLessThan(16);
        assertThat(hold.centre() - hold.swing()).isGreaterThan(15);
    }
}
