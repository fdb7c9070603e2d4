package io.tocsin.alarms;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.rules.Input.Principal;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who may do what: by role, by enterprise, and by the position that is responsible. As data, for the documentation too. */
public final class Permissions {
    private Permissions() {}

    /** Whether a role may ask for it at all. */
    public static boolean allows(Role role, Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE, RESET, SHELVE, UNSHELVE, ASSIGN, HANDLE, FALSE_ALARM, CLOSE, HAND_OVER ->
                role == Role.OPERATOR || role == Role.SUPERVISOR;
            case COMMENT -> role == Role.OPERATOR || role == Role.SUPERVISOR || role == Role.ENGINEER;
            case SUPPRESS, UNSUPPRESS, REMOVE_FROM_SERVICE, RETURN_TO_SERVICE, OPEN_WINDOW, CLOSE_WINDOW ->
                role == Role.SUPERVISOR || role == Role.ENGINEER;
        };
    }

    /** Whether it is for the responsible position alone. */
    public static boolean isForResponsible(Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE, RESET, SHELVE, UNSHELVE, ASSIGN, HANDLE, FALSE_ALARM, CLOSE -> true;
            default -> false;
        };
    }

    /** Why somebody may not ask for it, whatever it is about; null where he may. */
    static @Nullable Reason refusal(Principal who, Verb verb) {
        if (who.operator().isBlank()) {
            return Reason.OPERATOR_MISSING;
        }
        Role role = who.role();
        return role == null || !allows(role, verb) ? Reason.ROLE_MISSING : null;
    }

    /** Null where he may touch what is of this enterprise. */
    static @Nullable Reason scope(Principal who, @Nullable String enterprise) {
        List<String> scope = who.enterprises();
        return scope.isEmpty() || scope.contains(Objects.requireNonNullElse(enterprise, ""))
                ? null
                : Reason.OUT_OF_SCOPE;
    }

    /**
     * Null where he holds the position that is responsible, or one of the next tiers that an alarm has gone up to.
     *
     * @param first whose it was; null where nobody in particular is responsible
     * @param now whose it is after escalation
     */
    static @Nullable Reason responsibility(
            Principal who, @Nullable String first, @Nullable String now, Annunciation rules) {
        String position = first;
        int tiers = rules.positions().size();
        for (int tier = 0; position != null && tier <= tiers; tier++) {
            if (who.positions().contains(position)) {
                return null;
            }
            position = position.equals(now)
                    ? null
                    : rules.position(position).map(Position::escalatesTo).orElse(null);
        }
        return first == null ? null : Reason.NOT_RESPONSIBLE;
    }
}
