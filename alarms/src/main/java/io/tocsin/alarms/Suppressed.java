package io.tocsin.alarms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that keeps people from being told of an alarm, beside its state; conditions, the record and Kafka go on.
 *
 * @param outOfService who took it out of service; null where it is in service
 * @param byDesign the causes: another alarm's id, {@code window:<id>}, {@code settling} or {@code operator}; in order
 * @param manual who suppressed it by hand; null where nobody did
 * @param shelved who put it aside; null where nobody did
 * @param asked what waits for a second person; null where nothing does
 */
public record Suppressed(
        @Nullable Removal outOfService,
        List<String> byDesign,
        @Nullable Removal manual,
        @Nullable Shelf shelved,
        @Nullable Asked asked) {
    public static final Suppressed NOT = new Suppressed(null, List.of(), null, null, null);

    public Suppressed {
        byDesign = List.copyOf(byDesign);
    }

    /**
     * An alarm that was put aside.
     *
     * @param confirmedBy the second person; null where none was needed
     * @param oneShot true where it ends when the alarm returns
     */
    public record Shelf(
            String by,
            @Nullable String confirmedBy,
            String reason,
            long sinceMs,
            long untilMs,
            boolean oneShot,
            @Nullable String position) {}

    /**
     * An alarm that was taken out of service or suppressed by hand.
     *
     * @param authorisation what allows it; null where it needs none
     * @param untilMs when it ends, or when somebody is to look whether it still has to be
     */
    public record Removal(String by, @Nullable String authorisation, String reason, long sinceMs, long untilMs) {}

    /** A shelving that waits for a second person. */
    public record Asked(String requestId, String by, String reason, long untilMs, boolean oneShot, long expiresMs) {}

    /** The flags, the one that is shown first. */
    public List<Suppression> flags() {
        List<Suppression> flags = new ArrayList<>();
        if (outOfService != null) {
            flags.add(Suppression.OUT_OF_SERVICE);
        }
        if (!byDesign.isEmpty()) {
            flags.add(Suppression.SUPPRESSED_BY_DESIGN);
        }
        if (shelved != null) {
            flags.add(Suppression.SHELVED);
        }
        return flags;
    }

    /** True where nobody is told. */
    public boolean isSilent() {
        return outOfService != null || !byDesign.isEmpty() || shelved != null;
    }
}
