package io.tocsin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Random cases by seed; a failure names its seed and shows the shortest list of steps that still fails. */
final class Seeded {
    /** A case: a setting that stays, and steps that may be left out to make it shorter. */
    record Case<T, S>(T setting, List<S> steps) {
        Case<T, S> with(List<S> fewer) {
            return new Case<>(setting, fewer);
        }
    }

    private Seeded() {}

    /** How many seeds to try: {@code -Dseeds=N}, or the given number. */
    static int seeds(int normally) {
        return Integer.getInteger("seeds", normally);
    }

    /** @param problem what is wrong with a case; null where nothing is */
    static <T, S> void check(
            int seeds, Function<Long, Case<T, S>> cases, Function<Case<T, S>, @Nullable String> problem) {
        for (long seed = 0; seed < seeds; seed++) {
            Case<T, S> drawn = cases.apply(seed);
            if (problem.apply(drawn) != null) {
                Case<T, S> least = shrink(drawn, problem);
                throw new AssertionError("seed=" + seed + "\nsetting: " + least.setting() + "\nsteps:\n  "
                        + String.join(
                                "\n  ",
                                least.steps().stream().map(Object::toString).toList())
                        + "\n" + problem.apply(least));
            }
        }
    }

    private static <T, S> Case<T, S> shrink(Case<T, S> failing, Function<Case<T, S>, @Nullable String> problem) {
        Case<T, S> least = failing;
        for (int chunk = failing.steps().size() / 2; chunk > 0; chunk /= 2) {
            for (int from = 0; from + chunk <= least.steps().size(); ) {
                List<S> fewer = new ArrayList<>(least.steps());
                fewer.subList(from, from + chunk).clear();
                if (problem.apply(least.with(fewer)) == null) {
                    from += chunk;
                } else {
                    least = least.with(fewer);
                }
            }
        }
        return least;
    }
}
