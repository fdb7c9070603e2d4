package io.tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Whether contestants say the same: every transition, its tag, condition, kind and time. */
final class Agreement {
    /** How to build a contestant. */
    interface Entry extends BiFunction<Limits, Tally, Contestant> {}

    /** Long enough for every delay to end. */
    private static final long AFTERWARDS_MS = 60_000;

    private Agreement() {}

    /** @return the first difference to the first contestant; none where all agree */
    static Optional<String> firstDifference(List<Entry> entries, Workload.Shape shape, int passes) throws Exception {
        Workload work = new Workload(shape);
        List<Tally> tallies = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Entry entry : entries) {
            try (Contestant contestant = entry.apply(work.limits, new Tally(true))) {
                run(contestant, work, passes);
                tallies.add(contestant.tally());
                names.add(contestant.name());
            }
        }
        for (int i = 1; i < tallies.size(); i++) {
            Optional<String> difference = difference(names.get(0), tallies.get(0), names.get(i), tallies.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static void run(Contestant contestant, Workload work, int passes) {
        for (int pass = 0; pass < passes; pass++) {
            contestant.feed(work, pass);
        }
        contestant.advance(work.startMs(passes) + AFTERWARDS_MS);
    }

    static Optional<String> difference(String nameA, Tally a, String nameB, Tally b) {
        Tally.Said[] left = a.sorted();
        Tally.Said[] right = b.sorted();
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            String one = i < left.length ? left[i].toString() : "nothing more";
            String other = i < right.length ? right[i].toString() : "nothing more";
            if (!one.equals(other)) {
                return Optional.of("transition " + i + ": " + nameA + " says " + one + ", " + nameB + " says " + other);
            }
        }
        return Optional.empty();
    }
}
