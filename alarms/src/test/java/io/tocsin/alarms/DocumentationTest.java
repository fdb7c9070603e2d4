package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Annunciation;
import io.tocsin.rules.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/alarms.md} shows the table that runs. What a failure expects can be pasted into it. */
class DocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "alarms.md");

    @Test
    void theDiagramIsTheOneThatRuns() throws IOException {
        assertThat(between("<!-- diagram:", "<!-- end of diagram -->")).isEqualTo(diagram());
    }

    @Test
    void theTableIsTheOneThatRuns() throws IOException {
        assertThat(between("<!-- table:", "<!-- end of table -->")).isEqualTo(table());
    }

    @Test
    void everyStateAndReasonAndEventIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        Stream<Enum<?>> names = Stream.of(AlarmState.values(), Reason.values(), AlarmEvent.Type.values())
                .flatMap(Arrays::stream);
        assertThat(names).allSatisfy(name -> assertThat(page).contains(name.name()));
    }

    @Test
    void everyAlarmOfThePlatformIsListedWithItsPriority() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Input.PlatformFault.Part.values()).allSatisfy(part -> {
            Definition definition = PlatformAlarms.of(part, Annunciation.NONE);
            assertThat(page).contains("| `" + definition.id() + "` | " + definition.priority() + " |");
        });
    }

    private static String diagram() {
        List<String> moves = pairs(
                        (state, trigger) -> Transitions.of(state, trigger) instanceof Transitions.Outcome.To to
                                ? "    " + state + " --> " + to.state() + ": " + words(trigger)
                                : "")
                .filter(line -> !line.isEmpty())
                .toList();
        return "```mermaid\nstateDiagram-v2\n    [*] --> NORMAL\n" + String.join("\n", moves) + "\n```\n";
    }

    private static String table() {
        String head = Arrays.stream(Trigger.values())
                .map(DocumentationTest::words)
                .collect(Collectors.joining(" | ", "| from | ", " |\n"));
        String rule = "|---".repeat(Trigger.values().length + 1) + "|\n";
        return head
                + rule
                + Arrays.stream(AlarmState.values()).map(DocumentationTest::row).collect(Collectors.joining());
    }

    private static String row(AlarmState state) {
        return Arrays.stream(Trigger.values())
                .map(trigger -> cell(Transitions.of(state, trigger)))
                .collect(Collectors.joining(" | ", "| " + state + " | ", " |\n"));
    }

    private static String cell(Transitions.Outcome outcome) {
        if (outcome instanceof Transitions.Outcome.To to) {
            return to.state().name();
        }
        return outcome instanceof Transitions.Outcome.Refused refused ? "*" + refused.reason() + "*" : "-";
    }

    private static String words(Trigger trigger) {
        return switch (trigger) {
            case RAISE -> "raise";
            case RETURN -> "return";
            case RETURN_LATCHING -> "return, latching";
            case RETURN_QUIET -> "return, nobody to ask";
            case REAPPEAR -> "reappear";
            case ACKNOWLEDGE -> "acknowledge";
            case RESET -> "reset";
            case REALARM -> "re-alarm";
        };
    }

    private static Stream<String> pairs(java.util.function.BiFunction<AlarmState, Trigger, String> line) {
        return Arrays.stream(AlarmState.values())
                .flatMap(state -> Arrays.stream(Trigger.values()).map(trigger -> line.apply(state, trigger)));
    }

    private static String between(String start, String end) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf('\n', page.indexOf(start)) + 1;
        return page.substring(from, page.indexOf(end, from));
    }
}
