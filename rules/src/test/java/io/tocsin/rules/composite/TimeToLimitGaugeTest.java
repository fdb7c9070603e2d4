package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Logic;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.function.LongToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of 15 s: a window of ten minutes; within half an hour of 10. */
class TimeToLimitGaugeTest {
    private static final Logic.TimeToLimit RISING =
            new Logic.TimeToLimit("level", null, 10, true, 30 * 60_000, 10 * 60_000, 0.99);
    private static final double PER_MINUTE = 1.0 / 60_000;

    private Readings readings = new Readings(1);
    private Gauge gauge = gauge(RISING);
    private long nowMs;

    @BeforeEach
    void begin() {
        nowMs = 0;
    }

    private Gauge gauge(Logic.TimeToLimit logic) {
        return new TimeToLimitGauge(readings.operands, 0, logic);
    }

    /** A sample a second until that minute; how it was judged last. */
    private byte until(double minute, LongToDoubleFunction level) {
        byte verdict = Gauge.UNKNOWN;
        for (; nowMs < minute * 60_000; nowMs += 1000) {
            verdict = readings.look(gauge, nowMs, 0, level.applyAsDouble(nowMs));
        }
        return verdict;
    }

    private static double noise(long atMs) {
        return 0.001 * ((atMs / 1000 * 7919) % 7 - 3);
    }

    @Test
    void tellsNothingBeforeThereAreMeansEnough() {
        assertThat(until(1.4, at -> 9 + at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.UNKNOWN);
        assertThat(gauge.measure()).isNaN();
    }

    @Test
    void warnsOfASteadyFillWithinTwoMinutesOfItsBegin() {
        assertThat(until(2, at -> 9 + at * 0.1 * PER_MINUTE + noise(at))).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isCloseTo(8, Offset.offset(0.5));
    }

    @Test
    void warnsOfAFillThatBeginsAfterALongStandstill() {
        until(10, at -> 9 + noise(at));

        assertThat(until(13, at -> 9 + (at - 600_000) * 0.1 * PER_MINUTE + noise(at)))
                .isEqualTo(Gauge.YES);
    }

    @Test
    void isSilentWhileTheLimitIsFurtherAwayThanPeopleNeed() {
        assertThat(until(10, at -> 5 + at * 0.1 * PER_MINUTE + noise(at))).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isCloseTo(40, Offset.offset(1.0));
    }

    @Test
    void isSilentWhileTheLevelStandsOrFalls() {
        assertThat(until(10, at -> 9.9 + noise(at))).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isNaN();
        assertThat(until(30, at -> 9.9 - (at - 600_000) * 0.1 * PER_MINUTE)).isEqualTo(Gauge.NO);
    }

    @Test
    void hesitatesInTheBandBeyondTheTimeThatPeopleNeed() {
        assertThat(until(10, at -> 10 - 33 * 0.1 + (at - 600_000) * 0.1 * PER_MINUTE + noise(at)))
                .isEqualTo(Gauge.BETWEEN);
    }

    @Test
    void isOverWhenTheFillStops() {
        assertThat(until(5, at -> 9 + at * 0.1 * PER_MINUTE + noise(at))).isEqualTo(Gauge.YES);

        assertThat(until(10, at -> 9.5 + noise(at))).isEqualTo(Gauge.NO);
    }

    @Test
    void isOverWhenTheLimitIsReached() {
        assertThat(until(9.5, at -> 9 + at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.YES);
        assertThat(until(10.5, at -> 9 + at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.NO);
        assertThat(gauge.measure()).isZero();
    }

    @Test
    void foretellsALimitBelow() {
        gauge = gauge(new Logic.TimeToLimit("level", null, 2, false, 30 * 60_000, 10 * 60_000, 0.99));

        assertThat(until(5, at -> 3 - at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.YES);
        assertThat(gauge.measure()).isCloseTo(5, Offset.offset(0.5));
    }

    @Test
    void doesNotTakeASingleStepOfItsReadingForAFill() {
        assertThat(until(10, at -> at < 570_000 ? 9.999 : 9.9995)).isNotEqualTo(Gauge.YES);
    }

    @Test
    void cannotTellUntilTheNextMeanAfterItsInputWasBad() {
        until(5.1, at -> 9 + at * 0.1 * PER_MINUTE);
        gauge.blind(nowMs);

        assertThat(gauge.measure()).isNaN();
        assertThat(until(5.2, at -> 9 + at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.UNKNOWN);
        assertThat(until(5.5, at -> 9 + at * 0.1 * PER_MINUTE)).isEqualTo(Gauge.YES);
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadBeen() {
        until(4.9, at -> 9 + at * 0.1 * PER_MINUTE + noise(at));
        StateWriter kept = new StateWriter();
        gauge.write(kept);
        Gauge restored = gauge(RISING);
        restored.read(new StateReader(kept.toBytes()));
        for (; nowMs < 600_000; nowMs += 1000) {
            double level = 9 + nowMs * 0.1 * PER_MINUTE + noise(nowMs);
            byte verdict = readings.look(gauge, nowMs, 0, level);

            assertThat(restored.look(nowMs, 0)).isEqualTo(verdict);
            assertThat(Double.doubleToLongBits(restored.measure())).isEqualTo(Double.doubleToLongBits(gauge.measure()));
        }
    }

    @Test
    void movesWithTheClock() {
        until(5, at -> 9 + at * 0.1 * PER_MINUTE + noise(at));
        double before = gauge.measure();
        gauge.shift(-3_600_000);
        for (long at = nowMs; at < nowMs + 30_000; at += 1000) {
            readings.look(gauge, at - 3_600_000, 0, 9 + at * 0.1 * PER_MINUTE + noise(at));
        }

        assertThat(gauge.measure()).isCloseTo(before - 0.5, Offset.offset(0.3));
    }
}
