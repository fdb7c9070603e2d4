package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.Saturation;
import java.util.Locale;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MismatchGaugeTest {
    private static final int PRESSURE = 0;
    private static final int TEMPERATURE = 1;

    private final Readings readings = new Readings(2);

    private static Logic.Mismatch logic(Direction direction) {
        return new Logic.Mismatch("pressure", "temperature", "propylene", 1000, true, 0.1, direction);
    }

    private Gauge gauge(Logic.Mismatch logic) {
        return new MismatchGauge(readings.operands, PRESSURE, TEMPERATURE, logic);
    }

    private byte look(Gauge gauge, double megapascals, double celsius) {
        readings.set(0, TEMPERATURE, celsius);
        return readings.look(gauge, 0, PRESSURE, megapascals);
    }

    private static double gaugeMPa(double celsius) {
        return (Saturation.PROPYLENE.kPa(celsius) - 101) / 1000;
    }

    @Test
    void agreesOnTheCurve() {
        Gauge gauge = gauge(logic(Direction.BOTH));

        assertThat(look(gauge, gaugeMPa(25), 25)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-9));
    }

    @Test
    void differsByMoreThanTheToleranceOfTheAbsolutePressure() {
        Gauge gauge = gauge(logic(Direction.BOTH));
        double absolute = Saturation.PROPYLENE.kPa(25);

        assertThat(look(gauge, gaugeMPa(25) + 0.101 * absolute / 1000, 25)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isCloseTo(0.101 * absolute, Offset.offset(1e-6));
        assertThat(look(gauge, gaugeMPa(25) + 0.095 * absolute / 1000, 25)).isEqualTo(Gauge.BETWEEN);
        assertThat(look(gauge, gaugeMPa(25) + 0.089 * absolute / 1000, 25)).isEqualTo(Gauge.NO);
        assertThat(look(gauge, gaugeMPa(25) - 0.101 * absolute / 1000, 25)).isEqualTo(Gauge.YES);
    }

    @Test
    void looksOneWayWhereItIsToldTo() {
        assertThat(look(gauge(logic(Direction.UP)), gaugeMPa(20), 30)).isEqualTo(Gauge.NO);
        assertThat(look(gauge(logic(Direction.DOWN)), gaugeMPa(20), 30)).isEqualTo(Gauge.YES);
        assertThat(look(gauge(logic(Direction.UP)), gaugeMPa(30), 20)).isEqualTo(Gauge.YES);
        assertThat(look(gauge(logic(Direction.DOWN)), gaugeMPa(30), 20)).isEqualTo(Gauge.NO);
    }

    @Test
    void readsAbsolutePressuresInTheirOwnUnit() {
        Gauge gauge = gauge(new Logic.Mismatch("pressure", "temperature", "ammonia", 100, false, 0.1, Direction.BOTH));

        assertThat(look(gauge, Saturation.AMMONIA.kPa(20) / 100, 20)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-9));
    }

    @Test
    void cannotTellWhereTheCurveIsNotKnown() {
        Gauge gauge = gauge(logic(Direction.BOTH));

        assertThat(look(gauge, 1, 300)).isEqualTo(Gauge.UNKNOWN);
        assertThat(gauge.measure()).isNaN();
    }

    /** A pressure that is stuck while S-302 warms, and a day on which nothing is wrong. */
    @Test
    void findsAStuckPressureBeforeEightDegreesAndNothingOnAQuietDay() {
        Gauge gauge = gauge(logic(Direction.BOTH));
        double worst = 0;
        for (int start = 10; start <= 31; start++) {
            double celsius = start;
            while (look(gauge, gaugeMPa(start), celsius) != Gauge.YES) {
                celsius += 0.01;
            }
            worst = Math.max(worst, celsius - start);
        }
        System.out.printf(Locale.ROOT, "mismatch: a stuck pressure is found after %.1f C at most%n", worst);
        assertThat(worst).isLessThan(8);
        assertThat(quietDay(7)).isZero();
    }

    private int quietDay(long seed) {
        Random random = new Random(seed);
        Gauge gauge = gauge(logic(Direction.BOTH));
        int found = 0;
        double most = 0;
        for (int second = 0; second < 86_400; second++) {
            double truth = 20 + 8 * StrictMath.sin(2 * StrictMath.PI * second / 86_400);
            double celsius = truth + 0.5 * (2 * random.nextDouble() - 1);
            double megapascals = gaugeMPa(truth) * (1 + 0.01 * (2 * random.nextDouble() - 1));
            found += look(gauge, megapascals, celsius) == Gauge.YES ? 1 : 0;
            most = Math.max(most, Math.abs(gauge.measure()) / Saturation.PROPYLENE.kPa(celsius));
        }
        System.out.printf(
                Locale.ROOT, "mismatch: quiet day seed=%d found %d, most off %.1f %%%n", seed, found, most * 100);
        return found;
    }
}
