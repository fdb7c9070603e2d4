package io.tocsin.config;

import io.tocsin.config.ConditionSpec.Deviation;
import io.tocsin.config.ConditionSpec.Limit;
import io.tocsin.config.ConditionSpec.RateOfChange;
import io.tocsin.config.ConditionSpec.Stale;
import io.tocsin.config.Tag.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is understood and yet hardly meant: warnings on the limits and delays of one tag. */
final class TagChecks {
    private static final List<Condition> RISING =
            List.of(Condition.LL, Condition.L, Condition.H, Condition.HH, Condition.CH);
    private static final List<Condition> GAS_RISING = List.of(Condition.GAS_L1, Condition.GAS_L2);

    private final Fields tag;
    private final List<Watched> watched;
    private final long intervalMs;

    TagChecks(Fields tag, List<Watched> watched, long intervalMs) {
        this.tag = tag;
        this.watched = watched;
        this.intervalMs = intervalMs;
    }

    void warn(@Nullable Range range) {
        inOrder(present(RISING));
        inOrder(present(GAS_RISING));
        for (Watched one : watched) {
            voidDelay(one);
            if (one.spec() instanceof Limit limit && range != null) {
                insideRange(one, limit, range);
            } else if (one.spec() instanceof Deviation deviation) {
                returns(one, deviation.deadband(), deviation.limit(), "limit");
            } else if (one.spec() instanceof RateOfChange rate) {
                rate(one, rate);
            } else if (one.spec() instanceof Stale stale) {
                timeout(one, stale);
            }
        }
    }

    private List<Watched> present(List<Condition> order) {
        return order.stream()
                .flatMap(condition -> watched.stream().filter(one -> one.is(condition)))
                .toList();
    }

    private void inOrder(List<Watched> limits) {
        for (int i = 1; i < limits.size(); i++) {
            Watched lower = limits.get(i - 1);
            Watched upper = limits.get(i);
            if (limit(lower).value() >= limit(upper).value()) {
                Text wanted = new Text(name(lower) + " 低于 " + name(upper), name(lower) + " below " + name(upper));
                warn(upper.place("value"), wanted, Text.of(shown(lower) + ", " + shown(upper)));
            } else {
                deadbands(lower, upper);
            }
        }
    }

    /** A high limit must return above the one below it, a low limit below the one above it. */
    private void deadbands(Watched lower, Watched upper) {
        double gap = limit(upper).value() - limit(lower).value();
        if (limit(upper).high() && limit(upper).deadband() >= gap) {
            reaches(upper, lower, gap);
        }
        if (!limit(lower).high() && limit(lower).deadband() >= gap) {
            reaches(lower, upper, gap);
        }
    }

    private void reaches(Watched one, Watched next, double gap) {
        String most = Wording.number(gap);
        Text wanted = new Text(
                name(one) + " 的死区小于到 " + name(next) + " 的间距 " + most,
                "a deadband of " + name(one) + " below " + most + ", the gap to " + name(next));
        warn(one.place("deadband"), wanted, Text.of(Wording.number(limit(one).deadband())));
    }

    private void insideRange(Watched one, Limit limit, Range range) {
        double low = Double.isNaN(range.low()) ? range.failLow() : range.low();
        double high = Double.isNaN(range.high()) ? range.failHigh() : range.high();
        if (limit.value() < low || limit.value() > high) {
            String bounds = bound(low) + ".." + bound(high);
            Text wanted = new Text("量程 " + bounds + " 内的限值", "a limit within the range " + bounds);
            warn(one.place("value"), wanted, Text.of(shown(one)));
        }
    }

    private static String bound(double value) {
        return Double.isNaN(value) ? "" : Wording.number(value);
    }

    private void voidDelay(Watched one) {
        long onDelayMs = one.spec().onDelayMs();
        if (onDelayMs > 0 && onDelayMs < intervalMs && isWritten(one)) {
            Text wanted = new Text(
                    "不小于采样间隔 " + intervalMs + "ms 的报警延时（更短则无效）",
                    "an on-delay of at least the interval, " + intervalMs + "ms (a shorter one is void)");
            warn(one.place("onDelay"), wanted, Text.of(onDelayMs + "ms"));
        }
    }

    /** BAD has its delay from the metric, not from the tag; what nobody wrote is no mistake. */
    private boolean isWritten(Watched one) {
        boolean own = one.own() != null && one.own().has("onDelay");
        return own || (!one.is(Condition.BAD) && tag.has("onDelay"));
    }

    private void rate(Watched one, RateOfChange rate) {
        if (rate.condition() == Condition.ROC) {
            returns(one, rate.deadband(), rate.perMinute(), "perMinute");
        }
        if (intervalMs > 2 * rate.windowMs()) {
            Text wanted = new Text(
                    "不小于采样间隔 " + intervalMs + "ms 一半的时窗（否则无法求变化率）",
                    "a window of at least half the interval, " + intervalMs + "ms (else there is never a rate)");
            warn(one.place("window"), wanted, Text.of(rate.windowMs() + "ms"));
        }
    }

    private void returns(Watched one, double deadband, double limit, String name) {
        if (deadband >= limit) {
            Text wanted = new Text(
                    "死区小于 " + name + " " + Wording.number(limit) + "（否则永不恢复）",
                    "a deadband below " + name + " " + Wording.number(limit) + " (else it never returns)");
            warn(one.place("deadband"), wanted, Text.of(Wording.number(deadband)));
        }
    }

    private void timeout(Watched one, Stale stale) {
        if (stale.timeoutMs() <= intervalMs) {
            Text wanted =
                    new Text("大于采样间隔 " + intervalMs + "ms 的超时", "a timeout above the interval, " + intervalMs + "ms");
            warn(one.place("timeout"), wanted, Text.of(stale.timeoutMs() + "ms"));
        }
    }

    private void warn(Place place, Text wanted, Text was) {
        tag.reading().problems().warning(place, Wording.expected(wanted, was));
    }

    private static Limit limit(Watched one) {
        return (Limit) one.spec();
    }

    private static String name(Watched one) {
        return one.spec().condition().name();
    }

    private static String shown(Watched one) {
        return name(one) + " " + Wording.number(limit(one).value());
    }
}
