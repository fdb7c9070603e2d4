package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin kpi} as a person and a script see it; docs/kpi.md shows what it says of the example. */
class KpiCommandTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String EXAMPLE =
            DOCS.resolve("examples").resolve("alarm-log.csv").toString();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                Map.of(),
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private String log(String text) throws Exception {
        return Files.writeString(folder.resolve("log.csv"), text).toString();
    }

    private static String shown(String page, String marker) {
        int from = page.indexOf("```text\n", page.indexOf(marker)) + "```text\n".length();
        return page.substring(from, page.indexOf("```", from));
    }

    @Test
    void saysOfTheExampleWhatTheDocumentShows() throws Exception {
        String page = Files.readString(DOCS.resolve("kpi.md"));
        assertThat(run("kpi", EXAMPLE)).isEqualTo(Exit.DONE);
        assertThat(out.toString().strip())
                .isEqualTo(shown(page, "<!-- output: en -->").strip());
        out.getBuffer().setLength(0);
        assertThat(run("kpi", EXAMPLE, "--lang", "zh")).isEqualTo(Exit.DONE);
        assertThat(out.toString().strip())
                .isEqualTo(shown(page, "<!-- output: zh -->").strip());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void givesAMachineOneObject() {
        assertThat(run("kpi", EXAMPLE, "--json")).isEqualTo(Exit.DONE);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("annunciations").intValue()).isEqualTo(40);
        assertThat(json.get("floods")).hasSize(1);
        assertThat(json.get("notCounted").get("suppressed").intValue()).isEqualTo(1);
        assertThat(json.get("log").toString())
                .isEqualTo("{\"lines\":101,\"otherEvents\":0,\"repeats\":0,\"inOrder\":true,\"mistakes\":0}");
    }

    @Test
    void saysWhatIsInNoneOfTheFigures() throws Exception {
        String log = log("""
                time,alarmId,type,drill,suppressed,eventId
                2024-01-01T00:20:00Z,a,CLEARED,,,1
                2024-01-01T00:10:00Z,a,RAISED,true,,2
                2024-01-01T00:00:00Z,a,RAISED,,true,3
                2024-01-01T00:00:00Z,b,ACKNOWLEDGED,,,4
                2024-01-01T00:00:00Z,b,CLEARED,,,5
                2024-01-01T00:00:00Z,b,SHELVED,,,6
                2024-01-01T00:00:00Z,b,SHELVED,,,6
                """);
        assertThat(run("kpi", log)).isEqualTo(Exit.DONE);
        assertThat(out.toString())
                .contains(
                        "annunciated to nobody while suppressed, not counted: 1\n",
                        "annunciations of drills, not counted: 1\n",
                        "lines CLEARED without a RAISED before: 1\n",
                        "lines ACKNOWLEDGED without an alarm that waited for it: 1\n",
                        "lines of other events, not counted: 1\n",
                        "lines with an event id that came before, dropped: 1\n",
                        "lines not in order of time, put in order first: 6\n");
    }

    @Test
    void failsOnMistakesAndGivesTheFiguresOfTheRest() throws Exception {
        String log = log("time,tag,limit,state\n2024-01-01T00:00:00Z,a,H,RAISED\nnoon,a,H,CLEARED\n");
        assertThat(run("kpi", log, "--json")).isEqualTo(Exit.FAILED);
        assertThat(err.toString())
                .isEqualTo(log + ":3:1: error: expected ISO 8601 or epoch s, ms, us, ns, was \"noon\"\n"
                        + "tocsin: 1 mistakes: lines that were not understood are in none of the figures\n");
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("annunciations").intValue()).isEqualTo(1);
        assertThat(json.get("log").get("mistakes").intValue()).isEqualTo(1);
    }

    @Test
    void givesNoFiguresOfALogThatIsNone() throws Exception {
        String log = log("noon\n".repeat(2));
        assertThat(run("kpi", log, "--lang", "zh")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).startsWith(log + ":1:1: 错误: 应为列 time，实为\"noon\"\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tellsTheFirstHundredMistakesAndHowManyThereAreMore() throws Exception {
        assertThat(run("kpi", log("time,tag,limit,state\n" + "noon,a,H,RAISED\n".repeat(120))))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString().lines()).hasSize(101);
        assertThat(err.toString()).endsWith("tocsin: and 20 mistakes more\n");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path nothing = folder.resolve("nothing.csv");
        assertThat(run("kpi", nothing.toString())).isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).isEqualTo("tocsin: expected a file that can be read, was " + nothing + "\n");
        err.getBuffer().setLength(0);
        assertThat(run("kpi", folder.toString())).isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).startsWith("tocsin: expected a file that can be read, was " + folder + " (");
    }

    @Test
    void asksForALog() {
        assertThat(run("kpi")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).isEqualTo("tocsin: expected LOG, was missing (see tocsin kpi --help)\n");
    }
}
