package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Raise at or beyond the limit; return strictly beyond the deadband: every condition that looks at a value alone. */
class LimitTest {
    private static Rig after(io.tocsin.config.ConditionSpec spec, double... values) {
        Rig rig = new Rig(Tags.tag(spec));
        for (int i = 0; i < values.length; i++) {
            rig.good(i * 1000L, values[i]);
        }
        return rig;
    }

    @Nested
    class HighSide {
        private static final double LIMIT = 10;
        private static final double DEADBAND = 2;

        private Rig of(Condition condition, double... values) {
            return after(Tags.limit(condition, LIMIT, DEADBAND, 0, 0), values);
        }

        @ParameterizedTest
        @EnumSource(
                value = Condition.class,
                names = {"CH", "HH", "H", "GAS_L1", "GAS_L2"})
        void raisesAtTheLimit(Condition condition) {
            assertThat(of(condition, 9, 10).said()).containsExactly(condition + " RAISED 1000");
        }

        @ParameterizedTest
        @EnumSource(
                value = Condition.class,
                names = {"CH", "HH", "H", "GAS_L1", "GAS_L2"})
        void returnsOnlyBelowTheDeadband(Condition condition) {
            assertThat(of(condition, 10, 7.9).said())
                    .containsExactly(condition + " RAISED 0", condition + " CLEARED 1000");
        }

        @Test
        void raisesBeyondTheLimit() {
            assertThat(of(Condition.H, 9, 11).said()).containsExactly("H RAISED 1000");
        }

        @Test
        void staysNormalJustBelowTheLimit() {
            assertThat(of(Condition.H, Math.nextDown(10.0)).said()).isEmpty();
        }

        @Test
        void staysActiveInsideTheDeadband() {
            assertThat(of(Condition.H, 10, 9.9, 9, 8.1).said()).containsExactly("H RAISED 0");
        }

        @Test
        void staysActiveAtTheVeryEdgeOfTheDeadband() {
            assertThat(of(Condition.H, 10, 8).said()).containsExactly("H RAISED 0");
        }

        @Test
        void withoutADeadbandReturnsJustBelowTheLimit() {
            Rig rig = after(Tags.limit(Condition.H, 10, 0, 0, 0), 10, 10, Math.nextDown(10.0));
            assertThat(rig.said()).containsExactly("H RAISED 0", "H CLEARED 2000");
        }

        @Test
        void looksAtTheFirstSampleLikeAnyOther() {
            assertThat(of(Condition.HH, 12).said()).containsExactly("HH RAISED 0");
        }

        @Test
        void saysTheValueThatRaisedAndTheValueThatReturned() {
            List<Transition> seen = of(Condition.H, 11.5, 7).transitions();
            assertThat(seen).extracting(Transition::value).containsExactly(11.5, 7.0);
        }
    }

    @Nested
    class LowSide {
        private Rig of(Condition condition, double... values) {
            return after(Tags.limit(condition, 10, 2, 0, 0), values);
        }

        @ParameterizedTest
        @EnumSource(
                value = Condition.class,
                names = {"L", "LL"})
        void raisesAtTheLimit(Condition condition) {
            assertThat(of(condition, 11, 10).said()).containsExactly(condition + " RAISED 1000");
        }

        @ParameterizedTest
        @EnumSource(
                value = Condition.class,
                names = {"L", "LL"})
        void returnsOnlyAboveTheDeadband(Condition condition) {
            assertThat(of(condition, 10, 12.1).said())
                    .containsExactly(condition + " RAISED 0", condition + " CLEARED 1000");
        }

        @Test
        void raisesBeyondTheLimit() {
            assertThat(of(Condition.L, 11, -3).said()).containsExactly("L RAISED 1000");
        }

        @Test
        void staysNormalJustAboveTheLimit() {
            assertThat(of(Condition.L, Math.nextUp(10.0)).said()).isEmpty();
        }

        @Test
        void staysActiveInsideAndAtTheEdgeOfTheDeadband() {
            assertThat(of(Condition.L, 10, 11, 12).said()).containsExactly("L RAISED 0");
        }
    }

    @Nested
    class Deviation {
        private Rig of(double... values) {
            return after(Tags.deviation(5, 2, 0.5, 0, 0), values);
        }

        @Test
        void raisesAtTheLimitOnEitherSide() {
            assertThat(of(7).said()).containsExactly("DEV RAISED 0");
            assertThat(of(3).said()).containsExactly("DEV RAISED 0");
        }

