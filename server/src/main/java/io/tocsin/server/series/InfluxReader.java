package io.tocsin.server.series;

import java.util.List;

/**
 * Asks by InfluxQL, which InfluxDB 1 answers by itself, InfluxDB 2 through a mapping of a database to its bucket.
 * Thread-safe.
 */
final class InfluxReader implements SeriesQueries {
    private final InfluxQl store;

    InfluxReader(InfluxQl store) {
        this.store = store;
    }

    @Override
    public long count(Range range) throws SeriesUnavailable {
        List<double[]> rows = store.query("SELECT count(\"q\") AS \"n\"" + from(range), "n");
        return rows.isEmpty() ? 0 : (long) rows.get(0)[1];
    }

    @Override
    public List<Series.Point> samples(Range range) throws SeriesUnavailable {
        return store.query("SELECT \"v\", \"q\"" + from(range) + " ORDER BY time", "v", "q").stream()
                .map(row -> new Series.Point(
                        (long) row[0], row[1], row[1], row[1], row[1], StoreReader.quality((long) row[2])))
                .toList();
    }

    @Override
    public List<Series.Point> buckets(Range range, long bucketMs) throws SeriesUnavailable {
        String select = "SELECT first(\"v\") AS \"first\", min(\"v\") AS \"min\", max(\"v\") AS \"max\","
                + " last(\"v\") AS \"last\", max(\"q\") AS \"worst\"" + from(range)
                + " GROUP BY time(" + bucketMs + "ms, " + Math.floorMod(range.fromMs(), bucketMs) + "ms) fill(none)";
        return store.query(select, "first", "min", "max", "last", "worst").stream()
                .map(row -> new Series.Point(
                        (long) row[0], row[1], row[2], row[3], row[4], StoreReader.quality((long) row[5])))
                .toList();
    }

    private static String from(Range range) {
        return " FROM " + identifier(range.measurement()) + " WHERE \"tag\" = " + text(range.tag()) + " AND time >= "
                + range.fromMs() + "ms AND time < " + range.toMs() + "ms";
    }

    static String identifier(String name) {
        return '"' + escaped(name).replace("\"", "\\\"") + '"';
    }

    static String text(String text) {
        return '\'' + escaped(text).replace("'", "\\'") + '\'';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
