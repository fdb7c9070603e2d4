package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Logic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How early and how wrongly it is foretold that T-101 will be at HH, on seeded noise: 3 mm, a swell of 3 mm over one to
 * four minutes, steps of 1 mm, a sample a second.
 */
class TimeToLimitFiguresTest {
    private static final int RUNS = 100;
    private static final double WITHIN_MIN = 30;
    private static final double RESPONSE_MIN = 10;
    private static final Logic.TimeToLimit LOGIC =
            new Logic.TimeToLimit("level", "HH", TankLevel.HH, true, 30 * 60_000, 10 * 60_000, 0.99);

    /** What became of one fill. */
    private record Fill(double startMin, double raisedMin) {
        boolean inTime() {
            return raisedMin >= RESPONSE_MIN;
        }

        /** After the moment at which it could first be said, by the truth. */
        double lateMin() {
            return Math.min(WITHIN_MIN, startMin) - raisedMin;
        }
    }

    @Test
    void warnsOfFillsBeforePeopleMustAct() {
        List<Fill> fills = new ArrayList<>();
        for (long seed = 0; seed < RUNS; seed++) {
            fills.add(fill(seed));
        }
        double[] raised = fills.stream().mapToDouble(Fill::raisedMin).sorted().toArray();
        double[] late = fills.stream().mapToDouble(Fill::lateMin).sorted().toArray();
        print("fills: minutes truly left when warned", raised);
        print("fills: minutes after it could first be said", late);
        long inTime = fills.stream().filter(Fill::inTime).count();
        System.out.println("fills: warned with " + RESPONSE_MIN + " min left or more: " + inTime + " of " + RUNS);
        assertThat(inTime).isGreaterThanOrEqualTo(95);
        assertThat(raised[RUNS / 20]).isGreaterThan(25);
        assertThat(raised[RUNS - 1 - RUNS / 20]).isLessThan(33);
    }

    private static Fill fill(long seed) {
        Random random = new Random(seed);
        TankLevel tank = new TankLevel(random);
        Readings readings = new Readings(1);
        Gauge gauge = new TimeToLimitGauge(readings.operands, 0, LOGIC);
        double mPerS = (60 + 140 * random.nextDouble()) / TankLevel.AREA_M2 / 3600;
        double level = 9.5 + 3.3 * random.nextDouble();
        int idleS = random.nextInt(1800);
        double startMin = (TankLevel.HH - level) / mPerS / 60;
        for (int second = 0; level < TankLevel.HH; second++) {
            level += second < idleS ? 0 : mPerS;
            byte verdict = readings.look(gauge, second * 1000L, 0, tank.read(level, second));
            if (verdict == Gauge.YES) {
                double left = (TankLevel.HH - level) / mPerS / 60;
                return new Fill(startMin, second < idleS ? Double.NEGATIVE_INFINITY : left);
            }
        }
        return new Fill(startMin, 0);
    }

    @Test
    void saysNothingOnQuietDays() {
        int warnings = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            int each = quietDay(seed);
            warnings += each;
            if (each > 0) {
                System.out.println("quiet day: seed=" + seed + " warned " + each + " times");
            }
        }
        System.out.println("quiet days: " + warnings + " false warnings in " + RUNS + " days");
        assertThat(warnings).isLessThanOrEqualTo(2);
    }

    /** Stands, gives, takes a little and stops well below the limit. */
    private static int quietDay(long seed) {
        Random random = new Random(seed);
        TankLevel tank = new TankLevel(random);
        Readings readings = new Readings(1);
        Gauge gauge = new TimeToLimitGauge(readings.operands, 0, LOGIC);
        double level = 5 + 7.85 * random.nextDouble();
        double mPerS = 0;
        int nextS = 0;
        int warnings = 0;
        boolean warned = false;
        for (int second = 0; second < 86_400; second++) {
            if (second == nextS) {
                nextS += 600 + random.nextInt(2 * 3600);
                mPerS = flowM3PerH(random, level) / TankLevel.AREA_M2 / 3600;
            }
            mPerS = mPerS > 0 && level > TankLevel.HH - 0.9 ? 0 : mPerS;
            level += level < 2.5 && mPerS < 0 ? 0 : mPerS;
            byte verdict = readings.look(gauge, second * 1000L, 0, tank.read(tank.warm(level, second), second));
            warnings += verdict == Gauge.YES && !warned ? 1 : 0;
            warned = verdict == Gauge.YES || (verdict == Gauge.BETWEEN && warned);
        }
        return warnings;
    }

    private static double flowM3PerH(Random random, double level) {
        return switch (random.nextInt(4)) {
            case 0 -> level < TankLevel.HH - 0.9 ? 60 + 140 * random.nextDouble() : 0;
            case 1 -> -30 - 120 * random.nextDouble();
            default -> 0;
        };
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%s: least %.1f, 5 %% %.1f, half %.1f, 95 %% %.1f, most %.1f%n",
                what,
                sorted[0],
                sorted[RUNS / 20],
                sorted[RUNS / 2],
                sorted[RUNS - 1 - RUNS / 20],
                sorted[RUNS - 1]);
    }
}
