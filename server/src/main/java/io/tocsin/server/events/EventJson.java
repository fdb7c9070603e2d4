package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Suppressed;
import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.Warning;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Priority;
import io.tocsin.config.SiteDifference;
import io.tocsin.config.Text;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.rules.composite.Operand;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.JudgedPassage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The JSON of what leaves the engine; the field names are a contract (docs/kafka.md).
 *
 * @param drill true where a drill engine speaks: nothing of it may be taken for live
 */
public record EventJson(boolean drill) {
    byte[] event(AlarmEvent event, String configuration, Evidence evidence) {
        Input.Command command = event.command();
        Definition definition = event.definition();
        return Json.object(json -> {
            Json.string(json, "eventId", event.eventId());
            Json.string(json, "alarmId", definition.id());
            Json.string(json, "occurrenceId", event.occurrenceId().isEmpty() ? null : event.occurrenceId());
            Json.string(json, "type", event.type().name());
            Json.time(json, "time", event.timeMs());
            Json.time(json, "recordedTime", event.recordedTimeMs());
            Json.string(json, "state", event.state().name());
            definition(json, definition, event.told().position());
            measured(json, definition, event.value(), event.quality());
            Json.time(json, "onsetTime", event.onsetTimeMs());
            evidence.write(json, event);
            operands(json, event.operands());
            Json.string(json, "cause", event.cause());
            Json.string(
                    json,
                    "operator",
                    command == null ? null : command.principal().operator());
            Json.string(
                    json, "via", command == null ? null : command.principal().via());
            Json.string(json, "comment", command == null ? null : command.comment());
            Json.string(json, "requestId", command == null ? null : command.requestId());
            told(json, event.told());
            details(json, command == null ? Input.Details.NONE : command.details());
            json.writeBooleanProperty("drill", drill);
            Json.string(json, "configVersion", configuration);
        });
    }

