package io.tocsin.journal;

import java.util.function.LongConsumer;

/** Which seeds the random tests run: {@code -Dseeds=20000} runs more, {@code -DfirstSeed=N -Dseeds=1} one again. */
final class Seeds {
    private Seeds() {}

    static void forEach(String what, long usually, LongConsumer run) {
        long first = Long.getLong("firstSeed", 1);
        long seeds = Long.getLong("seeds", usually);
        System.out.println(what + ": seeds " + first + " to " + (first + seeds - 1));
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                run.accept(seed);
            } catch (Throwable e) {
                throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
