package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.AlarmClass;
import io.tocsin.config.Annunciation;
import io.tocsin.rules.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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

    @Test
    void theTableOfHandlingIsTheOneThatRuns() throws IOException {
        assertThat(Files.readString(PAGE)).contains(handling());
    }

    @Test
    void everyClassAndRoleIsListedAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Annunciation.standard())
                .allSatisfy(each -> assertThat(page)
                        .containsPattern("\\| " + each.id() + " \\| [^|]+ \\| " + Pattern.quote(treatment(each))));
        assertThat(Input.Role.values())
                .allSatisfy(role -> assertThat(page)
                        .as("%s", role)
                        .containsPattern(
                                "\\| (viewer, admin, auditor|" + role.name().toLowerCase(Locale.ROOT) + ") \\|"));
        assertThat(page).contains("| supervisor | the same, and " + words(Input.Role.SUPERVISOR, Input.Role.OPERATOR));
        assertThat(page).contains("| operator | " + words(Input.Role.OPERATOR, Input.Role.VIEWER));
        assertThat(page).contains("| engineer | " + words(Input.Role.ENGINEER, Input.Role.VIEWER));
        assertThat(words(Input.Role.OPERATOR, Input.Role.SUPERVISOR)).isEmpty();
        assertThat(Stream.of(Input.Role.VIEWER, Input.Role.ADMIN, Input.Role.AUDITOR)
                        .map(role -> words(role, Input.Role.OPERATOR)))
                .containsOnly("");
    }

    private static String treatment(AlarmClass each) {
        return (each.latching() ? "yes" : "no")
                + " | " + (each.handled() ? "yes" : "no")
                + " | " + (each.shelving() == AlarmClass.Shelving.SECOND_PERSON ? "second person" : "allowed")
                + " | " + minutes(each.acknowledgeWithinMs())
                + " | " + minutes(each.handleWithinMs()) + " |";
    }

    private static String minutes(long ms) {
        return ms == 0 ? "-" : ms / 60_000 + " m";
    }

    /** What the one role may ask for and the other may not. */
    private static String words(Input.Role role, Input.Role other) {
        return Arrays.stream(Input.Verb.values())
                .filter(verb -> Permissions.allows(role, verb) && !Permissions.allows(other, verb))
                .map(DocumentationTest::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Input.Verb verb) {
        String[] parts = verb.name().toLowerCase(Locale.ROOT).split("_");
        return parts[0]
                + Arrays.stream(parts)
                        .skip(1)
                        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining());
    }

    private static String handling() {
        StringBuilder table =
                new StringBuilder("| from | assign | handle | falseAlarm | close |\n|---|---|---|---|---|\n");
        for (Handling.State state : Handling.State.values()) {
            table.append("| ").append(state).append(" |");
            for (Input.Verb verb : Handlings.VERBS) {
                Handlings.Outcome outcome = Handlings.of(state, verb);
                table.append(
                        outcome instanceof Handlings.Outcome.To to
                                ? " " + to.state() + " |"
                                : " *" + ((Handlings.Outcome.Refused) outcome).reason() + "* |");
            }
            table.append("\n");
        }
        return table.toString();
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
