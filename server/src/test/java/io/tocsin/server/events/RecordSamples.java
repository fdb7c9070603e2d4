package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Suppressed;
import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.Warning;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.rules.composite.Operand;
import io.tocsin.rules.gates.GateReason;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every kind of value that leaves, as {@link EventJson} writes it: each once with all it can have, once with nothing. */
final class RecordSamples {
    private static final EventJson JSON = new EventJson(false);
    private static final EventJson DRILL = new EventJson(true);
    private static final long T = 1_795_305_600_123L;
    private static final String VERSION = "0123456789ab";
    private static final Text MESSAGE = new Text("液位高高", "Level high high");

    private static final Definition TAG_ALARM = new Definition(
            "LT-1:HH",
            "PROCESS",
            "LT-1",
            "HH",
            4.5,
            "m",
            "E1",
            "A1",
            Priority.CRITICAL,
            AlarmClass.EMERGENCY,
            "room",
            List.of("park"),
            MESSAGE,
            null);
    private static final Evidence EVIDENCE = new Evidence(
            RecordSites.of("tags: [{tag: LT-1, limits: {HH: 4.5}}]").tags(), List.of());
    private static final Definition GATEWAY_ALARM = new Definition(
            "gateway:g1:OFFLINE",
            "SYSTEM",
            null,
            "OFFLINE",
            Double.NaN,
            null,
            null,
            null,
            Priority.HIGH,
            AlarmClass.SYSTEM,
            null,
            List.of(),
            MESSAGE,
            null);
    private static final Definition GATE_ALARM = new Definition(
            "rule:gate:ab12",
            "ACCESS",
            null,
            "BLACKLISTED",
            Double.NaN,
            null,
            "E1",
            null,
            Priority.MEDIUM,
            AlarmClass.SYSTEM,
            null,
            List.of(),
            MESSAGE,
            new Definition.Pass("ab12", "浙A·Y0001", List.of(GateReason.values()), "G1"));
    private static final Input.Command ASKED = new Input.Command(
            Input.Verb.SHELVE,
            "r1",
            "LT-1:HH",
            "s~LT-1:HH~5",
            new Input.Principal("li.wei", "kafka"),
            "seen",
            new Input.Details(T, true, "r0", "permit 7", "wang.fang", null),
            T);
    private static final AlarmEvent.Told TOLD =
            new AlarmEvent.Told(List.of(Suppression.values()), true, "g1", "room", Handling.State.OPEN);
    private static final List<Operand> OPERANDS = List.of(
            new Operand("a", "LT-1", T, 4.5, 0, List.of(Condition.H, Condition.HH)),
            new Operand("b", "LT-2", Long.MIN_VALUE, Double.NaN, -1, List.of()));
    private static final Suppressed.Removal REMOVAL = new Suppressed.Removal("li.wei", "permit 7", "worn", T, T + 1);
    private static final Handling HANDLING =
            new Handling(Handling.State.ASSIGNED, true, "wang.fang", "li.wei", "a note", T);
    private static final AlarmStatus.People PEOPLE = new AlarmStatus.People(
            new Suppressed(
                    REMOVAL,
                    List.of("LT-1:H", "window:w1"),
                    REMOVAL,
                    new Suppressed.Shelf("li.wei", "wang.fang", "known", T, T + 1, true, "room"),
                    new Suppressed.Asked("r0", "li.wei", "known", T, false, T + 1)),
            T,
            "g1",
            "room",
            2,
            HANDLING,
            List.of(new AlarmStatus.Unhandled("e", HANDLING)));
    private static final Input.Command BARE =
            new Input.Command(Input.Verb.RESET, "r2", "", null, new Input.Principal("", "console"), null, T);

    private RecordSamples() {}

    static List<byte[]> of(RecordSchema schema) {
        return switch (schema) {
            case EVENT -> events();
            case CONFIGURATION -> List.of(configuration());
            case STATE -> states();
            case PASSAGE -> passages();
            case REPLY -> replies();
            case NOT_UNDERSTOOD -> List.of(JSON.notUnderstood("", "expected one JSON object", T));
            case COMMAND -> List.of();
            case WARNING -> warnings();
            case HEARTBEAT ->
                List.of(
                        JSON.heartbeat(new Pulse("it", T, T, true, true, 1_200, true, 0, 3, 9, 8, 7)),
                        DRILL.heartbeat(new Pulse("it", T, T, false, false, -1, false, 5, 0, 0, 0, 0)));
        };
    }

    private static byte[] configuration() {
        Site before = RecordSites.of("tags: [{tag: A, limits: {H: 1}}, {tag: B}]");
        Site after = RecordSites.of("tags: [{tag: A, limits: {H: 2}}, {tag: C}]");
        return JSON.changed(new ConfigurationChange(before, after, 1, new Input.Principal("li.wei", "file"), T));
    }

