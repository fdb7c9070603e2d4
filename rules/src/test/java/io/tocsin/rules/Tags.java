package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Short ways to write down tags and conditions. */
final class Tags {
    private static final Priority ANY = Priority.HIGH;

    private Tags() {}

    static Tag tag(String id, Tag.@Nullable Range range, long maxAgeMs, List<ConditionSpec> conditions) {
        List<ConditionSpec> ordered = conditions.stream()
                .sorted(Comparator.comparing(ConditionSpec::condition))
                .toList();
        return new Tag(id, "LEVEL", "m", range, 0, maxAgeMs, null, null, null, null, new TreeMap<>(), ordered);
    }

    static Tag tag(ConditionSpec... conditions) {
        return tag("T", null, 300_000, Arrays.asList(conditions));
    }

    static ConditionSpec.Limit limit(Condition condition, double value, double deadband, long onMs, long offMs) {
        return new ConditionSpec.Limit(condition, value, deadband, onMs, offMs, ANY, false, false);
    }

    static ConditionSpec.Limit raisedByBad(Condition condition, double value, double deadband, long onMs, long offMs) {
        return new ConditionSpec.Limit(condition, value, deadband, onMs, offMs, ANY, false, true);
    }

    static ConditionSpec.Deviation deviation(double setpoint, double limit, double deadband, long onMs, long offMs) {
        return new ConditionSpec.Deviation(setpoint, limit, deadband, onMs, offMs, ANY, false);
    }

    static ConditionSpec.RateOfChange rate(Condition condition, double perMinute, long windowMs, double deadband) {
        return rate(condition, perMinute, windowMs, deadband, 0, 0);
    }

    static ConditionSpec.RateOfChange rate(
            Condition condition, double perMinute, long windowMs, double deadband, long onMs, long offMs) {
        return new ConditionSpec.RateOfChange(condition, perMinute, windowMs, deadband, onMs, offMs, ANY, false);
    }

    static ConditionSpec.Flatline flat(long windowMs, double epsilon) {
        return new ConditionSpec.Flatline(windowMs, epsilon, ANY, false);
    }

    static ConditionSpec.State state(boolean raiseOnBad, long onMs, long offMs, Double... alarmValues) {
        return new ConditionSpec.State(List.of(alarmValues), onMs, offMs, ANY, false, raiseOnBad);
    }

    static ConditionSpec.OutOfRange range(double low, double high, long onMs, long offMs) {
        return new ConditionSpec.OutOfRange(low, high, onMs, offMs, ANY, false);
    }

    static ConditionSpec.BadQuality bad(long onMs, long offMs) {
        return new ConditionSpec.BadQuality(onMs, offMs, ANY, false);
    }

    static ConditionSpec.Stale stale(long timeoutMs) {
        return new ConditionSpec.Stale(timeoutMs, ANY, false);
    }
}
