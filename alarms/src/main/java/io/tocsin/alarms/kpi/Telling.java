package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of who was told: the one rule for events as they come, for those of the history and for files.
 *
 * @param type what happened, as RAISED
 * @param annunciated whether it was shown as new, with a sound; null where the log does not say: then what is raised is,
 *     unless it is suppressed
 * @param suppressed true where something kept people from it
 * @param grouped true where it stands in one line with others
 * @param unseen true where the alarm is active and nobody has acknowledged it
 * @param drill true for part of an exercise
 */
public record Telling(
        String type,
        @Nullable Boolean annunciated,
        boolean suppressed,
        boolean grouped,
        boolean unseen,
        boolean drill) {
    private static final String RAISED = "RAISED";
    private static final List<Kind> OF_TYPE = List.of(Kind.RAISED, Kind.CLEARED, Kind.ACKNOWLEDGED);
    private static final List<String> LEAVING = List.of("UNSHELVED", "UNSUPPRESSED", "RETURNED_TO_SERVICE");

    public Kind kind() {
        Kind kind = ofType();
        if (annunciated == null) {
            return kind;
        }
        if (annunciated) {
            return kind == Kind.RAISED ? Kind.RAISED : Kind.ANNUNCIATED;
        }
        if (type.equals("CONFIG_CHANGED")) {
            return Kind.GONE;
        }
        return grouped && unseen && !suppressed && LEAVING.contains(type) ? Kind.GROUPED : kind;
    }

    private Kind ofType() {
        for (Kind each : OF_TYPE) {
            if (each.name().equals(type)) {
                return each;
            }
        }
        return Kind.OTHER;
    }

    public Audience audience() {
        if (drill) {
            return Audience.DRILL;
        }
        boolean untold = annunciated != null && !annunciated && type.equals(RAISED);
        return suppressed || untold ? Audience.NOBODY : Audience.PERSON;
    }
}
