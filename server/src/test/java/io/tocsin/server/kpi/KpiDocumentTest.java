package io.tocsin.server.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.Target;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/kpi.md} names the figures, the fields and the words that the code has. */
class KpiDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "kpi.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyFigureIsListedWithItsTarget() throws IOException {
        List<String> rows = section("| figure | 指标 | formula | target |");
        assertThat(rows).hasSameSizeAs(Figure.ALL);
        for (int i = 0; i < rows.size(); i++) {
            Figure figure = Figure.ALL.get(i);
            assertThat(rows.get(i))
                    .startsWith(
                            "| " + figure.name().en() + " | " + figure.name().zh() + " | ")
                    .endsWith(("| " + figure.goal().en()).stripTrailing() + " |");
        }
    }

    @Test
    void everyTargetIsThatOfAFigure() {
        assertThat(Figure.ALL)
                .extracting(Figure::target)
                .filteredOn(target -> target != null)
                .containsExactly(Target.values());
    }

    @Test
    void everyFieldIsListed() throws IOException {
        List<String> listed = new ArrayList<>();
        for (String row : section("| field | meaning |")) {
            Matcher code = CODE.matcher(row.split("\\|", -1)[1]);
            while (code.find()) {
                listed.add(code.group(1));
            }
        }
        Kpis kpis = new KpiCounter().ofLog();
        byte[] bytes = Json.object(json -> KpiJson.write(json, kpis));
        JsonNode json = JsonMapper.shared().readTree(new String(bytes, StandardCharsets.UTF_8));
        List<String> written = new ArrayList<>(json.propertyNames());
        written.add("log");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(written);
        assertThat(listed).containsAll(json.get("targets").propertyNames());
    }

    @Test
    void everyEventThatIsNotCountedIsNamed() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(AlarmLines.OTHER_EVENTS).allSatisfy(event -> assertThat(page).contains('`' + event + '`'));
    }

    private static List<String> section(String head) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int at = lines.indexOf(head);
        assertThat(at).as(head).isNotNegative();
        return lines.subList(at + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
