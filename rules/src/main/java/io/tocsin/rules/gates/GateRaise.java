package io.tocsin.rules.gates;

import io.tocsin.config.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the gates is broken.
 *
 * @param subject stands for the plate in ids and keys
 * @param reasons in their order; never empty
 * @param priority the highest of the reasons' priorities
 * @param gate where the vehicle passed; of a stay, where it came in
 * @param otherGate the second gate of an IMPOSSIBLE_PASSAGE; else null
 * @param enterprise whom it visits, where that is known
 * @param timeMs when it came to be so: the time of the passage, or the end of the stay that is allowed
 */
public record GateRaise(
        GateRule rule,
        String subject,
        String plate,
        List<GateReason> reasons,
        Priority priority,
        String gate,
        @Nullable String otherGate,
        @Nullable String enterprise,
        long timeMs) {
    public GateRaise {
        reasons = List.copyOf(reasons);
    }
}
