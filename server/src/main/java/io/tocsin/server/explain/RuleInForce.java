package io.tocsin.server.explain;

import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decided one condition under one configuration. Numbers are in the tag's unit, NaN where there is none; delays and
 * windows in milliseconds, {@code windowMs} -1 where there is none.
 *
 * @param configVersion the first 12 digits of the configuration's hash
 * @param sinceMs by our receipt; -1 where that lies before what was replayed
 * @param low of a range
 * @param high of a range
 * @param windowMs a rate's or a stuck value's window, or the timeout of silence
 */
public record RuleInForce(
        String condition,
        String configVersion,
        long sinceMs,
        double limit,
        double deadband,
        double setpoint,
        double low,
        double high,
        long onDelayMs,
        long offDelayMs,
        long windowMs,
        String priority,
        boolean latching) {
    private static final int VERSION_DIGITS = 12;

    static RuleInForce of(Site site, String tag, ConditionSpec spec, long sinceMs) {
        return new RuleInForce(
                spec.condition().name(),
                version(site),
                sinceMs,
                limit(spec),
                deadband(spec),
                spec instanceof ConditionSpec.Deviation s ? s.setpoint() : Double.NaN,
                spec instanceof ConditionSpec.OutOfRange s ? s.low() : Double.NaN,
                spec instanceof ConditionSpec.OutOfRange s ? s.high() : Double.NaN,
                spec.onDelayMs(),
                spec.offDelayMs(),
                windowMs(spec),
                spec.priority().name(),
                latches(site, tag, spec));
    }

    /** Whether the class of the alarm makes it stay until it is reset. */
    static boolean latches(Site site, String tag, ConditionSpec spec) {
        return site.tags().stream()
                .filter(each -> each.id().equals(tag))
                .anyMatch(each -> site.annunciation()
                        .alarmClass(each, spec, each.said(spec.condition()))
                        .latching());
    }

    static String version(Site site) {
        return site.hash().substring(0, VERSION_DIGITS);
    }

    /** What a configuration says of a condition; null where it has none of it. */
    static @Nullable ConditionSpec spec(Site site, String tag, String condition) {
        return spec(site.tags(), tag, condition);
    }

    static @Nullable ConditionSpec spec(List<Tag> tags, String tag, String condition) {
        return tags.stream()
                .filter(each -> each.id().equals(tag))
                .map(Tag::conditions)
                .flatMap(List::stream)
                .filter(spec -> spec.condition().name().equals(condition))
                .findFirst()
                .orElse(null);
    }

    private static double limit(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.value();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.limit();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.perMinute() : Double.NaN;
    }

    private static double deadband(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.deadband();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.deadband();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.deadband() : Double.NaN;
    }

    private static long windowMs(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.RateOfChange s) {
            return s.windowMs();
        }
        if (spec instanceof ConditionSpec.Flatline s) {
            return s.windowMs();
        }
        return spec instanceof ConditionSpec.Stale s ? s.timeoutMs() : -1;
    }
}
