package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.TankShape;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Tanks of 100 m2: 1 cm is 1 m3; spans of two minutes. */
class MovementGaugeTest {
    private static final int LEVEL = 0;
    private static final int OTHER = 1;
    private static final int IN = 2;
    private static final int OUT = 3;

    private static final TankShape TANK = new TankShape.Vertical(StrictMath.sqrt(400 / StrictMath.PI), 20);
    private static final TankShape T101 = new TankShape.Vertical(TankLevel.DIAMETER_M, 14.3);
    private static final long HOUR_MS = 3_600_000;

    private final Readings readings = new Readings(4);

    private static Logic.Movement logic(TankShape shape, Direction direction) {
        return new Logic.Movement(
                List.of(new Logic.Level("level", shape)), List.of("in"), List.of("out"), HOUR_MS, 3, direction);
    }

    private Gauge gauge(Direction direction) {
        return one(logic(TANK, direction));
    }

    private Gauge one(Logic.Movement logic) {
        readings.set(0, IN, 0);
        readings.set(0, OUT, 0);
        return new MovementGauge(readings.operands, new int[] {LEVEL}, new int[] {IN}, new int[] {OUT}, logic);
    }

    /** A level every ten seconds; how it was judged last. */
    private byte run(Gauge gauge, double fromMin, double toMin, double level, double metresPerHour) {
        byte verdict = Gauge.UNKNOWN;
        for (long at = (long) (fromMin * 60_000); at < toMin * 60_000; at += 10_000) {
            double hours = (at - fromMin * 60_000) / HOUR_MS;
            verdict = readings.look(gauge, at, LEVEL, level + metresPerHour * hours);
        }
        return verdict;
    }

