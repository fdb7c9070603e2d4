package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.Reason;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.events.RecordSchema;
import io.tocsin.server.kafka.TopicKind;
import io.tocsin.server.live.EventFields;
import io.tocsin.simulator.plant.Incidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents list is what the code has. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyMetricIsListedWithItsSentence() throws IOException {
        List<String> rows = rows("metrics.md", "| `tocsin_");
        assertThat(rows).hasSameSizeAs(Metrics.Name.values());
        for (Metrics.Name name : Metrics.Name.values()) {
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| `" + name.prometheus() + "` |")
                            && row.endsWith("| " + name.sentence() + " |"));
        }
    }

    @Test
    void everyReasonOfARejectionIsListedWithItsSentence() throws IOException {
        List<String> expected = Arrays.stream(Rejection.Reason.values())
                .map(reason -> "| `" + reason + "` | " + reason.sentence() + " |")
                .toList();
        assertThat(section("mqtt.md", "| reason | meaning |")).containsExactlyElementsOf(expected);
    }

    @Test
    void everyReasonOfARefusalIsListed() throws IOException {
        assertThat(firstCodes(section("kafka.md", "| reason | why it was refused |")))
                .containsExactlyElementsOf(names(Reason.values()));
    }

    @Test
    void everyEventTypeIsListed() throws IOException {
        assertThat(firstCodes(section("kafka.md", "| type | what happened |")))
                .containsExactlyInAnyOrderElementsOf(names(AlarmEvent.Type.values()));
    }

    @Test
    void everyFieldOfEveryRecordIsListed(@TempDir Path folder) throws Exception {
        List<List<String>> fields = new ArrayList<>(EventFields.ofEachRecord(folder));
        List<String> change = new ArrayList<>(fields.remove(fields.size() - 1));
        assertThat(change.subList(0, fields.get(0).size())).isEqualTo(fields.get(0));
        assertThat(firstColumn("kafka.md", "| field of a change of configuration | meaning |"))
                .containsExactlyElementsOf(change.subList(fields.get(0).size(), change.size()));
        List<String> tables = List.of(
                "| field | meaning |",
                "| field of a state | meaning |",
                "| field of a reply | meaning |",
                "| field where nothing was understood | meaning |",
                "| field of a passage | meaning |");
        assertThat(fields).hasSameSizeAs(tables);
        for (int i = 0; i < tables.size(); i++) {
            assertThat(firstColumn("kafka.md", tables.get(i)))
                    .as(tables.get(i))
                    .containsExactlyInAnyOrderElementsOf(fields.get(i));
        }
    }

    @Test
    void everyFieldOfAHeartbeatIsListed() throws IOException {
        assertThat(firstColumn("kafka.md", "| field of a heartbeat | meaning |"))
                .containsExactlyElementsOf(fields(RecordSchema.HEARTBEAT));
    }

    @Test
    void everyFieldOfAnEarlyWarningIsListed() throws IOException {
        assertThat(firstColumn("kafka.md", "| field of an early warning | meaning |"))
                .containsExactlyElementsOf(fields(RecordSchema.WARNING));
    }

    @Test
    void everyFieldOfACommandIsListed() throws IOException {
        assertThat(firstColumn("kafka.md", "| field of a command | meaning |"))
                .containsExactlyElementsOf(fields(RecordSchema.COMMAND));
    }

    @Test
    void everyCommandIsListedWithWhatItNeeds() throws IOException {
        assertThat(firstCodes(section("kafka.md", "| command | does | needs |")))
                .containsExactlyElementsOf(
                        Stream.of(Input.Verb.values()).map(EventNames::command).toList());
    }

    private static List<String> fields(RecordSchema schema) {
        return schema.json()
                .path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> firstColumn(String document, String head) throws IOException {
        List<String> listed = new ArrayList<>();
        for (String row : section(document, head)) {
            Matcher code = CODE.matcher(row.split("\\|", -1)[1]);
            while (code.find()) {
                listed.add(code.group(1));
            }
        }
        return listed;
    }

    @Test
    void everyTopicThatIsUsedIsListed() throws IOException {
        List<String> topics = Stream.of(
                        TopicKind.ALARM_EVENTS,
                        TopicKind.ALARM_STATE,
                        TopicKind.ALARM_COMMANDS,
                        TopicKind.ALARM_REPLIES,
                        TopicKind.GATE_PASSAGES,
                        TopicKind.WARNING,
                        TopicKind.HEARTBEAT)
                .map(kind -> "tocsin." + kind.suffix())
                .toList();
        assertThat(firstCodes(section("kafka.md", "| topic | kept | what |"))).containsExactlyElementsOf(topics);
    }

    @Test
    void everyTestThatAPromiseNamesExists() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String row : section("reliability.md", "| # | promise | shown by |")) {
            Matcher code = CODE.matcher(row.split("\\|", -1)[3]);
            while (code.find()) {
                tests.add(code.group(1) + ".java");
            }
        }
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<String> sources = files.filter(file -> file.toString().contains("src/test/java"))
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertThat(sources).containsAll(tests);
        }
    }

    @Test
    void everyIncidentIsListedWithItsTitlesAndTimes() throws IOException {
        List<String> expected = Incidents.all().stream()
                .map(incident -> String.join(
                        " | ",
                        "| `" + incident.name() + "`",
                        incident.title().zh(),
                        incident.title().en(),
                        clock(incident.span().joinMs()),
                        clock(incident.span().lengthMs()) + " |"))
                .toList();
        assertThat(section("simulator.md", "| name | 中文 | English | joined at | length |"))
                .containsExactlyElementsOf(expected);
        for (String readme : List.of("README.md", "README.zh-CN.md")) {
            assertThat(Files.readString(ROOT.resolve(readme)))
                    .contains(Incidents.names().stream()
                            .map(name -> "`" + name + "`")
                            .toList());
        }
    }

    private static String clock(long ms) {
        long s = ms / 1_000;
        return String.format(Locale.ROOT, "%02d:%02d:%02d", s / 3_600, s / 60 % 60, s % 60);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> firstCodes(List<String> rows) {
        return rows.stream()
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(code -> code.group(1))
                .toList();
    }

    private static List<String> rows(String document, String start) throws IOException {
        return Files.readAllLines(ROOT.resolve("docs").resolve(document)).stream()
                .filter(line -> line.startsWith(start))
                .toList();
    }

    /** The rows of the table with this head. */
    private static List<String> section(String document, String head) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs").resolve(document));
        int at = lines.indexOf(head);
        assertThat(at).as("%s has the table %s", document, head).isNotNegative();
        return lines.subList(at + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
