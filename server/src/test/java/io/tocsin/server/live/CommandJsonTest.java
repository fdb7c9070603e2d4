package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input;
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
                {"command":"acknowledge","requestId":"r1","alarmId":"LT-1:H","occurrenceId":"o1","operator":"李伟",
                 "comment":"seen"}""");
        assertThat(parsed)
                .isEqualTo(new CommandJson.Parsed(
                        new Input.Command(
                                Input.Verb.ACKNOWLEDGE,
                                "r1",
                                "LT-1:H",
                                "o1",
                                new Input.Principal("李伟", "kafka"),
                                "seen",
                                NOW),
                        "r1",
                        ""));
    }

    @ParameterizedTest
    @EnumSource(Input.Verb.class)
    void knowsEveryVerbInLowerCase(Input.Verb verb) {
        Input.Command command = parse(
                        "{\"command\":\"" + verb.name().toLowerCase(java.util.Locale.ROOT) + "\",\"requestId\":\"r\"}")
                .command();
        assertThat(command).extracting(Input.Command::verb).isEqualTo(verb);
        assertThat(parse("{\"command\":\"" + verb.name() + "\",\"requestId\":\"r\"}")
                        .command())
                .isNull();
    }

    @Test
    void leavesOutWhatItDoesNotKnowAndWhatIsNoText() {
        CommandJson.Parsed parsed = parse("""
                {"until":1,"tags":["a",{"b":2}],"command":"reset","requestId":"r1","alarmId":7,"occurrenceId":null}""");
        assertThat(parsed.command()).isNotNull().satisfies(command -> {
            assertThat(command.alarmId()).isEmpty();
            assertThat(command.occurrenceId()).isNull();
            assertThat(command.principal().operator()).isEmpty();
        });
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
                Arguments.of("{\"requestId\":\"r\"}", "r", "expected a command out of acknowledge, reset, was "),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"dance\"}", "r", "was dance"),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"reset\"", "r", "expected a JSON object, was "),
                Arguments.of("{\"requestId\":\"r\",\"command\":\"reset\"}{}", "r", "expected one JSON object"),
                Arguments.of("{\"requestId\":\"r\",\"requestId\":\"s\"}", "r", "expected a JSON object, was Duplicate"),
                Arguments.of("{\"requestId\":\"r\",\"x\":[[[[[[]]]]]]}", "r", "expected a JSON object, was "),
                Arguments.of("{\"requestId\":\"" + "r".repeat(20_000) + "\"}", "", "expected a JSON object, was "),
                Arguments.of("{" + " ".repeat(CommandJson.BYTES_MAX) + "}", "", "bytes, was longer"));
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
