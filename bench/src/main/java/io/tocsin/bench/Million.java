package io.tocsin.bench;

import io.tocsin.config.Tag;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;

/**
 * A million tags with four limits each: how much heap the core holds, and what a sample costs where each one is of
 * another tag at random, beside a bare gather at the same places.
 *
 * <p>The gather reads the same samples and then some bytes of the sample's tag, from one array as large as the core and
 * laid out by tag: no layout of that size can be read with less work. How many bytes a core must look at is a matter of
 * opinion, so the gather runs with several numbers of them.
 */
final class Million {
    private static final int GOOD = 0;
    /** One cache line; two, which hold what a sample of four limits must look at; more. */
    private static final int[] GATHERED_BYTES = {64, 128, 256};

    private final PrintStream out;
    private final int tags;
    private final int seconds;
    private final int rounds;
    private final boolean json;

    Million(Options options, PrintStream out) {
        this.out = out;
        json = options.flag("json");
        tags = options.number("tags", 1_000_000);
        seconds = options.number("seconds", 6);
        rounds = options.number("rounds", 9);
        options.expectNothingMore();
    }

    void run() {
        Workload work = new Workload(new Workload.Shape(tags, seconds, 1000, 0, true, 3));
        long emptyBytes = Meter.heapBytes();
        List<Tag> config = work.limits.config();
        long configBytes = Meter.heapBytes() - emptyBytes;
        Plan plan = new Plan(config);
        Tally tally = new Tally(false);
        Conditions conditions = new Conditions(plan, tally);
        feed(conditions, work, 0);
        feed(conditions, work, 1);
        long bothBytes = Meter.heapBytes() - emptyBytes;
        Reference.reachabilityFence(config);
        config = List.of();
        long heldBytes = Meter.heapBytes() - emptyBytes;
        measure(conditions, work, new long[] {configBytes, bothBytes, heldBytes});
    }

    private void measure(Conditions conditions, Workload work, long[] heap) {
        long coreBytes = heap[1] - heap[0];
        int stride = (int) (coreBytes / Long.BYTES / tags);
        long[] gathered = new long[stride * tags];
        double[] ours = new double[rounds];
        double[][] bare = new double[GATHERED_BYTES.length][rounds];
        long ignored = gather(work, gathered, stride, 8);
        for (int round = -1; round < rounds; round++) {
            Meter meter = new Meter();
            meter.start();
            feed(conditions, work, round + 3);
            set(ours, round, meter, work);
            for (int i = 0; i < GATHERED_BYTES.length; i++) {
                meter.start();
                ignored += gather(work, gathered, stride, GATHERED_BYTES[i] / Long.BYTES);
                set(bare[i], round, meter, work);
            }
        }
        report(heap, Meter.median(ours), bare, ignored);
    }

    /** The round before the first warms up. */
    private static void set(double[] figures, int round, Meter meter, Workload work) {
        double ns = (double) meter.stop().cpuNs() / work.samples();
        if (round >= 0) {
            figures[round] = ns;
        }
    }

    private static void feed(Conditions conditions, Workload work, int pass) {
        long startMs = work.startMs(pass);
        for (int i = 0; i < work.samples(); i++) {
            long nowMs = startMs + work.atMs[i];
            conditions.sample(work.tag[i], nowMs, work.value[i], GOOD, nowMs);
        }
    }

    private static long gather(Workload work, long[] from, int stride, int longs) {
        long sum = 0;
        for (int i = 0; i < work.samples(); i++) {
            sum += work.atMs[i] + (long) work.value[i];
            int at = work.tag[i] * stride;
            for (int end = at + Math.min(longs, stride); at < end; at++) {
                sum += from[at];
            }
        }
        return sum;
    }

    private void report(long[] heap, double ours, double[][] bare, long ignored) {
        if (json) {
            json(heap, ours, bare);
            return;
        }
        print(
                "%d tags, 4 limits each, %d rounds of %d s of samples, each second in a new random order%n%n",
                tags, rounds, seconds);
        print("heap after collection, MB (10^6 bytes)%n");
        print("  configuration, before the core        %8.1f%n", heap[0] / 1e6);
        print("  core without it                       %8.1f%n", (heap[1] - heap[0]) / 1e6);
        print("  core, and what it holds of the tags   %8.1f%n%n", heap[2] / 1e6);
        print("%-36s %10s %12s%n", "", "ns/sample", "core/this");
        print("%-36s %10.1f%n", "core", ours);
        for (int i = 0; i < bare.length; i++) {
            double ns = Meter.median(bare[i]);
            print("%-36s %10.1f %12.2f%n", "gather of " + GATHERED_BYTES[i] + " bytes a sample", ns, ours / ns);
        }
        print("(%s)%n", ignored == 0 ? "the gathered bytes are all zero" : "the sum keeps the reads alive");
    }

    private void json(long[] heap, double ours, double[][] bare) {
        print(
                "{\"tags\":%d,\"configBytes\":%d,\"coreBytes\":%d,\"heldBytes\":%d,\"nsPerSample\":%.3f,\"gather\":[",
                tags, heap[0], heap[1] - heap[0], heap[2], ours);
        for (int i = 0; i < bare.length; i++) {
            double ns = Meter.median(bare[i]);
            print(
                    "%s{\"bytes\":%d,\"nsPerSample\":%.3f,\"coreToThis\":%.3f}",
                    i == 0 ? "" : ",", GATHERED_BYTES[i], ns, ours / ns);
        }
        print("]}%n");
    }

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