    @Test
    void accountsForWhatStands() {
        Gauge gauge = gauge(Direction.BOTH);

        assertThat(run(gauge, 0, 3, 5, 0)).isEqualTo(Gauge.UNKNOWN);
        assertThat(run(gauge, 3, 70, 5, 0)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-6));
    }

    @Test
    void findsALossWhileNothingIsDrawn() {
        Gauge gauge = gauge(Direction.DOWN);

        assertThat(run(gauge, 0, 35, 5, -0.05)).isEqualTo(Gauge.BETWEEN);
        assertThat(run(gauge, 35, 70, 5 - 0.05 * 35 / 60, -0.05)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isCloseTo(-4.9, Offset.offset(0.1));
    }

    @Test
    void looksOneWayWhereItIsToldTo() {
        assertThat(run(gauge(Direction.UP), 0, 70, 5, -0.05)).isEqualTo(Gauge.NO);
        assertThat(run(gauge(Direction.UP), 0, 70, 5, 0.05)).isEqualTo(Gauge.YES);
        assertThat(run(gauge(Direction.DOWN), 0, 70, 5, 0.05)).isEqualTo(Gauge.NO);
        assertThat(run(gauge(Direction.BOTH), 0, 70, 5, 0.05)).isEqualTo(Gauge.YES);
    }

    @Test
    void accountsForWhatFlowsInAndOut() {
        Gauge gauge = gauge(Direction.BOTH);
        readings.look(gauge, 0, IN, 80);
        readings.look(gauge, 0, OUT, 20);

        assertThat(run(gauge, 0, 70, 5, 0.6)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-6));
    }

    @Test
    void countsAFlowFromWhenItWasRead() {
        Gauge gauge = gauge(Direction.BOTH);
        run(gauge, 0, 20, 5, 0);
        readings.look(gauge, 20 * 60_000, OUT, 60);
        run(gauge, 20, 30, 5, -0.6);
        readings.look(gauge, 30 * 60_000, OUT, 0);

        assertThat(run(gauge, 30, 60, 4.9, 0)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-6));
    }

    @Test
    void findsWhatATransferLosesOnItsWay() {
        readings.set(0, OTHER, 2);
        Logic.Movement transfer = new Logic.Movement(
                List.of(new Logic.Level("from", TANK), new Logic.Level("to", TANK)),
                List.of(),
                List.of(),
                HOUR_MS,
                3,
                Direction.DOWN);
        Gauge whole = new MovementGauge(readings.operands, new int[] {LEVEL, OTHER}, new int[0], new int[0], transfer);
        Gauge leaking =
                new MovementGauge(readings.operands, new int[] {LEVEL, OTHER}, new int[0], new int[0], transfer);

        assertThat(transfer(whole, 0.5)).isEqualTo(Gauge.NO);
        assertThat(transfer(leaking, 0.45)).isEqualTo(Gauge.YES);
        assertThat(leaking.measure()).isCloseTo(-4.9, Offset.offset(0.1));
    }

    private byte transfer(Gauge gauge, double arrives) {
        byte verdict = Gauge.UNKNOWN;
        for (long at = 0; at < 70 * 60_000; at += 10_000) {
            double hours = (double) at / HOUR_MS;
            readings.set(at, LEVEL, 8 - 0.5 * hours);
            verdict = readings.look(gauge, at, OTHER, 2 + arrives * hours);
        }
        return verdict;
    }

    @Test
    void bridgesAShortBlindness() {
        Gauge gauge = gauge(Direction.BOTH);
        readings.look(gauge, 0, IN, 60);
        run(gauge, 0, 60, 5, 0.6);
        gauge.blind(60 * 60_000);

        assertThat(run(gauge, 61, 70, 5.61, 0.6)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-6));
    }

    @Test
    void beginsAnewAfterALongBlindness() {
        Gauge gauge = gauge(Direction.BOTH);
        run(gauge, 0, 60, 5, 0);
        gauge.blind(60 * 60_000);

        assertThat(run(gauge, 70, 72, 7, 0)).isEqualTo(Gauge.UNKNOWN);
        assertThat(run(gauge, 72, 80, 7, 0)).isEqualTo(Gauge.BETWEEN);
        assertThat(run(gauge, 80, 140, 7, 0)).isEqualTo(Gauge.NO);
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadBeen() {
        Gauge gauge = gauge(Direction.BOTH);
        readings.look(gauge, 0, IN, 7);
        run(gauge, 0, 33.3, 5, -0.02);
        gauge.blind(33 * 60_000);
        StateWriter kept = new StateWriter();
        gauge.write(kept);
        Gauge restored = gauge(Direction.BOTH);
        restored.read(new StateReader(kept.toBytes()));
        readings.set(0, IN, 7);
        for (long at = 34 * 60_000; at < 90 * 60_000; at += 10_000) {
            byte verdict = readings.look(gauge, at, LEVEL, 5 - 0.02 * at / HOUR_MS);

            assertThat(restored.look(at, LEVEL)).isEqualTo(verdict);
            assertThat(Double.doubleToLongBits(restored.measure())).isEqualTo(Double.doubleToLongBits(gauge.measure()));
        }
    }

    @Test
    void movesWithTheClock() {
        Gauge gauge = gauge(Direction.BOTH);
        readings.look(gauge, 0, IN, 60);
        run(gauge, 0, 60, 5, 0.6);
        gauge.shift(600_000);

        assertThat(run(gauge, 70, 130, 5.6, 0.6)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(0, Offset.offset(1e-6));
    }

    @Test
    void findsALeakOfFiveCubicMetresAnHourAndNothingOnQuietDays() {
        double[] minutes = new double[20];
        for (int seed = 0; seed < minutes.length; seed++) {
            minutes[seed] = firstMinute(seed, -5, 4 * 3600);
            assertThat(firstMinute(seed, 0, 86_400)).as("seed=%d", seed).isNaN();
        }
        Arrays.sort(minutes);
        System.out.printf(
                Locale.ROOT,
                "movement: 5 m3/h found after %.0f to %.0f min, half by %.0f; nothing on %d quiet days%n",
                minutes[0],
                minutes[minutes.length - 1],
                minutes[minutes.length / 2],
                minutes.length);
        assertThat(minutes[minutes.length - 1]).isLessThan(60);
    }

    /** When something is found first, in minutes after a leak began in a day with receipts and withdrawals; or NaN. */
    private double firstMinute(long seed, double leakM3PerH, int seconds) {
        Random random = new Random(seed);
        TankLevel tank = new TankLevel(random);
        Gauge gauge = one(logic(T101, Direction.DOWN));
        double level = 6 + random.nextDouble();
        int leakS = 2 * 3600;
        double flow = 0;
        for (int second = 0; second < leakS + seconds; second++) {
            if (second % 5400 == 0) {
                flow = level > 9 ? -80 : random.nextInt(3) * 50 - 50;
            }
            level += (flow + (second < leakS ? 0 : leakM3PerH)) / 3600 / TankLevel.AREA_M2;
            long at = second * 1000L;
            readings.look(gauge, at, flow < 0 ? OUT : IN, Math.abs(flow) * (1 + 0.005 * random.nextGaussian()));
            readings.look(gauge, at, flow < 0 ? IN : OUT, 0);
            byte verdict = readings.look(gauge, at, LEVEL, tank.read(tank.warm(level, second), second));
            if (verdict == Gauge.YES) {
                return (second - leakS) / 60.0;
            }
        }
        return Double.NaN;
    }
}
