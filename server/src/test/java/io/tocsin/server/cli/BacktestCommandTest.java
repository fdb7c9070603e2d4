package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin backtest} as a person and a script see it, on the examples that docs/backtest.md names. */
class BacktestCommandTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String BEFORE = DOCS.resolve("examples/before").toString();
    private static final String AFTER = DOCS.resolve("examples/after").toString();
    private static final String HISTORY = DOCS.resolve("examples/history.csv").toString();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(
                List.of(arguments),
                Map.of(),
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void reportsInTheLanguageOfTheReader() {
        assertThat(run("backtest", "--site", BEFORE, "--data", HISTORY)).isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("# Backtest\n").contains("| T-101.LEVEL:H | deadband ", "✗ 1 (2)");
        assertThat(run("backtest", "--lang", "zh", "--site", BEFORE, "--data", HISTORY))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("# 回测报告\n").contains("抖动报警的建议");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void differencesEndWithACodeOfTheirOwn() {
        assertThat(run("backtest", "--site", BEFORE, "--data", HISTORY, "--against", AFTER, "--json"))
                .isEqualTo(Exit.DIFFERENCES);
        JsonNode against = json().path("against");
        assertThat(against.path("lost").asLong()).isPositive();
        assertThat(against.path("kpi").path("after").path("annunciations").asLong())
                .isEqualTo(3);
        assertThat(run("backtest", "--site", BEFORE, "--data", HISTORY, "--against", BEFORE, "--json"))
                .isEqualTo(Exit.DONE);
    }

    @Test
    void everyFieldOfItsJsonIsInTheDocument() throws Exception {
        run("backtest", "--site", BEFORE, "--data", HISTORY, "--against", AFTER, "--json");
        String page = Files.readString(DOCS.resolve("backtest.md"));
        Set<String> missing = new TreeSet<>();
        names(json(), missing, Pattern.compile("kpi|unknownTags"));
        missing.removeIf(name -> page.contains("`" + name + "`"));
        assertThat(missing).isEmpty();
    }

    private static void names(JsonNode node, Set<String> names, Pattern opaque) {
        node.propertyStream().forEach(entry -> {
            names.add(entry.getKey());
            if (!opaque.matcher(entry.getKey()).matches()) {
                names(entry.getValue(), names, opaque);
            }
        });
        if (node.isArray()) {
            node.forEach(each -> names(each, names, opaque));
        }
    }

    @Test
    void writesTransitionsAndReportToFiles() throws Exception {
        Path transitions = folder.resolve("t.jsonl");
        Path report = folder.resolve("r.md");
        assertThat(run(
                        "backtest",
                        "--site",
                        BEFORE,
                        "--data",
                        HISTORY,
                        "--transitions",
                        transitions.toString(),
                        "--report",
                        report.toString()))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).isEqualTo("1440 samples, 56 transitions; report: " + report + "\n");
        assertThat(Files.readAllLines(transitions))
                .hasSize(56)
                .first()
                .isEqualTo("{\"tag\":\"S-303.PRESSURE\",\"condition\":\"H\",\"state\":\"RAISED\","
                        + "\"time\":\"2026-03-01T00:25:00.000Z\",\"value\":1.63}");
        assertThat(Files.readString(report)).startsWith("# Backtest\n");
    }

    @Test
    void aMistakeInTheDataStopsItOrIsCounted() throws Exception {
        Path data = Files.writeString(
                folder.resolve("d.csv"), "time,tag,value\n2026-03-01T00:00:00Z,T-101.LEVEL,13\nsoon,T-101.LEVEL,13\n");
        assertThat(run("backtest", "--site", BEFORE, "--data", data.toString())).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("d.csv:3:1: error: expected ");
        assertThat(out.toString()).isEmpty();
        assertThat(run("backtest", "--site", BEFORE, "--data", data.toString(), "--on-mistake", "count", "--json"))
                .isEqualTo(Exit.DONE);
        assertThat(json().path("data").path("mistakes").asLong()).isEqualTo(1);
        assertThat(run("backtest", "--site", BEFORE, "--data", data.toString(), "--on-mistake", "skip"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).isEqualTo("tocsin: expected --on-mistake as stop or count, was skip\n");
    }

    @Test
    void dataOfOtherTagsIsNoBacktest() throws Exception {
        Path data = Files.writeString(folder.resolve("d.csv"), "time,tag,value\n2026-03-01T00:00:00Z,T-999.LEVEL,13\n");
        assertThat(run("backtest", "--site", BEFORE, "--data", data.toString())).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("expected a sample of a tag of the site in the data, was none");
    }

    @Test
    void aFileThatIsNotThereIsTheEnvironmentsFault() {
        assertThat(run("backtest", "--site", BEFORE, "--data", "none.csv")).isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).isEqualTo("tocsin: expected a file that can be read, was none.csv\n");
        assertThat(run("backtest", "--site", BEFORE, "--data", folder.toString()))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).isEqualTo("tocsin: expected a file that can be read, was " + folder + "\n");
        assertThat(run("backtest", "--site", BEFORE, "--data", HISTORY, "--transitions", folder.toString()))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).doesNotContain("\tat ");
    }
}
