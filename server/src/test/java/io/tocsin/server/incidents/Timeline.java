package io.tocsin.server.incidents;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.Warning;
import io.tocsin.server.events.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A recording as people read it: time, what happened, alarm, whether people were told, lines on the list after it. */
final class Timeline {
    private Timeline() {}

    static List<String> of(Script script, Recording recording) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + script.id() + " / " + script.title());
        if (!script.missing().isEmpty()) {
            lines.add("# Not watched in this version: " + String.join(", ", script.missing()) + ".");
        }
        lines.add(
                "# Each line: time since the start, what happened, alarm, priority, value, what people hear of it, lines on");
        lines.add(
                "# the list then; nobody acknowledges. Of early warnings: the place, its colour, and what its alarms alone give.");
        for (Recording.Said said : recording.said()) {
            if (said.what() instanceof Warning warning && warning.eventId().endsWith(".1")) {
                continue; // How each place stood at the start: calm.
            }
            lines.add(said.what() instanceof Warning warning ? line(warning) : line((AlarmEvent) said.what(), said));
        }
        return lines;
    }

    private static String line(Warning warning) {
        String known = warning.known() == warning.colour() ? "" : " (alarms alone: " + warning.known() + ")";
        String reasons = warning.reasons().isEmpty() ? "" : " by " + shortened(warning.reasons());
        return String.format(
                Locale.ROOT,
                "%s  %-13s %s %s -> %s%s%s",
                Fact.at(warning.timeMs()),
                "WARNING",
                warning.subject(),
                warning.id(),
                warning.colour(),
                known,
                reasons);
    }

    private static String shortened(List<String> reasons) {
        String first = reasons.stream().limit(3).collect(Collectors.joining(", "));
        return reasons.size() > 3 ? first + ", ..." : first;
    }

    private static String line(AlarmEvent event, Recording.Said said) {
        String value = Double.isNaN(event.value()) ? "-" : Json.number(Math.rint(event.value() * 1000) / 1000);
        return String.format(
                Locale.ROOT,
                "%s  %-13s %-38s %-8s %-8s %-34s lines %d",
                Fact.at(event.timeMs()),
                event.type(),
                event.definition().id(),
                event.definition().priority(),
                value,
                heard(event),
                said.lines());
    }

    private static String heard(AlarmEvent event) {
        AlarmEvent.Told told = event.told();
        if (event.type() == AlarmEvent.Type.ESCALATED) {
            return "to " + told.position() + " (" + event.cause() + ")";
        }
        if (told.annunciated()) {
            return told.group() == null ? "TOLD" : "TOLD, with others";
        }
        if (event.definition().pass() != null && event.type() == AlarmEvent.Type.RAISED) {
            return "-";
        }
        String why = event.cause() == null ? "" : " " + event.cause();
        String kept =
                told.suppression().isEmpty() ? "-" : told.suppression().get(0).name();
        return told.group() == null ? kept + why : "on the line of the others";
    }
}
