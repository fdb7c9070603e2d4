package io.tocsin.server.http;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.HandOver;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Warning;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Metric;
import io.tocsin.config.Position;
import io.tocsin.config.Tag;
import io.tocsin.config.Warnings;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that whoever takes over the watch has to know.
 *
 * @param position null where it is about all of them
 * @param watch who has it now; null where nobody said so
 * @param standing what is not normal, unacknowledged first, the most urgent first among those
 * @param silenced what people are not told of
 * @param handling what somebody still has to do something about
 * @param bypassed tags whose value says that something is bypassed
 * @param warnings early warnings that are not calm
 */
record HandoverSheet(
        @Nullable Position position,
        @Nullable HandOver watch,
        List<AlarmStatus> standing,
        Silenced silenced,
        List<Unfinished> handling,
        List<Bypass> bypassed,
        List<Warning> warnings,
        Values values) {
    /** What it is made from. */
    record From(
            List<AlarmStatus> alarms,
            List<OpenWindow> windows,
            List<Warning> warnings,
            Values values,
            Sight sight,
            long nowMs) {}

    /** An occurrence whose handling is not over. */
    record Unfinished(AlarmStatus alarm, String occurrenceId, Handling handling) {}

    /** @param name what the site calls the value; null where it has no name */
    record Bypass(Tag tag, double value, @Nullable String name, long sinceMs) {}

    static HandoverSheet of(@Nullable Position position, @Nullable HandOver watch, From from) {
        List<AlarmStatus> own = from.sight().alarms(from.alarms()).stream()
                .filter(alarm -> isOf(alarm, position))
                .toList();
        return new HandoverSheet(
                position,
                watch,
                own.stream()
                        .filter(alarm -> alarm.state() != AlarmState.NORMAL)
                        .sorted(FIRST_WHAT_NOBODY_SAW)
                        .toList(),
                new Silenced(own, from.sight().windows(from.windows()), from.nowMs()),
                unfinished(own),
                bypassed(from),
                from.sight().warnings(from.warnings()).stream()
                        .filter(warning -> warning.colour() != Warnings.Colour.NONE)
                        .toList(),
                from.values());
    }

    private static final Comparator<AlarmStatus> FIRST_WHAT_NOBODY_SAW = Comparator.<AlarmStatus, Boolean>comparing(
                    alarm -> !alarm.state().isUnacknowledged())
            .thenComparing(alarm -> alarm.definition().priority())
            .thenComparingLong(AlarmStatus::firstRaisedTimeMs);

    /** What is nobody's in particular is on every sheet. */
    private static boolean isOf(AlarmStatus alarm, @Nullable Position position) {
        String first = alarm.definition().position();
        return position == null
                || first == null
                || position.id().equals(first)
                || position.id().equals(alarm.people().position());
    }

    private static List<Unfinished> unfinished(List<AlarmStatus> alarms) {
        List<Unfinished> found = new ArrayList<>();
        for (AlarmStatus alarm : alarms) {
            alarm.people()
                    .open()
                    .forEach(each -> found.add(new Unfinished(alarm, each.occurrenceId(), each.handling())));
            Handling current = alarm.people().handling();
            if (current != null && current.demanded() && !current.state().isOver()) {
                found.add(new Unfinished(alarm, alarm.occurrenceId(), current));
            }
        }
        return found;
    }

    /** By value, whether or not it rang; and what rang and stands, whatever the value is by now. */
    private static List<Bypass> bypassed(From from) {
        Set<String> standing = new TreeSet<>();
        for (AlarmStatus alarm : from.alarms()) {
            if (alarm.state().isActive() && alarm.definition().condition().equals("STATE")) {
                standing.add(String.valueOf(alarm.definition().tag()));
            }
        }
        List<Bypass> found = new ArrayList<>();
        for (int index : from.sight().tags()) {
            Tag tag = from.values().site().tags().get(index);
            double value = from.values().value(index);
            if (tag.metric().equals(Metric.BYPASS.name()) && (standing.contains(tag.id()) || rings(tag, value))) {
                found.add(new Bypass(
                        tag, value, tag.states().get(value), from.values().eventMs(index)));
            }
        }
        return found;
    }

    private static boolean rings(Tag tag, double value) {
        return tag.conditions().stream()
                .anyMatch(spec -> spec instanceof ConditionSpec.State state
                        && state.alarmValues().contains(value));
    }

    byte[] json() {
        return Json.object(json -> {
            Json.time(json, "time", silenced.nowMs());
            json.writeName("position");
            if (position == null) {
                json.writeNull();
            } else {
                json.writeStartObject();
                StandingJson.position(json, position, watch);
                json.writeEndObject();
            }
            json.writeName("standing");
            Views.array(json, standing, (each, alarm) -> {
                StandingJson.alarm(each, alarm);
                Json.time(each, "raisedTime", alarm.raisedTimeMs());
                Json.time(each, "acknowledgedTime", alarm.acknowledgedTimeMs());
                Json.string(each, "acknowledgedBy", alarm.acknowledgedBy());
                each.writeNumberProperty("count", alarm.count());
            });
            silenced.write(json);
            json.writeName("handling");
            Views.array(json, handling, (each, unfinished) -> {
                StandingJson.alarm(each, unfinished.alarm());
                Json.string(each, "unfinishedOccurrenceId", unfinished.occurrenceId());
                Json.string(each, "handling", unfinished.handling().state().name());
                Json.string(each, "assignee", unfinished.handling().assignee());
                Json.string(each, "note", unfinished.handling().note());
                Json.time(each, "since", unfinished.handling().sinceMs());
            });
            json.writeName("bypassed");
            Views.array(json, bypassed, (each, bypass) -> {
                Json.string(each, "tag", bypass.tag().id());
                Json.string(each, "enterprise", bypass.tag().enterprise());
                Json.string(each, "area", bypass.tag().area());
                Json.number(each, "value", bypass.value());
                Json.string(each, "name", bypass.name());
                Json.time(each, "since", bypass.sinceMs());
            });
            json.writeName("warnings");
            Views.array(json, warnings, EventJson::warning);
        });
    }
}
