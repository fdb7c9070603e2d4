package io.tocsin.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Samples made beforehand, in the order of their times: random walks inside each tag's range, and now and then a tag
 * that says nothing for 5 to 14 s. The same seed gives the same samples.
 *
 * <p>The samples may be fed again and again, each pass a whole period later than the one before.
 */
final class Workload {
    /**
     * What to make.
     *
     * @param intervalMs how often a tag speaks, unless it is silent
     * @param grid values lie on multiples of the range divided by this, so that they meet limits exactly; 0 = anywhere
     * @param step how far a walk goes between two samples at most, in thousandths of the range
     * @param shuffled each round of all tags in a new random order; otherwise always in the order of the tags
     */
    record Shape(int tags, int seconds, int intervalMs, int grid, int step, boolean shuffled, long seed) {
        /** A walk that crosses its deadband in a sample: about 26 transitions in 1,000 samples. */
        static final int WILD = 30;
    }

    /** The mean time that a tag speaks before it falls silent. */
    private static final int SPEAKS_MS = 120_000;

    private static final int SILENT_LEAST_MS = 5000;
    private static final int SILENT_MOST_MS = 14_000;
    private static final long EPOCH_MS = 1_700_000_000_000L;

    final Limits limits;
    final int[] tag;
    final int[] atMs;
    final double[] value;
    private final Shape shape;
    private final int[] order;
    private final double[] walk;
    private final int[] silentUntilMs;
    private int made;

    Workload(Shape shape) {
        this.shape = shape;
        limits = new Limits(shape.tags());
        int rounds = shape.seconds() * 1000 / shape.intervalMs();
        int[] tags = new int[rounds * shape.tags()];
        int[] times = new int[tags.length];
        double[] values = new double[tags.length];
        SplittableRandom random = new SplittableRandom(shape.seed());
        order = new int[shape.tags()];
        Arrays.setAll(order, i -> i);
        silentUntilMs = new int[shape.tags()];
        walk = random.doubles(shape.tags()).toArray();
        for (int round = 0; round < rounds; round++) {
            make(round, random, tags, times, values);
        }
        tag = Arrays.copyOf(tags, made);
        atMs = Arrays.copyOf(times, made);
        value = Arrays.copyOf(values, made);
    }

    private void make(int round, SplittableRandom random, int[] tags, int[] times, double[] values) {
        if (shape.shuffled()) {
            shuffle(random);
        }
        for (int place = 0; place < order.length; place++) {
            int speaker = order[place];
            int now = round * shape.intervalMs() + (int) ((long) place * shape.intervalMs() / order.length);
            double next = step(speaker, random);
            if (!isSilent(speaker, now, random)) {
                tags[made] = speaker;
                times[made] = now;
                values[made++] = limits.low(speaker) + onGrid(next) * limits.span(speaker);
            }
        }
    }

    private void shuffle(SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** The ends of the range throw a walk back. */
    private double step(int speaker, SplittableRandom random) {
        double next = walk[speaker] + (random.nextDouble() * 2 - 1) * shape.step() / 1000;
        next = next < 0 ? -next : next > 1 ? 2 - next : next;
        walk[speaker] = next;
        return next;
    }

    private boolean isSilent(int speaker, int now, SplittableRandom random) {
        if (now < silentUntilMs[speaker]) {
            return true;
        }
        if (random.nextInt(SPEAKS_MS / shape.intervalMs()) == 0) {
            silentUntilMs[speaker] = now + SILENT_LEAST_MS + random.nextInt(SILENT_MOST_MS - SILENT_LEAST_MS + 1);
            return true;
        }
        return false;
    }

    private double onGrid(double place) {
        return shape.grid() == 0 ? place : Math.rint(place * shape.grid()) / shape.grid();
    }

    int samples() {
        return tag.length;
    }

    /** The time to which the samples' own times are added in a pass. */
    long startMs(int pass) {
        return EPOCH_MS + (long) pass * shape.seconds() * 1000;
    }
}
