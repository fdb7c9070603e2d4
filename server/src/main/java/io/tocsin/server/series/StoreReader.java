package io.tocsin.server.series;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.ingest.series.LineProtocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads from a store: samples where they fit, else buckets. Thread-safe as its queries are. */
final class StoreReader implements SeriesReader {
    private static final int WORST_QUALITY = 2;

    private final Map<String, String> measurements;
    private final SeriesQueries queries;

    StoreReader(Site site, SeriesQueries queries) {
        measurements = site.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::id, LineProtocol::measurement));
        this.queries = queries;
    }

    @Override
    public Series read(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable {
        if (fromMs >= toMs || points < 1) {
            throw new IllegalArgumentException(
                    "expected a range and at least one point, was " + fromMs + ".." + toMs + " and " + points);
        }
        long bucketMs = (toMs - fromMs + points - 1) / points;
        String measurement = measurements.get(tag);
        if (measurement == null) {
            return new Series(fromMs, toMs, bucketMs, true, List.of());
        }
        SeriesQueries.Range range = new SeriesQueries.Range(measurement, LineProtocol.stored(tag), fromMs, toMs);
        boolean raw = queries.count(range) <= points;
        List<Series.Point> found = raw ? queries.samples(range) : queries.buckets(range, bucketMs);
        return new Series(fromMs, toMs, bucketMs, raw, found);
    }

    @Override
    public SeriesReader under(Site site) {
        return new StoreReader(site, queries);
    }

    /** An unreadable number (3) is bad. */
    static int quality(long code) {
        return (int) Math.min(WORST_QUALITY, code);
    }
}
