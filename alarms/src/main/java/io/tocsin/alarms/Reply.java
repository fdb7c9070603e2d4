package io.tocsin.alarms;

import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
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

    void write(StateWriter out) {
        out.putText(command.verb().name());
        out.putText(command.requestId());
        out.putText(command.alarmId());
        out.putOptional(command.occurrenceId());
        out.putText(command.principal().operator());
        out.putText(command.principal().via());
        out.putOptional(command.comment());
        out.putLong(command.receiveTimeMs());
        out.putOptional(reason == null ? null : reason.name());
        out.putOptional(by);
        out.putLong(atMs);
    }

    static Reply read(StateReader in) {
        Input.Command command = new Input.Command(
                Input.Verb.valueOf(in.takeText()),
                in.takeText(),
                in.takeText(),
                in.takeOptional(),
                new Input.Principal(in.takeText(), in.takeText()),
                in.takeOptional(),
                in.takeLong());
        String reason = in.takeOptional();
        return new Reply(command, reason == null ? null : Reason.valueOf(reason), in.takeOptional(), in.takeLong());
    }

    public boolean accepted() {
        return reason == null;
    }
}
