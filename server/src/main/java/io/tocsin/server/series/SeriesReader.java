package io.tocsin.server.series;

import io.tocsin.config.Site;

/** Reads a tag's series from the store of series. Thread-safe; blocks until the store has answered or failed. */
public interface SeriesReader {
    /**
     * The samples of a tag as they are where no more than {@code points} lie in the range, else in at most so many
     * buckets that keep each one's lowest and highest value. Empty for a tag that was never written.
     *
     * @param fromMs included, epoch milliseconds
     * @param toMs excluded, epoch milliseconds, above {@code fromMs}
     * @param points 1 or more
     */
    Series read(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable;

    /** The same store under another site; both may be used from then on. */
    default SeriesReader under(Site site) {
        return this;
    }
}
