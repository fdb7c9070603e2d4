package io.tocsin.rules.gates;

import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage, and what it is worth.
 *
 * @param passageId {@code <gate>~<IN|OUT>~<subject>~<pass time in ms>}; without a plate the camera's own event id stands
 *     for the subject. The same on every repeat
 * @param subject stands for the plate in ids and keys; null where no plate was read
 * @param vehicleClass the register's, else what the camera took it for
 * @param reasons what is wrong with it, in their order
 * @param reservation whether one was found on the way in; null where none was looked for
 */
public record JudgedPassage(
        String passageId,
        Input.Passage passage,
        @Nullable String subject,
        VehicleClass vehicleClass,
        Verdict verdict,
        List<GateReason> reasons,
        @Nullable Boolean reservation) {
    public JudgedPassage {
        reasons = List.copyOf(reasons);
    }

    /** The same as somebody may see it who may not see whose vehicle it is. */
    public JudgedPassage masked(String shown) {
        return new JudgedPassage(
                passageId, passage.masked(shown), subject, vehicleClass, verdict, reasons, reservation);
    }
}
