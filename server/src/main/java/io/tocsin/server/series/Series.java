package io.tocsin.server.series;

import java.util.List;

/**
 * A tag's series in a range of time, oldest first.
 *
 * @param fromMs start of the range as asked for
 * @param toMs its end, excluded
 * @param bucketMs width of a bucket; what it would be, where the points are raw
 * @param raw each point is one sample: its first, lowest, highest and last value are the same
 */
public record Series(long fromMs, long toMs, long bucketMs, boolean raw, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /**
     * One sample, or the samples of one bucket. The values are NaN where it has bad samples only.
     *
     * @param timeMs of the sample, or where the bucket begins; epoch milliseconds
     * @param q the worst quality: 0 good, 1 uncertain, 2 bad
     */
    public record Point(long timeMs, double first, double min, double max, double last, int q) {
        /** False where there are bad samples only. */
        public boolean hasValue() {
            return !Double.isNaN(last);
        }
    }
}
