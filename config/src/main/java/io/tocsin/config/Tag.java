package io.tocsin.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One measuring point.
 *
 * @param id opaque, unique in the site
 * @param metric LEVEL, PRESSURE, ...: an open catalogue; chooses defaults and the series measurement
 * @param unit the tag's own unit, shown as written; null where none was given
 * @param range the measuring range and the failure bounds; null where none was given
 * @param intervalMs how often a sample is expected; 0 = not said
 * @param maxAgeMs older than this on arrival, a sample is history and moves nothing live
 * @param enterprise code of the enterprise that owns the tag; null = any gateway may speak for it
 * @param states names of discrete values, by number
 * @param conditions what is watched, in the order of {@link Condition}
 * @param said what the tag says itself of its alarms, by condition; a condition that is absent says nothing
 */
public record Tag(
        String id,
        String metric,
        @Nullable String unit,
        @Nullable Range range,
        long intervalMs,
        long maxAgeMs,
        @Nullable String enterprise,
        @Nullable String gateway,
        @Nullable String tank,
        @Nullable String area,
        SortedMap<Double, String> states,
        List<ConditionSpec> conditions,
        SortedMap<Condition, Said> said) {
    public Tag {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        conditions = List.copyOf(conditions);
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** A tag that says nothing of how its alarms are treated. */
    public Tag(
            String id,
            String metric,
            @Nullable String unit,
            @Nullable Range range,
            long intervalMs,
            long maxAgeMs,
            @Nullable String enterprise,
            @Nullable String gateway,
            @Nullable String tank,
            @Nullable String area,
            SortedMap<Double, String> states,
            List<ConditionSpec> conditions) {
        this(
                id,
                metric,
                unit,
                range,
                intervalMs,
                maxAgeMs,
                enterprise,
                gateway,
                tank,
                area,
                states,
                conditions,
                new TreeMap<>());
    }

    /**
     * What stands of one alarm beside its condition.
     *
     * @param alarmClass id of a class; null where the site's rules say which
     * @param latches null where the class says it
     * @param when id of the rule without which it is suppressed by design; null for always
     */
    public record Said(
            @Nullable String alarmClass,
            Response response,
            Basis basis,
            @Nullable Boolean latches,
            @Nullable String when) {
        public static final Said NOTHING = new Said(null, Response.NONE);

        public Said(@Nullable String alarmClass, Response response, Basis basis, @Nullable Boolean latches) {
            this(alarmClass, response, basis, latches, null);
        }

        public Said(@Nullable String alarmClass, Response response) {
            this(alarmClass, response, Basis.NONE);
        }

        public Said(@Nullable String alarmClass, Response response, Basis basis) {
            this(alarmClass, response, basis, null);
        }
    }

    /**
     * Why an alarm is as it is: kept and shown, decides nothing.
     *
     * @param change number of the management of change
     */
    public record Basis(@Nullable String reason, @Nullable String change) {
        public static final Basis NONE = new Basis(null, null);
    }

    /** What the tag says itself of one of its alarms. */
    public Said said(Condition condition) {
        return said.getOrDefault(condition, Said.NOTHING);
    }

    /**
     * The measuring range; beyond the failure bounds the instrument is taken to have failed and the sample is bad.
     * A bound that was not given is NaN.
     */
    public record Range(double low, double high, double failLow, double failHigh) {}
}
