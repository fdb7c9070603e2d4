package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.explain.Silence;
import io.tocsin.server.live.SteppedSite;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin explain} as a person and a script see it; docs/explain.md shows what it says of this engine. */
class ExplainCommandTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "explain.md");
    private static final String TAGS = """
            tags:
              - tag: LT-1
                metric: LEVEL
                unit: m
                enterprise: E1
                deadband: 0.1
                limits: {H: {value: 10, onDelay: 10s, offDelay: 5s}, HH: 12}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SteppedSite site;

    @BeforeEach
    void anEngineThatRuns() throws Exception {
        site = new SteppedSite(folder, TAGS);
        site.sample(1_000, 9.6);
        site.sample(6_000, 10.2);
        site.sample(11_000, 9.9);
        site.sample(16_000, 10.1);
        site.sample(21_000, 10.6);
        site.until(26_000);
        site.sample(31_000, 9.7);
        site.until(36_000);
        site.sample(41_000, 9.4);
        site.command(45_000, "acknowledge", "LT-1:H", site.occurrence("LT-1:H"));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(
                List.of(arguments),
                Map.of("TOCSIN_HOME", folder.toString()),
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    /** Which configuration it was is not the document's business. */
    private String said() {
        return out.toString().strip().replaceAll("\\b[0-9a-f]{12}\\b", "914eb3dfdbd0");
    }

    private static String example(String fence) throws Exception {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf("```text\n" + fence);
        assertThat(from).as("the document has an example that begins %s", fence).isNotNegative();
        return document.substring(from + "```text\n".length(), document.indexOf("\n```", from));
    }

    @Test
    void theDocumentShowsWhatItSays() throws Exception {
        String id = site.occurrence("LT-1:H");
        assertThat(run("explain", id)).isEqualTo(Exit.DONE);
        assertThat(said()).isEqualTo(example("LT-1:H rang"));
        assertThat(run("explain", "--lang", "zh", id)).isEqualTo(Exit.DONE);
        assertThat(said()).startsWith(example("LT-1:H 于"));
        assertThat(run("explain", "--tag", "LT-1", "--at", "2027-01-15T08:00:08Z"))
                .isEqualTo(Exit.DONE);
        assertThat(said()).isEqualTo(example("LT-1, "));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyFieldAndEveryReasonIsInTheDocument() throws Exception {
        String page = Files.readString(DOCUMENT);
        Set<String> names = new TreeSet<>();
        assertThat(run("explain", site.occurrence("LT-1:H"), "--json")).isEqualTo(Exit.DONE);
        names(JsonMapper.shared().readTree(out.toString()), names);
        assertThat(run(
                        "explain",
                        "--tag",
                        "LT-1",
                        "--from",
                        "2027-01-15T08:00:00Z",
                        "--to",
                        "2027-01-15T08:01:00Z",
                        "--json"))
                .isEqualTo(Exit.DONE);
        names(JsonMapper.shared().readTree(out.toString()), names);
        names.removeIf(name -> page.contains("`" + name + "`"));
        assertThat(names).isEmpty();
        for (Silence.Reason reason : Silence.Reason.values()) {
            assertThat(page).contains("| `" + reason + "` | " + reason.sentence() + " |");
        }
    }

    private static void names(JsonNode node, Set<String> names) {
        node.propertyStream().forEach(entry -> {
            names.add(entry.getKey());
            names(entry.getValue(), names);
        });
        if (node.isArray()) {
            node.forEach(each -> names(each, names));
        }
    }

    @Test
    void aWrongNameIsAFaultThatNamesTheNearest() {
        assertThat(run("explain", site.occurrence("LT-1:H") + "1")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("expected an occurrence", "(nearest: it~LT-1:H~");
        assertThat(run("explain", "--tag", "LT-2", "--at", "2027-01-15T08:00:08Z"))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("(nearest: LT-1)");
    }

    @Test
    void aCommandThatIsNotUnderstoodIsUsage() {
        assertThat(run("explain")).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "--tag", "LT-1")).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "x", "--at", "2027-01-15T08:00:08Z")).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "--tag", "LT-1", "--at", "noon")).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "--tag", "LT-1", "--from", "2027-01-15T08:00:08Z", "--to", "2027-01-15T08:00:07Z"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aFolderWithoutAnEngineIsTheEnvironments() {
        assertThat(run("explain", "x", "--home", folder.resolve("site").toString()))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString()).contains("expected the folder of an engine");
    }

    @Test
    void aStoppedEngineIsExplainedLikeARunningOne() throws Exception {
        String id = site.occurrence("LT-1:H");
        run("explain", id);
        String running = out.toString();
        site.close();
        assertThat(run("explain", id, "--home", site.home().toString())).isEqualTo(Exit.DONE);
        assertThat(out.toString()).isEqualTo(running);
    }
}
