package io.tocsin.server.series;

/** Where no series are kept: says so. */
record NoSeries(String reason) implements SeriesReader {
    @Override
    public Series read(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable {
        throw new SeriesUnavailable(reason, null);
    }
}
