package io.tocsin.embedded;

/** The tables of the embedded store of series. */
final class SeriesTables {
    private static final int TTL_DAYS = 30;

    private SeriesTables() {}

    /** A sample that comes twice is one row: the newer one. */
    static String create(String measurement) {
        return "CREATE TABLE IF NOT EXISTS " + quoted(measurement)
                + " (timestamp TIMESTAMP, area SYMBOL, enterprise SYMBOL, park SYMBOL, tag SYMBOL CAPACITY 4096,"
                + " v DOUBLE, q INT) TIMESTAMP(timestamp) PARTITION BY DAY TTL " + TTL_DAYS
                + " DAYS WAL DEDUP UPSERT KEYS(timestamp, tag)";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
