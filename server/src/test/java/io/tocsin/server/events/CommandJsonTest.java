package io.tocsin.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Annunciation;
import io.tocsin.rules.Input;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandJsonTest {
    private static final long NOW = 1_800_000_000_000L;

    private static CommandJson.Parsed parse(String json) {
        return CommandJson.parse(json.getBytes(UTF_8), "kafka", NOW);
    }

    @Test
    void readsEveryField() {
        CommandJson.Parsed parsed = parse("""
                {"command":"shelve","requestId":"r1","alarmId":"LT-1:H","occurrenceId":"o1","operator":"李伟",
                 "comment":"seen","until":"2027-01-15T16:00:00+08:00","oneShot":true,"confirms":"r0",
                 "authorisation":"permit 7","assignee":"wang.fang",
                 "window":{"work":"CALIBRATION","tag":"LT-1","from":1799999999500,"more":1}}""");
        Input.Details details = new Input.Details(
                NOW,
                true,
                "r0",
                "permit 7",
                "wang.fang",
                new Input.Window(Input.Work.CALIBRATION, "LT-1", null, NOW - 500));
        assertThat(parsed)
                .isEqualTo(new CommandJson.Parsed(
                        new Input.Command(
                                Input.Verb.SHELVE,
                                "r1",
                                "LT-1:H",
                                "o1",
                                new Input.Principal("李伟", "kafka"),
                                "seen",
                                details,
                                NOW),
                        "r1",
                        ""));
    }

    @ParameterizedTest
    @EnumSource(Input.Verb.class)
    void knowsEveryVerbByItsWord(Input.Verb verb) {
        Input.Command command = parse("{\"command\":\"" + EventNames.command(verb) + "\",\"requestId\":\"r\"}")
                .command();
        assertThat(command).extracting(Input.Command::verb).isEqualTo(verb);
        assertThat(parse("{\"command\":\"" + verb.name() + "\",\"requestId\":\"r\"}")
                        .command())
                .isNull();
    }

    @Test
    void leavesOutWhatItDoesNotKnowAndWhatIsNull() {
        CommandJson.Parsed parsed = parse("""
                {"news":1,"tags":["a",{"b":2}],"command":"reset","requestId":"r1","alarmId":null,"occurrenceId":null}""");
        assertThat(parsed.command()).isNotNull().satisfies(command -> {
            assertThat(command.alarmId()).isEmpty();
            assertThat(command.occurrenceId()).isNull();
            assertThat(command.principal().operator()).isEmpty();
            assertThat(command.details()).isEqualTo(Input.Details.NONE);
        });
    }

    @Test
    void whatAsksIsNeverReadFromWhatWasSent() {
        assertThat(parse("""
                {"command":"reset","requestId":"r1","operator":"eve","via":"console","role":"SUPERVISOR",
                 "principal":{"via":"console","role":"SUPERVISOR","enterprises":[],"positions":["room"]}}""").command())
                .extracting(Input.Command::principal)
                .isEqualTo(new Input.Principal("eve", "kafka"));
    }

    @Test
    void theWayGoesBeforeTheFields() {
        Input.Principal who = new Input.Principal("li.wei", "console", Input.Role.OPERATOR);
        byte[] sent = "{\"command\":\"close\",\"requestId\":\"r\",\"operator\":\"eve\",\"occurrenceId\":\"o2\"}"
                .getBytes(UTF_8);
        assertThat(CommandJson.parse(sent, new CommandJson.Path(Input.Verb.RESET, "A:H", "o1"), who, NOW)
                        .command())
                .isEqualTo(new Input.Command(Input.Verb.RESET, "r", "A:H", "o1", who, null, NOW));
    }

    @ParameterizedTest
    @EnumSource(Input.Verb.class)
    void whatIsJournaledIsReadAsItWas(Input.Verb verb) {
        Input.Principal who =
                new Input.Principal("li.wei", "kafka", Input.Role.ENGINEER, List.of("E1", "E2"), List.of("room"));
        Input.Details details = new Input.Details(
                NOW, true, "r0", "permit", "wang", new Input.Window(Input.Work.MAINTENANCE, null, "T-1", -1));
        for (Input.Command command : List.of(
                new Input.Command(verb, "r", alarm(verb), "o", who, "why", details, NOW),
                new Input.Command(verb, "r", alarm(verb), null, new Input.Principal("eve", "kafka"), null, NOW))) {
            assertThat(CommandJson.journaled(CommandJson.write(command), Annunciation.NONE, NOW))
                    .isEqualTo(new CommandJson.Parsed(command, "r", ""));
        }
    }

    private static String alarm(Input.Verb verb) {
        return verb == Input.Verb.OPEN_WINDOW ? "window:r" : "A:H";
    }

    @Test
    void whatWasJournaledBeforeThereWereRolesIsASupervisors() {
        byte[] console =
                "{\"command\":\"reset\",\"requestId\":\"r\",\"alarmId\":\"A:H\",\"operator\":\"li\"}".getBytes(UTF_8);
        assertThat(CommandJson.journaled(console, Annunciation.NONE, NOW).command())
                .extracting(Input.Command::principal)
                .isEqualTo(new Input.Principal("li", "console", Input.Role.SUPERVISOR));
        assertThat(CommandJson.older(console, Annunciation.NONE, NOW).command())
                .extracting(Input.Command::principal)
                .isEqualTo(new Input.Principal("li", "kafka", Input.Role.SUPERVISOR));
    }

    @Test
    void whatOlderProgramsDidNotUnderstandIsNotCarriedOutNow() {
        byte[] shelve = "{\"command\":\"shelve\",\"requestId\":\"r\",\"comment\":7}".getBytes(UTF_8);
        assertThat(CommandJson.older(shelve, Annunciation.NONE, NOW).command()).isNull();
        byte[] reset = "{\"command\":\"reset\",\"requestId\":\"r\",\"comment\":7}".getBytes(UTF_8);
        assertThat(CommandJson.older(reset, Annunciation.NONE, NOW).command()).isNotNull();
        assertThat(CommandJson.refused(reset, NOW).command()).isNull();
        byte[] sound = "{\"command\":\"reset\",\"requestId\":\"r\"}".getBytes(UTF_8);
        assertThat(CommandJson.refused(sound, NOW))
                .isEqualTo(new CommandJson.Parsed(null, "r", "expected a command that was known then"));
    }

    @Test
    void takesAReasonForACommentWhereThereIsNone() {
        assertThat(parse("{\"command\":\"reset\",\"requestId\":\"r\",\"reason\":\"why\"}")
                        .command())
                .extracting(Input.Command::comment)
                .isEqualTo("why");
        assertThat(parse("{\"command\":\"reset\",\"requestId\":\"r\",\"reason\":\"why\",\"comment\":\"this\"}")
                        .command())
                .extracting(Input.Command::comment)
                .isEqualTo("this");
    }

    static Stream<Arguments> notUnderstood() {
        return Stream.of(
                Arguments.of("", "", "expected one JSON object"),
                Arguments.of("acknowledge", "", "expected a JSON object, was "),
                Arguments.of("[]", "", "expected one JSON object"),
                Arguments.of("null", "", "expected one JSON object"),
                Arguments.of("{}", "", "expected a requestId, was none"),
                Arguments.of("{\"command\":\"reset\"}", "", "expected a requestId, was none"),
                Arguments.of("{\"requestId\":\"r\"}", "r", "expected a command out of acknowledge, reset, shelve, "),
                Arguments.of(reset("\"alarmId\":7"), "r", "expected a text in \"alarmId\", was 7"),
                Arguments.of(reset("\"comment\":[\"a\"]"), "r", "expected a text in \"comment\", was an array"),
                Arguments.of(reset("\"operator\":{}"), "r", "expected a text in \"operator\", was an object"),
                Arguments.of(reset("\"oneShot\":\"yes\""), "r", "expected true or false in \"oneShot\", was yes"),
                Arguments.of(
                        reset("\"until\":\"soon\""), "r", "expected ISO 8601 with a zone or epoch milliseconds in"),
                Arguments.of(reset("\"until\":-5"), "r", "milliseconds in \"until\", was -5"),
                Arguments.of(reset("\"until\":1.5"), "r", "milliseconds in \"until\", was 1.5"),
                Arguments.of(reset("\"until\":" + "9".repeat(30)), "r", "milliseconds in \"until\", was 999"),
                Arguments.of(reset("\"window\":\"w\""), "r", "expected an object in \"window\", was w"),
                Arguments.of(
                        reset("\"window\":{}"), "r", "expected work out of MAINTENANCE, COMMISSIONING, CALIBRATION"),
                Arguments.of(reset("\"window\":{\"work\":\"MAINTENANCE\"}"), "r", "expected either a tag or a tank"),
                Arguments.of("{\"requestId\":7}", "", "expected a text in \"requestId\", was 7"),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"dance\"}", "r", "was dance"),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"reset\"", "r", "expected a JSON object, was "),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"reset\"}{}", "r", "expected one JSON object"),
                Arguments.of("{\"requestId\":\"r\",\"requestId\":\"s\"}", "r", "expected a JSON object, was Duplicate"),
                Arguments.of("{\"requestId\":\"r\",\"x\":[[[[[[]]]]]]}", "r", "expected a JSON object, was "),
                Arguments.of("{\"requestId\":\"" + "r".repeat(20_000) + "\"}", "", "expected a JSON object, was "),
                Arguments.of("{" + " ".repeat(CommandJson.BYTES_MAX) + "}", "", "bytes, was longer"));
    }

    private static String reset(String field) {
        return "{\"requestId\":\"r\",\"command\":\"reset\"," + field + "}";
    }

    @ParameterizedTest
    @MethodSource
    void notUnderstood(String json, String requestId, String detail) {
        CommandJson.Parsed parsed = parse(json);
        assertThat(parsed.command()).isNull();
        assertThat(parsed.requestId()).isEqualTo(requestId);
        assertThat(parsed.detail()).contains(detail);
    }
}
