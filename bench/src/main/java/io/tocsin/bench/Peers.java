package io.tocsin.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The core beside its peers: first do all say the same, then what a sample costs each, turn by turn.
 *
 * <p>The figures of one run belong together; the ratios are what to look at.
 */
final class Peers {
    private static final List<Agreement.Entry> ENTRIES =
            List.of(Core::new, PlainObjects::new, FlinkOperator::new, KafkaStreamsProcessor::new);

    /** One contestant's rounds. */
    private static final class Lane {
        final Contestant contestant;
        final double[] nsPerSample;
        double bytesPerSample;

        Lane(Contestant contestant, int rounds) {
            this.contestant = contestant;
            nsPerSample = new double[rounds];
        }

        double median() {
            return Meter.median(nsPerSample);
        }
    }

    private final PrintStream out;
    private final boolean json;
    private final boolean shuffled;
    private final int step;
    private final int tags;
    private final int seconds;
    private final int rounds;
    private final int passes;
    private final int warmUp;

    Peers(Options options, PrintStream out) {
        this.out = out;
        json = options.flag("json");
        shuffled = options.flag("shuffled");
        step = options.number("step", Workload.Shape.WILD);
        tags = options.number("tags", 20_000);
        seconds = options.number("seconds", 60);
        rounds = options.number("rounds", 7);
        passes = options.number("passes", 3);
        warmUp = options.number("warm-up", 3);
        options.expectNothingMore();
    }

    /** @return whether all agreed */
    boolean run() throws Exception {
        Workload.Shape shape = new Workload.Shape(tags, seconds, 1000, 0, step, shuffled, 1);
        Workload.Shape edges = new Workload.Shape(2000, 300, 500, 200, Workload.Shape.WILD, false, 2);
        Optional<String> difference = Agreement.firstDifference(ENTRIES, edges, 2);
        if (difference.isEmpty()) {
            difference = Agreement.firstDifference(ENTRIES, shape, 2);
        }
        if (difference.isPresent()) {
            out.println("expected the same transitions of all, no rate is given; " + difference.get());
            return false;
        }
        measure(new Workload(shape));
        return true;
    }

    private void measure(Workload work) throws Exception {
        List<Lane> lanes = new ArrayList<>();
        for (Agreement.Entry entry : ENTRIES) {
            lanes.add(new Lane(entry.apply(work.limits, new Tally(false)), rounds));
        }
        for (int pass = 0; pass < warmUp; pass++) {
            for (Lane lane : lanes) {
                lane.contestant.feed(work, pass);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Lane lane : lanes) {
                turn(lane, work, round);
            }
        }
        expectSameSums(lanes);
        report(lanes, work);
        for (Lane lane : lanes) {
            lane.contestant.close();
        }
    }

    private void turn(Lane lane, Workload work, int round) {
        Meter meter = new Meter();
        meter.start();
        for (int pass = 0; pass < passes; pass++) {
            lane.contestant.feed(work, warmUp + round * passes + pass);
        }
        Meter.Reading reading = meter.stop();
        double samples = (double) passes * work.samples();
        lane.nsPerSample[round] = reading.cpuNs() / samples;
        lane.bytesPerSample += reading.bytes() / samples / rounds;
    }

    /** All that was measured was the same work to the end. */
    private void expectSameSums(List<Lane> lanes) {
        long endMs = Long.MAX_VALUE / 4;
        Tally first = lanes.get(0).contestant.tally();
        for (Lane lane : lanes) {
            lane.contestant.advance(endMs);
            Tally tally = lane.contestant.tally();
            if (tally.sum() != first.sum() || tally.transitions() != first.transitions()) {
                throw new IllegalStateException("expected the same transitions of all while measured, was "
                        + tally.transitions() + " of " + lane.contestant.name() + " and " + first.transitions());
            }
        }
    }

    private void report(List<Lane> lanes, Workload work) {
        long fed = (long) (warmUp + rounds * passes) * work.samples();
        double transitions = 1000.0 * lanes.get(0).contestant.tally().transitions() / fed;
        if (json) {
            json(lanes, (long) rounds * passes * work.samples(), transitions);
            return;
        }
        print(
                "%d tags, 4 limits each; %d rounds of %d samples for each; %.1f transitions per 1,000 samples; tags in %s%n"
                        + "all agree on every transition%n%n",
                tags,
                rounds,
                passes * work.samples(),
                transitions,
                shuffled ? "a new random order each second" : "order");
        print(
                "%-24s %10s %21s %14s %12s %12s%n",
                "", "ns/sample", "least .. most", "samples/CPU s", "B/sample", "ours/this");
        for (Lane lane : lanes) {
            double ns = lane.median();
            print(
                    "%-24s %10.1f %10.1f .. %7.1f %14.0f %12.2f %12.3f%n",
                    lane.contestant.name(),
                    ns,
                    least(lane),
                    most(lane),
                    1e9 / ns,
                    lane.bytesPerSample,
                    lanes.get(0).median() / ns);
        }
    }

    private void json(List<Lane> lanes, long samples, double transitions) {
        print(
                "{\"tags\":%d,\"samplesEach\":%d,\"transitionsPer1000\":%.3f,\"contestants\":[",
                tags, samples, transitions);
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            print(
                    "%s{\"name\":\"%s\",\"nsPerSample\":%.3f,\"least\":%.3f,\"most\":%.3f,\"bytesPerSample\":%.3f,"
                            + "\"oursToThis\":%.4f}",
                    i == 0 ? "" : ",",
                    lane.contestant.name(),
                    lane.median(),
                    least(lane),
                    most(lane),
                    lane.bytesPerSample,
                    lanes.get(0).median() / lane.median());
        }
        print("]}%n");
    }

    private static double least(Lane lane) {
        return java.util.Arrays.stream(lane.nsPerSample).min().orElseThrow();
    }

    private static double most(Lane lane) {
        return java.util.Arrays.stream(lane.nsPerSample).max().orElseThrow();
    }

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
