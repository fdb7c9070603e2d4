package io.tocsin.config;

import java.util.List;

/**
 * One condition of one tag with everything that decides it. Values are in the tag's own unit, times in milliseconds.
 *
 * <p>Raise is at or beyond the limit; return needs the deadband and is strict.
 */
public sealed interface ConditionSpec {
    Condition condition();

    /** How long the condition must hold before it is raised; 0 = at once. */
    long onDelayMs();

    /** How long the return must hold before it is cleared; 0 = at once. */
    long offDelayMs();

    Priority priority();

    /** True where the alarm stays after the return until an operator resets it. */
    boolean latching();

    /**
     * CH, HH, H, GAS_L1, GAS_L2 (high side) and L, LL (low side).
     *
     * @param raiseOnBad a sample of bad status that arrived raises it too (never an unreadable number, never silence)
     */
    record Limit(
            Condition condition,
            double value,
            double deadband,
            long onDelayMs,
            long offDelayMs,
            Priority priority,
            boolean latching,
            boolean raiseOnBad)
            implements ConditionSpec {
        /** True where the alarm lies above the limit. */
        public boolean high() {
            return condition != Condition.L && condition != Condition.LL;
        }
    }

    /** DEV: |v - setpoint| at or beyond the limit. */
    record Deviation(
            double setpoint,
            double limit,
            double deadband,
            long onDelayMs,
            long offDelayMs,
            Priority priority,
            boolean latching)
            implements ConditionSpec {
        @Override
        public Condition condition() {
            return Condition.DEV;
        }
    }

    /** ROC, ROC_UP or ROC_DOWN: change per minute over a window. */
    record RateOfChange(
            Condition condition,
            double perMinute,
            long windowMs,
            double deadband,
            long onDelayMs,
            long offDelayMs,
            Priority priority,
            boolean latching)
            implements ConditionSpec {}

    /** FLAT: every good sample within epsilon of the run's first, for the window. Has no delays of its own. */
    record Flatline(long windowMs, double epsilon, Priority priority, boolean latching) implements ConditionSpec {
        @Override
        public Condition condition() {
            return Condition.FLAT;
        }

        @Override
        public long onDelayMs() {
            return 0;
        }

        @Override
        public long offDelayMs() {
            return 0;
        }
    }

    /** STATE: the value is among the alarm values. */
    record State(
            List<Double> alarmValues,
            long onDelayMs,
            long offDelayMs,
            Priority priority,
            boolean latching,
            boolean raiseOnBad)
            implements ConditionSpec {
        public State {
            alarmValues = List.copyOf(alarmValues);
        }

        @Override
        public Condition condition() {
            return Condition.STATE;
        }
    }

    /** RANGE: outside the measuring range; the value is evaluated all the same. */
    record OutOfRange(double low, double high, long onDelayMs, long offDelayMs, Priority priority, boolean latching)
            implements ConditionSpec {
        @Override
        public Condition condition() {
            return Condition.RANGE;
        }
    }

    /** BAD: the sample is bad. */
    record BadQuality(long onDelayMs, long offDelayMs, Priority priority, boolean latching) implements ConditionSpec {
        @Override
        public Condition condition() {
            return Condition.BAD;
        }
    }

    /** STALE: no live sample, good or bad, nor a repeat, for the timeout, by receive time. */
    record Stale(long timeoutMs, Priority priority, boolean latching) implements ConditionSpec {
        @Override
        public Condition condition() {
            return Condition.STALE;
        }

        @Override
        public long onDelayMs() {
            return 0;
        }

        @Override
        public long offDelayMs() {
            return 0;
        }
    }
}
