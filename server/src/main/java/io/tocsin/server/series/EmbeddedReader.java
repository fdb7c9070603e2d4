package io.tocsin.server.series;

import io.tocsin.embedded.EmbeddedSeries;
import java.util.List;

/** Asks the store in this process by SQL. Thread-safe. */
final class EmbeddedReader implements SeriesQueries {
    private static final long MICROS = 1_000;

    private final EmbeddedSeries store;

    EmbeddedReader(EmbeddedSeries store) {
        this.store = store;
    }

    @Override
    public long count(Range range) throws SeriesUnavailable {
        return ask("SELECT count()" + from(range), row -> row.whole(0)).get(0);
    }

    @Override
    public List<Series.Point> samples(Range range) throws SeriesUnavailable {
        return ask(
                "SELECT cast(timestamp AS LONG) / " + MICROS + ", v, cast(q AS LONG)" + from(range)
                        + " ORDER BY timestamp",
                row -> {
                    double v = row.number(1);
                    return new Series.Point(row.whole(0), v, v, v, v, StoreReader.quality(row.whole(2)));
                });
    }

    @Override
    public List<Series.Point> buckets(Range range, long bucketMs) throws SeriesUnavailable {
        String bucket = "(cast(timestamp AS LONG) / " + MICROS + " - (" + range.fromMs() + ")) / " + bucketMs;
        return ask(
                "SELECT " + bucket + " bucket, first_not_null(v), min(v), max(v), last_not_null(v),"
                        + " cast(max(q) AS LONG)" + from(range) + " GROUP BY bucket ORDER BY bucket",
                row -> new Series.Point(
                        range.fromMs() + row.whole(0) * bucketMs,
                        row.number(1),
                        row.number(2),
                        row.number(3),
                        row.number(4),
                        StoreReader.quality(row.whole(5))));
    }

    private <T> List<T> ask(String sql, EmbeddedSeries.RowReader<T> reader) throws SeriesUnavailable {
        try {
            return store.query(sql, reader);
        } catch (EmbeddedSeries.QueryFailed e) {
            throw new SeriesUnavailable(e.getMessage(), e);
        }
    }

    private static String from(Range range) {
        return " FROM \"" + range.measurement().replace("\"", "\"\"") + "\" WHERE tag = '"
                + range.tag().replace("'", "''") + "' AND timestamp >= cast(" + range.fromMs() * MICROS
                + "L AS TIMESTAMP) AND timestamp < cast(" + range.toMs() * MICROS + "L AS TIMESTAMP)";
    }
}
