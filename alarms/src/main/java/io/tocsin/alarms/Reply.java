package io.tocsin.alarms;

import io.tocsin.rules.Input;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param reason null where it was accepted
 * @param by for ALREADY_ACKNOWLEDGED, who did; otherwise null
 * @param atMs for ALREADY_ACKNOWLEDGED, when; otherwise -1
 */
public record Reply(
        Input.Command command,
        @Nullable Reason reason,
        @Nullable String by,
        long atMs) {
    static Reply accepted(Input.Command command) {
        return new Reply(command, null, null, -1);
    }

    static Reply refused(Input.Command command, Reason reason) {
        return new Reply(command, reason, null, -1);
    }

    public boolean accepted() {
        return reason == null;
    }
}