    private static List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        for (AlarmEvent.Type type : AlarmEvent.Type.values()) {
            for (AlarmState state : AlarmState.values()) {
                for (Quality quality : Quality.values()) {
                    events.add(JSON.event(
                            event(type, state, TAG_ALARM, 4.6, quality.code(), T, null, ASKED), VERSION, EVIDENCE));
                }
            }
            events.add(DRILL.event(
                    event(type, AlarmState.NORMAL, GATEWAY_ALARM, Double.NaN, 0, -1, "CONFIG", null),
                    VERSION,
                    EVIDENCE));
            events.add(JSON.event(
                    event(type, AlarmState.ACK_ACTIVE, GATE_ALARM, Double.NaN, 0, T, null, BARE), VERSION, EVIDENCE));
        }
        return events;
    }

    private static AlarmEvent event(
            AlarmEvent.Type type,
            AlarmState state,
            Definition definition,
            double value,
            int quality,
            long onsetMs,
            @Nullable String cause,
            Input.@Nullable Command command) {
        String occurrence = "s~" + definition.id() + "~5";
        return new AlarmEvent(
                occurrence + ".1",
                occurrence,
                type,
                T,
                T + 1,
                state,
                definition,
                value,
                quality,
                onsetMs,
                cause,
                command,
                command == null ? AlarmEvent.Told.NOTHING : TOLD,
                type == AlarmEvent.Type.RAISED ? OPERANDS : List.of());
    }

    private static List<byte[]> states() {
        List<byte[]> states = new ArrayList<>();
        for (AlarmState state : AlarmState.values()) {
            for (Definition definition : List.of(TAG_ALARM, GATEWAY_ALARM, GATE_ALARM)) {
                states.add(JSON.status(
                        new AlarmStatus(definition, state, "e.1", "e", 3, T, T, T, T, T, "li.wei", 4.6, 0, T, PEOPLE),
                        VERSION));
                states.add(DRILL.status(
                        new AlarmStatus(
                                definition,
                                state,
                                "e.1",
                                "e",
                                0,
                                -1,
                                -1,
                                -1,
                                -1,
                                -1,
                                null,
                                Double.NaN,
                                3,
                                T,
                                AlarmStatus.People.NONE),
                        VERSION));
            }
        }
        return states;
    }

    private static List<byte[]> warnings() {
        List<byte[]> warnings = new ArrayList<>();
        for (Warning.Subject subject : Warning.Subject.values()) {
            for (Warnings.Colour colour : Warnings.Colour.values()) {
                warnings.add(JSON.warning(
                        new Warning("it~UNIT:HZ-1.1", subject, "HZ-1", colour, colour, List.of("LT-1:HH"), T, T + 1)));
                warnings.add(DRILL.warning(
                        new Warning("it~PARK:it.1", subject, "it", colour, Warnings.Colour.NONE, List.of(), T, T)));
            }
        }
        return warnings;
    }

    private static List<byte[]> replies() {
        List<byte[]> replies = new ArrayList<>();
        for (Input.Command command : List.of(ASKED, BARE)) {
            replies.add(JSON.reply(new Reply(command, null, null, -1)));
            Arrays.stream(Reason.values())
                    .map(reason -> new Reply(command, reason, "li.wei", T))
                    .map(DRILL::reply)
                    .forEach(replies::add);
        }
        return replies;
    }

    private static List<byte[]> passages() {
        List<byte[]> passages = new ArrayList<>();
        for (Closure.Direction direction : Closure.Direction.values()) {
            for (VehicleClass vehicle : VehicleClass.values()) {
                Input.Passage seen = new Input.Passage(
                        "c-1",
                        "G1",
                        "CAM-1",
                        "浙A·Y0001",
                        "yellow",
                        97,
                        1,
                        direction,
                        vehicle,
                        12.5,
                        true,
                        "1203",
                        "http://cam/1.jpg",
                        T,
                        T + 1);
                passages.add(JSON.passage(new JudgedPassage(
                        "p", seen, "ab12", vehicle, Verdict.JUDGED, List.of(GateReason.values()), true)));
            }
        }
        Input.Passage bare = new Input.Passage(
                "",
                "G1",
                null,
                "",
                null,
                -1,
                null,
                Closure.Direction.IN,
                VehicleClass.UNKNOWN,
                Double.NaN,
                false,
                null,
                null,
                T,
                T);
        Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.DUPLICATE)
                .map(verdict -> new JudgedPassage("p", bare, null, VehicleClass.UNKNOWN, verdict, List.of(), null))
                .map(DRILL::passage)
                .forEach(passages::add);
        return passages;
    }
}
