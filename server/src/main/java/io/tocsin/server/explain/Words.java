package io.tocsin.server.explain;

import io.tocsin.config.Condition;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, numbers and spans as people read them: local time of the site, values with their unit. */
record Words(ZoneId zone, String unit) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;
    private static final double SIX_DIGITS = 1e6;

    static Words of(ZoneId zone, @Nullable String unit) {
        return new Words(zone, unit == null ? "" : " " + unit);
    }

    String time(long timeMs) {
        return LOCAL.format(Instant.ofEpochMilli(timeMs).atZone(zone));
    }

    String value(double value) {
        return number(value) + unit;
    }

    /** At most six digits behind the point: what is missing is a difference, whose last digits say nothing. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double rounded = Math.rint(value * SIX_DIGITS) / SIX_DIGITS;
        boolean whole = rounded == Math.rint(rounded) && Math.abs(rounded) < SIX_DIGITS * SIX_DIGITS;
        return whole ? Long.toString((long) rounded) : Json.number(Math.abs(value) < SIX_DIGITS ? rounded : value);
    }

    static String span(long ms) {
        if (ms % MINUTE_MS == 0 && ms != 0) {
            return ms / MINUTE_MS + " min";
        }
        return ms >= SECOND_MS ? number(ms / (double) SECOND_MS) + " s" : ms + " ms";
    }

    /** What a condition asks for. */
    Text asked(RuleInForce rule) {
        String limit = value(rule.limit());
        return switch (Condition.valueOf(rule.condition())) {
            case CH, HH, H, GAS_L1, GAS_L2 -> new Text("≥ " + limit, "at or above " + limit);
            case L, LL -> new Text("≤ " + limit, "at or below " + limit);
            case DEV ->
                new Text(
                        "偏离 " + value(rule.setpoint()) + " 达 " + limit,
                        "at least " + limit + " from " + value(rule.setpoint()));
            case ROC -> new Text("变化速率 ≥ " + limit + "/min", "changing by at least " + limit + " a minute");
            case ROC_UP -> new Text("上升速率 ≥ " + limit + "/min", "rising by at least " + limit + " a minute");
            case ROC_DOWN -> new Text("下降速率 ≥ " + limit + "/min", "falling by at least " + limit + " a minute");
            case FLAT -> new Text(span(rule.windowMs()) + " 内不变", "unchanged for " + span(rule.windowMs()));
            case STATE -> new Text("处于报警状态值", "in an alarm state");
            case RANGE ->
                new Text(
                        "超出量程 " + number(rule.low()) + " … " + value(rule.high()),
                        "outside the range " + number(rule.low()) + " … " + value(rule.high()));
            case BAD -> new Text("样本质量为坏", "a bad sample");
            case STALE -> new Text("静默 " + span(rule.windowMs()), "silent for " + span(rule.windowMs()));
        };
    }

    /** What was measured for a condition, with its unit. */
    String measured(String condition, double measured) {
        return switch (Condition.valueOf(condition)) {
            case FLAT, STALE -> span((long) measured);
            case ROC, ROC_UP, ROC_DOWN -> value(measured) + "/min";
            default -> value(measured);
        };
    }
}
