package io.tocsin.server.series;

import java.util.List;

/** What a store of series is asked. A range includes its start and excludes its end, in epoch milliseconds. */
interface SeriesQueries {
    /** How many samples lie in the range. */
    long count(Range range) throws SeriesUnavailable;

    /** Each sample, oldest first. */
    List<Series.Point> samples(Range range) throws SeriesUnavailable;

    /** Each bucket that holds samples, oldest first; the first bucket begins where the range does. */
    List<Series.Point> buckets(Range range, long bucketMs) throws SeriesUnavailable;

    /** @param tag as it stands in the store */
    record Range(String measurement, String tag, long fromMs, long toMs) {}
}
