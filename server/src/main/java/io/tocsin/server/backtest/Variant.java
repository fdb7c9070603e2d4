package io.tocsin.server.backtest;

import io.tocsin.config.ConditionSpec;
import org.jspecify.annotations.Nullable;

/**
 * One thing about a condition that could be otherwise.
 *
 * @param value in the tag's unit for a deadband, milliseconds for a delay
 */
record Variant(Knob knob, double value) {
    /** What is turned. */
    enum Knob {
        DEADBAND,
        OFF_DELAY,
        ON_DELAY
    }

    /** The condition with that one thing changed; null where it has no such thing. */
    @Nullable
    ConditionSpec of(ConditionSpec spec) {
        long onMs = knob == Knob.ON_DELAY ? (long) value : spec.onDelayMs();
        long offMs = knob == Knob.OFF_DELAY ? (long) value : spec.offDelayMs();
        if (spec instanceof ConditionSpec.Limit s) {
            double deadband = deadband(s.deadband());
            return new ConditionSpec.Limit(
                    s.condition(), s.value(), deadband, onMs, offMs, s.priority(), s.latching(), s.raiseOnBad());
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            double deadband = deadband(s.deadband());
            return new ConditionSpec.Deviation(
                    s.setpoint(), s.limit(), deadband, onMs, offMs, s.priority(), s.latching());
        }
        if (spec instanceof ConditionSpec.RateOfChange s) {
            double deadband = deadband(s.deadband());
            return new ConditionSpec.RateOfChange(
                    s.condition(), s.perMinute(), s.windowMs(), deadband, onMs, offMs, s.priority(), s.latching());
        }
        return knob == Knob.DEADBAND ? null : delayed(spec, onMs, offMs);
    }

    private double deadband(double now) {
        return knob == Knob.DEADBAND ? value : now;
    }

    private static @Nullable ConditionSpec delayed(ConditionSpec spec, long onMs, long offMs) {
        if (spec instanceof ConditionSpec.State s) {
            return new ConditionSpec.State(s.alarmValues(), onMs, offMs, s.priority(), s.latching(), s.raiseOnBad());
        }
        if (spec instanceof ConditionSpec.OutOfRange s) {
            return new ConditionSpec.OutOfRange(s.low(), s.high(), onMs, offMs, s.priority(), s.latching());
        }
        if (spec instanceof ConditionSpec.BadQuality s) {
            return new ConditionSpec.BadQuality(onMs, offMs, s.priority(), s.latching());
        }
        return null;
    }
}
