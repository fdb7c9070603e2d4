package io.tocsin.rules;

import io.tocsin.config.ConditionSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a good value means to a slot: raise is at or beyond the limit, return needs the deadband and is strict, and
 * between the two lies a band that is neither.
 */
final class Verdicts {
    static final byte RETURN = -1;
    static final byte BETWEEN = 0;
    static final byte RAISE = 1;
    /** Nothing can be said (a rate without a reference): the state machine stays as it is. */
    static final byte UNDEFINED = 2;

    private final Plan plan;
    private final @Nullable RateWindow[] rates;
    private final @Nullable FlatRun[] runs;
    private final double[][] alarmValues;

    Verdicts(Plan plan) {
        this.plan = plan;
        rates = new RateWindow[plan.has(Verdicts::isRate) ? plan.slots() : 0];
        runs = new FlatRun[plan.has(kind -> kind == Plan.Kind.FLAT) ? plan.slots() : 0];
        alarmValues = new double[plan.has(kind -> kind == Plan.Kind.STATE) ? plan.slots() : 0][];
        if (rates.length + runs.length + alarmValues.length == 0) {
            return;
        }
        for (int slot = 0; slot < plan.slots(); slot++) {
            if (plan.spec(slot) instanceof ConditionSpec.RateOfChange spec) {
                rates[slot] = new RateWindow(spec.windowMs());
            } else if (plan.spec(slot) instanceof ConditionSpec.Flatline spec) {
                runs[slot] = new FlatRun(spec.epsilon(), spec.windowMs());
            } else if (plan.spec(slot) instanceof ConditionSpec.State spec) {
                alarmValues[slot] = spec.alarmValues().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            }
        }
    }

    /** Looks at a good value; a rate or a run also remembers it, so each sample is shown to each slot once. */
    byte of(int slot, long atMs, double v) {
        Plan.Kind kind = plan.kind(slot);
        return switch (kind) {
            case RATE, RATE_UP, RATE_DOWN -> rate(slot, rateWindow(slot).rateAt(atMs, v));
            case FLAT -> flatRun(slot).verdictAt(atMs, v);
            default -> ofValue(slot, kind, v);
        };
    }

    private static boolean isRate(Plan.Kind kind) {
        return kind == Plan.Kind.RATE || kind == Plan.Kind.RATE_UP || kind == Plan.Kind.RATE_DOWN;
    }

    /** The same for kinds that look at the value alone; UNDEFINED for those that need a history. */
    byte ofValue(int slot, double v) {
        return ofValue(slot, plan.kind(slot), v);
    }

    private byte ofValue(int slot, Plan.Kind kind, double v) {
        double limit = plan.limit(slot);
        double band = plan.band(slot);
        return switch (kind) {
            case HIGH -> verdict(v >= limit, v < limit - band);
            case LOW -> verdict(v <= limit, v > limit + band);
            case DEVIATION -> deviation(slot, v);
            case STATE -> either(isAlarmValue(slot, v));
            case RANGE -> either(v < limit || v > band);
            case BAD -> RETURN;
            case RATE, RATE_UP, RATE_DOWN, FLAT, STALE -> UNDEFINED;
        };
    }

    /** Looks at a bad sample: it says nothing but that it is bad, and an unreadable one raises no limit. */
    byte ofBad(int slot, int worth) {
        boolean raises = plan.kind(slot) == Plan.Kind.BAD || (plan.raisesOnBad(slot) && worth == Quality.BAD.code());
        return raises ? RAISE : UNDEFINED;
    }

    /** Looks once more at what is held of a tag: its last good value and what its newest sample was worth. */
    byte ofHeld(int slot, double held, int worth) {
        byte bad = Quality.isUsable(worth) ? UNDEFINED : ofBad(slot, worth);
        if (bad == RAISE || plan.kind(slot) == Plan.Kind.BAD) {
            return bad;
        }
        return Double.isNaN(held) ? UNDEFINED : ofValue(slot, held);
    }

    /** Goes on with what another configuration's slot remembered. */
    void adopt(int slot, Verdicts old, int oldSlot) {
        if (plan.spec(slot) instanceof ConditionSpec.RateOfChange spec) {
            rates[slot] = old.rateWindow(oldSlot).copyFor(spec.windowMs());
        } else if (plan.spec(slot) instanceof ConditionSpec.Flatline spec) {
            runs[slot] = old.flatRun(oldSlot).copyFor(spec.epsilon(), spec.windowMs());
        }
    }

    /** What was stamped so far lies elsewhere on the line of time. */
    void shift(int slot, long movedMs) {
        if (isRate(plan.kind(slot))) {
            rateWindow(slot).shift(movedMs);
        } else if (plan.kind(slot) == Plan.Kind.FLAT) {
            flatRun(slot).shift(movedMs);
        }
    }

    void write(int slot, StateWriter out) {
        if (isRate(plan.kind(slot))) {
            rateWindow(slot).write(out);
        } else if (plan.kind(slot) == Plan.Kind.FLAT) {
            flatRun(slot).write(out);
        }
    }

    void read(int slot, StateReader in) {
        if (isRate(plan.kind(slot))) {
            rateWindow(slot).read(in);
        } else if (plan.kind(slot) == Plan.Kind.FLAT) {
            flatRun(slot).read(in);
        }
    }

    private byte deviation(int slot, double v) {
        double away = Math.abs(v - plan.setpoint(slot));
        return verdict(away >= plan.limit(slot), away < plan.limit(slot) - plan.band(slot));
    }

    private byte rate(int slot, double perMinute) {
        if (Double.isNaN(perMinute)) {
            return UNDEFINED;
        }
        double speed = switch (plan.kind(slot)) {
            case RATE_UP -> perMinute;
            case RATE_DOWN -> -perMinute;
            default -> Math.abs(perMinute);
        };
        return verdict(speed >= plan.limit(slot), speed < plan.limit(slot) - plan.band(slot));
    }

    private boolean isAlarmValue(int slot, double v) {
        for (double alarmValue : alarmValues[slot]) {
            if (v == alarmValue) {
                return true;
            }
        }
        return false;
    }

    private RateWindow rateWindow(int slot) {
        RateWindow window = rates[slot];
        if (window == null) {
            throw new IllegalStateException("expected a rate condition, slot=" + slot);
        }
        return window;
    }

    private FlatRun flatRun(int slot) {
        FlatRun run = runs[slot];
        if (run == null) {
            throw new IllegalStateException("expected a flatline condition, slot=" + slot);
        }
        return run;
    }

    private static byte either(boolean raise) {
        return raise ? RAISE : RETURN;
    }

    private static byte verdict(boolean raise, boolean back) {
        if (raise) {
            return RAISE;
        }
        return back ? RETURN : BETWEEN;
    }
}