    /** Null of an event that no composite rule brought about. */
    private static void operands(JsonGenerator json, List<Operand> operands) {
        if (operands.isEmpty()) {
            json.writeNullProperty("operands");
            return;
        }
        json.writeArrayPropertyStart("operands");
        for (Operand operand : operands) {
            json.writeStartObject();
            Json.string(json, "name", operand.name());
            Json.string(json, "tag", operand.tag());
            Json.time(json, "time", operand.timeMs());
            Json.number(json, "value", operand.value());
            Json.string(
                    json,
                    "quality",
                    operand.worth() < 0 ? null : Quality.ofCode(operand.worth()).name());
            json.writeArrayPropertyStart("active");
            operand.active().forEach(condition -> json.writeString(condition.name()));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Whether people hear of it. */
    private static void told(JsonGenerator json, AlarmEvent.Told told) {
        suppression(json, told.suppression());
        json.writeBooleanProperty("annunciated", told.annunciated());
        Json.string(json, "group", told.group());
        Json.string(json, "handling", name(told.handling()));
    }

    private static void suppression(JsonGenerator json, List<Suppression> flags) {
        json.writeArrayPropertyStart("suppression");
        flags.forEach(flag -> json.writeString(flag.name()));
        json.writeEndArray();
    }

    private static void details(JsonGenerator json, Input.Details details) {
        Json.time(json, "until", details.untilMs());
        json.writeBooleanProperty("oneShot", details.oneShot());
        Json.string(json, "confirms", details.confirms());
        Json.string(json, "authorisation", details.authorisation());
        Json.string(json, "assignee", details.assignee());
    }

    /** All fields of an event, in their order, and three more behind them. */
    byte[] changed(ConfigurationChange change) {
        SiteDifference difference = change.difference();
        return Json.object(json -> {
            Json.string(json, "eventId", change.eventId());
            Json.string(json, "alarmId", ConfigurationChange.ID);
            Json.string(json, "occurrenceId", null);
            Json.string(json, "type", AlarmEvent.Type.CONFIG_CHANGED.name());
            Json.time(json, "time", change.timeMs());
            Json.time(json, "recordedTime", change.timeMs());
            Json.string(json, "state", AlarmState.NORMAL.name());
            definition(json, CONFIGURATION, null);
            measured(json, CONFIGURATION, Double.NaN, 0);
            Json.time(json, "onsetTime", -1);
            json.writeNullProperty("evidence");
            operands(json, List.of());
            Json.string(json, "cause", null);
            Json.string(json, "operator", change.by().operator());
            Json.string(json, "via", change.by().via());
            Json.string(json, "comment", null);
            Json.string(json, "requestId", null);
            told(json, AlarmEvent.Told.NOTHING);
            details(json, Input.Details.NONE);
            json.writeBooleanProperty("drill", drill);
            Json.string(json, "configVersion", ConfigHash.version(change.after().hash()));
            Json.string(
                    json,
                    "previousConfigVersion",
                    ConfigHash.version(change.before().hash()));
            changes(json, difference);
        });
    }

    private static final Definition CONFIGURATION = new Definition(
            ConfigurationChange.ID,
            "SYSTEM",
            null,
            "CONFIGURATION",
            Double.NaN,
            null,
            null,
            null,
            Priority.LOW,
            AlarmClass.SYSTEM,
            null,
            List.of(),
            new Text("配置已更改", "Configuration changed"),
            null);

    /** How many changes there are, and the first of them. */
    public static void changes(JsonGenerator json, SiteDifference difference) {
        json.writeNumberProperty("changesTotal", difference.changes().size());
        json.writeName("changes");
        changes(json, difference.shown());
    }

    /** An array of changes. */
    public static void changes(JsonGenerator json, List<SiteDifference.Change> changes) {
        json.writeStartArray();
        for (SiteDifference.Change change : changes) {
            json.writeStartObject();
            Json.string(json, "kind", change.kind().name());
            Json.string(json, "what", change.what());
            Json.string(json, "id", change.id());
            Json.string(json, "field", change.field());
            Json.string(json, "before", change.before());
            Json.string(json, "after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** All that stands of one alarm. */
    public byte[] status(AlarmStatus status, String configuration) {
        return Json.object(json -> {
            status(json, status);
            json.writeBooleanProperty("drill", drill);
            Json.string(json, "configVersion", configuration);
        });
    }

    /** The fields of what stands of one alarm. */
    public static void status(JsonGenerator json, AlarmStatus status) {
        Json.string(json, "alarmId", status.definition().id());
        Json.string(json, "occurrenceId", status.occurrenceId().isEmpty() ? null : status.occurrenceId());
        Json.string(json, "state", status.state().name());
        definition(json, status.definition(), status.people().position());
        measured(json, status.definition(), status.value(), status.quality());
        json.writeNumberProperty("count", status.count());
        Json.time(json, "firstRaisedTime", status.firstRaisedTimeMs());
        Json.time(json, "raisedTime", status.raisedTimeMs());
        Json.time(json, "onsetTime", status.onsetTimeMs());
        Json.time(json, "clearedTime", status.clearedTimeMs());
        Json.time(json, "acknowledgedTime", status.acknowledgedTimeMs());
        Json.string(json, "acknowledgedBy", status.acknowledgedBy());
        Json.string(json, "eventId", status.eventId());
        Json.time(json, "recordedTime", status.recordedTimeMs());
        people(json, status.people());
    }

    private static void people(JsonGenerator json, AlarmStatus.People people) {
        Suppressed suppressed = people.suppressed();
        suppression(json, suppressed.flags());
        json.writeArrayPropertyStart("suppressedBy");
        suppressed.byDesign().forEach(json::writeString);
        json.writeEndArray();
        shelf(json, suppressed.shelved());
        asked(json, suppressed.asked());
        removal(json, "manual", suppressed.manual());
        removal(json, "outOfService", suppressed.outOfService());
        Json.time(json, "annunciatedTime", people.annunciatedTimeMs());
        Json.string(json, "group", people.group());
        json.writeNumberProperty("escalations", people.escalations());
        json.writeName("handling");
        handling(json, people.handling());
        json.writeArrayPropertyStart("unhandled");
        for (AlarmStatus.Unhandled each : people.open()) {
            json.writeStartObject();
            Json.string(json, "occurrenceId", each.occurrenceId());
            json.writeName("handling");
            handling(json, each.handling());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void shelf(JsonGenerator json, Suppressed.@Nullable Shelf shelf) {
        json.writeName("shelved");
        if (shelf == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "by", shelf.by());
        Json.string(json, "confirmedBy", shelf.confirmedBy());
        Json.string(json, "reason", shelf.reason());
        Json.time(json, "since", shelf.sinceMs());
        Json.time(json, "until", shelf.untilMs());
        json.writeBooleanProperty("oneShot", shelf.oneShot());
        json.writeEndObject();
    }

    private static void asked(JsonGenerator json, Suppressed.@Nullable Asked asked) {
        json.writeName("shelvingAsked");
        if (asked == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "requestId", asked.requestId());
        Json.string(json, "by", asked.by());
        Json.string(json, "reason", asked.reason());
        Json.time(json, "until", asked.untilMs());
        json.writeBooleanProperty("oneShot", asked.oneShot());
        Json.time(json, "expires", asked.expiresMs());
        json.writeEndObject();
    }

    private static void removal(JsonGenerator json, String name, Suppressed.@Nullable Removal removal) {
        json.writeName(name);
        if (removal == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "by", removal.by());
        Json.string(json, "authorisation", removal.authorisation());
        Json.string(json, "reason", removal.reason());
        Json.time(json, "since", removal.sinceMs());
        Json.time(json, "until", removal.untilMs());
        json.writeEndObject();
    }

    private static void handling(JsonGenerator json, @Nullable Handling handling) {
        if (handling == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "state", handling.state().name());
        json.writeBooleanProperty("demanded", handling.demanded());
        Json.string(json, "assignee", handling.assignee());
        Json.string(json, "by", handling.by());
        Json.string(json, "note", handling.note());
        Json.time(json, "since", handling.sinceMs());
        json.writeEndObject();
    }

    /** The early warning of a unit, an enterprise or the park. */
    public byte[] warning(Warning warning) {
        return Json.object(json -> {
            warning(json, warning);
            json.writeBooleanProperty("drill", drill);
        });
    }

    /** The fields of one early warning. */
    public static void warning(JsonGenerator json, Warning warning) {
        Json.string(json, "eventId", warning.eventId());
        Json.string(json, "subject", warning.subject().name());
        Json.string(json, "id", warning.id());
        Json.string(json, "colour", warning.colour().name());
        Json.string(json, "known", warning.known().name());
        json.writeArrayPropertyStart("reasons");
        warning.reasons().forEach(json::writeString);
        json.writeEndArray();
        Json.time(json, "time", warning.timeMs());
        Json.time(json, "recordedTime", warning.recordedTimeMs());
    }

    byte[] passage(JudgedPassage passage) {
        return Json.object(json -> {
            writePassage(json, passage);
            json.writeBooleanProperty("drill", drill);
        });
    }

    /** The fields of one passage. Its plate is personal data: who may see it is for the caller to say. */
    public static void writePassage(JsonGenerator json, JudgedPassage judged) {
        Input.Passage passage = judged.passage();
        Json.string(json, "passageId", judged.passageId());
        Json.string(json, "eventId", passage.eventId().isEmpty() ? null : passage.eventId());
        Json.string(json, "gate", passage.gate());
        Json.string(json, "camera", passage.camera());
        Json.string(json, "direction", passage.direction().name());
        Json.string(json, "plate", passage.plate().isEmpty() ? null : passage.plate());
        Json.string(json, "subject", judged.subject());
        Json.string(json, "plateColor", passage.plateColor());
        Json.whole(json, "confidence", passage.confidence() < 0 ? null : passage.confidence());
        Json.whole(json, "laneNo", passage.laneNo());
        Json.string(json, "vehicleClass", judged.vehicleClass().name());
        Json.number(json, "speedKmh", passage.speedKmh());
        json.writeBooleanProperty("hazmat", passage.hazmat());
        Json.string(json, "unNumber", passage.unNumber());
        Json.string(json, "imageUrl", passage.imageUrl());
        Json.time(json, "time", passage.passTimeMs());
        Json.time(json, "recordedTime", passage.receiveTimeMs());
        Json.string(json, "verdict", judged.verdict().name());
        reasons(json, judged.reasons());
        Json.flag(json, "reservation", judged.reservation());
    }

    private static void reasons(JsonGenerator json, List<GateReason> reasons) {
        json.writeArrayPropertyStart("reasons");
        reasons.forEach(reason -> json.writeString(reason.name()));
        json.writeEndArray();
    }

    /** What a gate saw; null where the alarm is not of a gate. */
    private static void pass(JsonGenerator json, Definition.@Nullable Pass pass) {
        Json.string(json, "gate", pass == null ? null : pass.gate());
        Json.string(json, "subject", pass == null ? null : pass.subject());
        Json.string(json, "plate", pass == null ? null : pass.plate());
        if (pass == null) {
            json.writeNullProperty("reasons");
        } else {
            reasons(json, pass.reasons());
        }
    }

    /** What became of a command. */
    public byte[] reply(Reply reply) {
        return Json.object(json -> reply(json, reply));
    }

    /** The fields of what became of a command. */
    public void reply(JsonGenerator json, Reply reply) {
        Input.Command command = reply.command();
        Json.string(json, "requestId", command.requestId());
        Json.string(json, "command", EventNames.command(command.verb()));
        Json.string(json, "alarmId", command.alarmId());
        Json.string(json, "occurrenceId", command.occurrenceId());
        Json.string(json, "operator", command.principal().operator());
        Json.string(json, "via", command.principal().via());
        Json.string(json, "comment", command.comment());
        details(json, command.details());
        json.writeBooleanProperty("accepted", reply.accepted());
        Json.string(json, "reason", name(reply.reason()));
        Json.string(json, "by", reply.by());
        Json.time(json, "at", reply.atMs());
        Json.time(json, "time", command.receiveTimeMs());
        json.writeBooleanProperty("drill", drill);
    }

    byte[] notUnderstood(String requestId, String detail, long receiveTimeMs) {
        return Json.object(json -> {
            Json.string(json, "requestId", requestId);
            json.writeBooleanProperty("accepted", false);
            Json.string(json, "reason", "NOT_UNDERSTOOD");
            Json.string(json, "detail", detail);
            Json.time(json, "time", receiveTimeMs);
            json.writeBooleanProperty("drill", drill);
        });
    }

    /** That the engine is alive, and how it does. */
    public byte[] heartbeat(Pulse pulse) {
        return Json.object(json -> {
            Json.string(json, "site", pulse.site());
            Json.time(json, "time", pulse.timeMs());
            Json.time(json, "startedTime", pulse.startedMs());
            json.writeBooleanProperty("ready", pulse.ready());
            json.writeBooleanProperty("live", pulse.live());
            json.writeName("dataAgeMs");
            if (pulse.dataAgeMs() < 0) {
                json.writeNull();
            } else {
                json.writeNumber(pulse.dataAgeMs());
            }
            json.writeBooleanProperty("durable", pulse.durable());
            json.writeNumberProperty("undurable", pulse.undurable());
            json.writeNumberProperty("queued", pulse.queued());
            json.writeNumberProperty("lastSeq", pulse.lastSeq());
            json.writeNumberProperty("lastEventSeq", pulse.lastEventSeq());
            json.writeNumberProperty("kafkaLag", pulse.kafkaLag());
            json.writeBooleanProperty("drill", drill);
        });
    }

    private static void definition(JsonGenerator json, Definition definition, @Nullable String position) {
        Json.string(json, "priority", definition.priority().name());
        Json.string(json, "category", definition.category());
        Json.string(json, "tag", definition.tag());
        Json.string(json, "condition", definition.condition());
        Json.number(json, "limit", definition.limit());
        Json.string(json, "unit", definition.unit());
        Json.string(json, "enterprise", definition.enterprise());
        Json.string(json, "area", definition.area());
        Json.string(json, "class", definition.alarmClass().id());
        Json.string(json, "position", position);
        json.writeArrayPropertyStart("informed");
        definition.informed().forEach(json::writeString);
        json.writeEndArray();
        pass(json, definition.pass());
        Text message = definition.message();
        json.writeObjectPropertyStart("message");
        Json.string(json, "zh", message.zh());
        Json.string(json, "en", message.en());
        json.writeEndObject();
    }

    private static void measured(JsonGenerator json, Definition definition, double value, int quality) {
        Json.number(json, "value", value);
        Json.string(
                json,
                "quality",
                definition.tag() == null ? null : Quality.ofCode(quality).name());
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
