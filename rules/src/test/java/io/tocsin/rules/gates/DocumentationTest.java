package io.tocsin.rules.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/gates.md} says what the code has. */
class DocumentationTest {
    private static List<String> table(String head) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "gates.md"));
        return lines.subList(lines.indexOf(head) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void everyVerdictIsListedWithItsSentence() throws IOException {
        assertThat(table("| verdict | meaning |"))
                .containsExactlyElementsOf(Arrays.stream(Verdict.values())
                        .map(verdict -> "| `" + verdict + "` | " + verdict.sentence() + " |")
                        .toList());
    }

    @Test
    void everyReasonIsListedWithItsSentence() throws IOException {
        assertThat(table("| reason | meaning |"))
                .containsExactlyElementsOf(Arrays.stream(GateReason.values())
                        .map(reason -> "| `" + reason + "` | " + reason.sentence() + " |")
                        .toList());
    }

    @Test
    void everyAlarmIsListed() throws IOException {
        assertThat(table("| alarm | raised | returns |"))
                .extracting(row -> row.substring(0, row.indexOf(" | ")))
                .containsExactlyElementsOf(Arrays.stream(GateRule.values())
                        .map(rule -> "| `" + rule.alarmId("<subject>") + "`")
                        .toList());
    }
}
