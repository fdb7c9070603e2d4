package io.tocsin.bench;

import io.tocsin.config.Tag;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A million tags with four limits each: how much heap the core holds, and what a sample costs where each one is of
 * another tag at random, beside a bare gather at the same places.
 *
 * <p>The gather reads the same samples and then some bytes of the sample's tag, out of as many bytes as the core holds:
 * once side by side in one array, which no layout of that size can beat, and once 8 bytes each from as many arrays. How
 * many bytes a core must look at is a matter of opinion, so it runs with several numbers of them.
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
    /** What the gathers added up: reported, so that no read may be left out. */
    private long read;

    Million(Options options, PrintStream out) {
        this.out = out;
        json = options.flag("json");
        tags = options.number("tags", 1_000_000);
        seconds = options.number("seconds", 6);
        rounds = options.number("rounds", 9);
        options.expectNothingMore();
    }

    void run() {
        Workload work = new Workload(new Workload.Shape(tags, seconds, 1000, 0, Workload.Shape.WILD, true, 3));
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
        int longsPerTag = (int) ((heap[1] - heap[0]) / Long.BYTES / tags);
        List<Gather> gathers = new ArrayList<>();
        long[] together = new long[longsPerTag * tags];
        long[][] apart = new long[longsPerTag][tags];
        for (int bytes : GATHERED_BYTES) {
            int longs = Math.min(bytes / Long.BYTES, longsPerTag);
            gathers.add(new Gather(bytes + " bytes side by side", () -> together(work, together, longsPerTag, longs)));
            gathers.add(new Gather(bytes + " bytes, 8 an array", () -> apart(work, apart, longs)));
        }
        Gather ours = new Gather("core", () -> 0);
        for (int round = -1; round < rounds; round++) {
            Meter meter = new Meter();
            meter.start();
            feed(conditions, work, round + 3);
            ours.note(meter, work);
            for (Gather gather : gathers) {
                meter.start();
                read += gather.reads.getAsLong();
                gather.note(meter, work);
            }
        }
        report(heap, ours.ns(), gathers);
    }

    /** One way to read, and what it took. */
    private static final class Gather {
        final String name;
        final LongSupplier reads;
        private final List<Double> nsPerSample = new ArrayList<>();

        Gather(String name, LongSupplier reads) {
            this.name = name;
            this.reads = reads;
        }

        void note(Meter meter, Workload work) {
            nsPerSample.add((double) meter.stop().cpuNs() / work.samples());
        }

        /** The first round warms up. */
        double ns() {
            return Meter.median(nsPerSample.stream()
                    .skip(1)
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }
    }

    private static void feed(Conditions conditions, Workload work, int pass) {
        long startMs = work.startMs(pass);
        for (int i = 0; i < work.samples(); i++) {
            long nowMs = startMs + work.atMs[i];
            conditions.sample(work.tag[i], nowMs, work.value[i], GOOD, nowMs);
        }
    }

    private static long together(Workload work, long[] from, int longsPerTag, int longs) {
        long sum = 0;
        for (int i = 0; i < work.samples(); i++) {
            sum += work.atMs[i] + (long) work.value[i];
            int start = work.tag[i] * longsPerTag;
            for (int at = start; at < start + longs; at++) {
                sum += from[at];
            }
        }
        return sum;
    }

    private static long apart(Workload work, long[][] from, int longs) {
        long sum = 0;
        for (int i = 0; i < work.samples(); i++) {
            sum += work.atMs[i] + (long) work.value[i];
            int tag = work.tag[i];
            for (int array = 0; array < longs; array++) {
                sum += from[array][tag];
            }
        }
        return sum;
    }

    private void report(long[] heap, double ours, List<Gather> gathers) {
        if (json) {
            json(heap, ours, gathers);
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
        for (Gather gather : gathers) {
            print("%-36s %10.1f %12.2f%n", "gather " + gather.name, gather.ns(), ours / gather.ns());
        }
        print("(all that was gathered adds up to %d)%n", read);
    }

    private void json(long[] heap, double ours, List<Gather> gathers) {
        print(
                "{\"tags\":%d,\"configBytes\":%d,\"coreBytes\":%d,\"heldBytes\":%d,\"nsPerSample\":%.3f,\"gathers\":[",
                tags, heap[0], heap[1] - heap[0], heap[2], ours);
        for (int i = 0; i < gathers.size(); i++) {
            Gather gather = gathers.get(i);
            print(
                    "%s{\"name\":\"%s\",\"nsPerSample\":%.3f,\"coreToThis\":%.3f}",
                    i == 0 ? "" : ",", gather.name, gather.ns(), ours / gather.ns());
        }
        print("]}%n");
    }

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
