package io.tocsin.config;

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
        List<ConditionSpec> conditions) {
    public Tag {
        states = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(states));
        conditions = List.copyOf(conditions);
    }

    /**
     * The measuring range; beyond the failure bounds the instrument is taken to have failed and the sample is bad.
     * A bound that was not given is NaN.
     */
    public record Range(double low, double high, double failLow, double failHigh) {}
}
