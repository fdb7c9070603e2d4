package io.tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of passing a gate, of {@code rules.yaml} under {@code gates}. A rule that is switched off is null.
 *
 * @param dedupeMs the same plate at the same gate the same way within this time is one passage
 * @param confidenceMin a passage read with less confidence (0 to 100) is recorded and shown, and judged by no rule
 * @param wrongGate a class at a gate that does not allow it
 * @param blacklist a vehicle that {@code vehicles.csv} bans
 */
public record GateRules(
        long dedupeMs,
        int confidenceMin,
        @Nullable Judged wrongGate,
        @Nullable Judged blacklist,
        @Nullable Reserved reservation,
        @Nullable Stay overstay,
        @Nullable Travel impossible) {

    /** A rule with nothing but its priority. */
    public record Judged(Priority priority) {}

    /**
     * A class that may enter by reservation only.
     *
     * @param validityMs how long a reservation holds that has no end of its own
     */
    public record Reserved(List<VehicleClass> classes, long validityMs, Priority priority) {
        public Reserved {
            classes = List.copyOf(classes);
        }
    }

    /**
     * A class that may stay only so long.
     *
     * @param warnMs a stay this long is about to become an overstay; less than {@code limitMs}
     */
    public record Stay(
            List<VehicleClass> classes, long warnMs, long limitMs, Priority warnPriority, Priority priority) {
        public Stay {
            classes = List.copyOf(classes);
        }
    }

    /** @param withinMs one plate at two gates no further apart in time than this is no one vehicle */
    public record Travel(long withinMs, Priority priority) {}

    private static final List<VehicleClass> WATCHED = List.of(VehicleClass.HAZMAT, VehicleClass.WASTE);

    /** What holds where {@code rules.yaml} says nothing: demonstration values, no regulation. */
    public static GateRules defaults() {
        return new GateRules(
                30_000,
                90,
                new Judged(Priority.HIGH),
                new Judged(Priority.CRITICAL),
                new Reserved(WATCHED, 24 * 3_600_000L, Priority.HIGH),
                new Stay(WATCHED, 330 * 60_000L, 360 * 60_000L, Priority.LOW, Priority.HIGH),
                new Travel(180_000, Priority.HIGH));
    }
}
