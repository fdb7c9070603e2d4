package io.tocsin.alarms;

import io.tocsin.config.Condition;
import java.util.List;

/**
 * Which conditions of a tag say what another one says already: while the high-high level is active nobody is told of the
 * high one. What is suppressed so is recorded all the same.
 */
public final class ByDesign {
    private ByDesign() {}

    /** While one of these is active, the condition is suppressed; none for most. */
    public static List<Condition> superiors(Condition condition) {
        return switch (condition) {
            case HH -> List.of(Condition.CH);
            case H -> List.of(Condition.CH, Condition.HH);
            case L -> List.of(Condition.LL);
            case GAS_L1 -> List.of(Condition.GAS_L2);
            default -> List.of();
        };
    }

    /** Those that are suppressed while it is active. */
    public static List<Condition> inferiors(Condition condition) {
        return switch (condition) {
            case CH -> List.of(Condition.HH, Condition.H);
            case HH -> List.of(Condition.H);
            case LL -> List.of(Condition.L);
            case GAS_L2 -> List.of(Condition.GAS_L1);
            default -> List.of();
        };
    }
}
