package io.tocsin.server.explain;

import io.tocsin.config.ConditionSpec;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far a good value is from meeting one condition: the plain reading of semantics.md, kept apart from the core. */
final class Gauge {
    /**
     * What a value came to.
     *
     * @param measured what is compared: the value, its deviation, its rate a minute, how long it has stood still in ms; NaN
     *     where nothing can be said
     * @param distance how much was missing, in the same unit; 0 or below = met; NaN where that is no number
     */
    record Look(boolean beyond, double measured, double distance) {
        static final Look NOTHING = new Look(false, Double.NaN, Double.NaN);
    }

    private record Point(long atMs, double value) {}

    private final ConditionSpec spec;
    private final Deque<Point> points = new ArrayDeque<>();

    Gauge(ConditionSpec spec) {
        this.spec = spec;
    }

    ConditionSpec spec() {
        return spec;
    }

    /** True where the value alone decides, so that history can be looked at too. */
    boolean isOfValue() {
        return spec instanceof ConditionSpec.Limit
                || spec instanceof ConditionSpec.Deviation
                || spec instanceof ConditionSpec.State
                || spec instanceof ConditionSpec.OutOfRange;
    }

    /** Good values come in the order of time, each once. */
    Look look(long atMs, double v) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.high() ? new Look(v >= s.value(), v, s.value() - v) : new Look(v <= s.value(), v, v - s.value());
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            double off = Math.abs(v - s.setpoint());
            return new Look(off >= s.limit(), off, s.limit() - off);
        }
        if (spec instanceof ConditionSpec.State s) {
            return new Look(s.alarmValues().contains(v + 0.0), v, Double.NaN);
        }
        if (spec instanceof ConditionSpec.OutOfRange s) {
            boolean noLow = Double.isNaN(s.low());
            double inside =
                    noLow ? s.high() - v : Double.isNaN(s.high()) ? v - s.low() : Math.min(v - s.low(), s.high() - v);
            return new Look(v < s.low() || v > s.high(), v, inside);
        }
        if (spec instanceof ConditionSpec.RateOfChange s) {
            return rate(s, atMs, v);
        }
        return spec instanceof ConditionSpec.Flatline s ? still(s, atMs, v) : Look.NOTHING;
    }

    private Look rate(ConditionSpec.RateOfChange s, long atMs, double v) {
        points.addLast(new Point(atMs, v));
        Point reference = null;
        while (!points.isEmpty() && points.getFirst().atMs() <= atMs - s.windowMs()) {
            reference = points.removeFirst();
        }
        if (reference == null) {
            return Look.NOTHING;
        }
        points.addFirst(reference);
        if (atMs - reference.atMs() > 2 * s.windowMs()) {
            return Look.NOTHING;
        }
        double perMinute = (v - reference.value()) / ((atMs - reference.atMs()) / 60_000.0);
        double turned = switch (s.condition()) {
            case ROC_UP -> perMinute;
            case ROC_DOWN -> -perMinute;
            default -> Math.abs(perMinute);
        };
        return new Look(turned >= s.perMinute(), turned, s.perMinute() - turned);
    }

    private Look still(ConditionSpec.Flatline s, long atMs, double v) {
        Point anchor = points.peekFirst();
        if (anchor == null || Math.abs(v - anchor.value()) > s.epsilon()) {
            points.clear();
            anchor = new Point(atMs, v);
            points.addFirst(anchor);
        }
        long stillMs = atMs - anchor.atMs();
        return new Look(stillMs >= s.windowMs(), stillMs, s.windowMs() - stillMs);
    }
}
