package io.tocsin.alarms;

import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
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

    /** True where it was carried out, or waits for a second person. */
    public boolean accepted() {
        return reason == null || isWaiting();
    }

    /** True where a second person has to confirm it. */
    public boolean isWaiting() {
        return reason == Reason.SECOND_PERSON_NEEDED;
    }

    void write(StateWriter out) {
        out.putText(command.verb().name());
        out.putText(command.requestId());
        out.putText(command.alarmId());
        out.putOptional(command.occurrenceId());
        write(out, command.principal());
        out.putOptional(command.comment());
        write(out, command.details());
        out.putLong(command.receiveTimeMs());
        out.putOptional(reason == null ? null : reason.name());
        out.putOptional(by);
        out.putLong(atMs);
    }

    private static void write(StateWriter out, Input.Principal who) {
        Input.Role role = who.role();
        out.putText(who.operator());
        out.putText(who.via());
        out.putOptional(role == null ? null : role.name());
        write(out, who.enterprises());
        write(out, who.positions());
    }

    private static void write(StateWriter out, List<String> all) {
        out.putInt(all.size());
        all.forEach(out::putText);
    }

    private static void write(StateWriter out, Input.Details details) {
        out.putLong(details.untilMs());
        out.putBoolean(details.oneShot());
        out.putOptional(details.confirms());
        out.putOptional(details.authorisation());
        out.putOptional(details.assignee());
        Input.Window window = details.window();
        out.putBoolean(window != null);
        if (window != null) {
            out.putText(window.work().name());
            out.putOptional(window.tag());
            out.putOptional(window.tank());
            out.putLong(window.fromMs());
        }
    }

    static Reply read(StateReader in) {
        Input.Command command = new Input.Command(
                Input.Verb.valueOf(in.takeText()),
                in.takeText(),
                in.takeText(),
                in.takeOptional(),
                readPrincipal(in),
                in.takeOptional(),
                readDetails(in),
                in.takeLong());
        String reason = in.takeOptional();
        return new Reply(command, reason == null ? null : Reason.valueOf(reason), in.takeOptional(), in.takeLong());
    }

    private static Input.Principal readPrincipal(StateReader in) {
        String operator = in.takeText();
        String via = in.takeText();
        String role = in.takeOptional();
        return new Input.Principal(
                operator, via, role == null ? null : Input.Role.valueOf(role), readList(in), readList(in));
    }

    private static List<String> readList(StateReader in) {
        int count = in.takeInt();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(in.takeText());
        }
        return all;
    }

    private static Input.Details readDetails(StateReader in) {
        return new Input.Details(
                in.takeLong(),
                in.takeBoolean(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeBoolean()
                        ? new Input.Window(
                                Input.Work.valueOf(in.takeText()), in.takeOptional(), in.takeOptional(), in.takeLong())
                        : null);
    }
}