        @Test
        void raisesBeyondTheLimitOnEitherSide() {
            assertThat(of(9).said()).containsExactly("DEV RAISED 0");
            assertThat(of(-9).said()).containsExactly("DEV RAISED 0");
        }

        @Test
        void staysNormalInside() {
            assertThat(of(6.99, 3.01, 5).said()).isEmpty();
        }

        @Test
        void staysActiveInsideAndAtTheEdgeOfTheDeadband() {
            assertThat(of(7, 6.75, 6.5, 3.5).said()).containsExactly("DEV RAISED 0");
        }

        @Test
        void returnsOnlyInsideTheDeadband() {
            assertThat(of(7, 6.49).said()).containsExactly("DEV RAISED 0", "DEV CLEARED 1000");
            assertThat(of(7, 3.51).said()).containsExactly("DEV RAISED 0", "DEV CLEARED 1000");
        }

        @Test
        void staysActiveThroughASwingToTheOtherSide() {
            assertThat(of(8, 2).said()).containsExactly("DEV RAISED 0");
        }
    }

    @Nested
    class State {
        private Rig of(double... values) {
            return after(Tags.state(false, 0, 0, 1.0, 3.0), values);
        }

        @Test
        void raisesOnEachOfTheAlarmValues() {
            assertThat(of(1).said()).containsExactly("STATE RAISED 0");
            assertThat(of(3).said()).containsExactly("STATE RAISED 0");
        }

        @Test
        void staysNormalOnOtherValues() {
            assertThat(of(0, 2, 4, 1.5).said()).isEmpty();
        }

        @Test
        void staysActiveFromOneAlarmValueToAnother() {
            assertThat(of(1, 3).said()).containsExactly("STATE RAISED 0");
        }

        @Test
        void returnsOnAnyOtherValue() {
            assertThat(of(1, 2).said()).containsExactly("STATE RAISED 0", "STATE CLEARED 1000");
        }
    }

    @Nested
    class Range {
        @Test
        void raisesOutsideOnEitherSide() {
            assertThat(after(Tags.range(0, 100, 0, 0), 100.1).said()).containsExactly("RANGE RAISED 0");
            assertThat(after(Tags.range(0, 100, 0, 0), -0.1).said()).containsExactly("RANGE RAISED 0");
        }

        @Test
        void theEndsOfTheRangeAreInside() {
            assertThat(after(Tags.range(0, 100, 0, 0), 0, 100).said()).isEmpty();
        }

        @Test
        void returnsAtTheEndOfTheRange() {
            assertThat(after(Tags.range(0, 100, 0, 0), 101, 100).said())
                    .containsExactly("RANGE RAISED 0", "RANGE CLEARED 1000");
        }

        @Test
        void anOpenEndIsNeverPassed() {
            assertThat(after(Tags.range(Double.NaN, 100, 0, 0), -1e300).said()).isEmpty();
        }

        @Test
        void theValueIsEvaluatedAllTheSame() {
            Rig rig = new Rig(Tags.tag(Tags.limit(Condition.GAS_L2, 50, 0, 0, 0), Tags.range(0, 100, 0, 0)));
            assertThat(rig.good(0, 120).said()).containsExactly("GAS_L2 RAISED 0", "RANGE RAISED 0");
        }
    }

    @Nested
    class Levels {
        private Rig levels() {
            return new Rig(Tags.tag(Tags.limit(Condition.HH, 20, 0, 0, 0), Tags.limit(Condition.H, 10, 0, 0, 0)));
        }

        @Test
        void highHighLeavesHighActive() {
            Rig rig = levels().good(0, 12).good(1000, 25);
            assertThat(rig.said()).containsExactly("H RAISED 0", "HH RAISED 1000");
            assertThat(rig.isActive(Condition.H)).isTrue();
        }

        @Test
        void eachReturnsForItself() {
            assertThat(levels().good(0, 25).good(1000, 15).good(2000, 5).said())
                    .containsExactly("HH RAISED 0", "H RAISED 0", "HH CLEARED 1000", "H CLEARED 2000");
        }

        @Test
        void aNegativeZeroIsAZero() {
            assertThat(after(Tags.limit(Condition.L, 0, 0, 0, 0), -0.0).said()).containsExactly("L RAISED 0");
        }
    }
}
