package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Table tests from the command line: what is printed, and with which exit code it ends. */
class CheckCommandTest {
    private static final String PASSES =
            "tests: [{name: {zh: 高报, en: high}, steps: [{at: 1s, tag: LT-1, v: 11}], expect: [{at: 1s, alarm: 'LT-1:H', state: RAISED}]}]\n";
    private static final String FAILS =
            "tests: [{name: {zh: 无, en: none}, steps: [{at: 1s, tag: LT-1, v: 11}], expect: none}]\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aSite() throws IOException {
        write("site/tags.yaml", "tags:\n  - {tag: LT-1, limits: {H: 10}}\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int check(String... arguments) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(Arrays.asList(arguments));
        return Main.run(
                all, Map.of(), InputStream.nullInputStream(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private int checkSite(String... more) {
        List<String> all =
                new ArrayList<>(List.of("--site", folder.resolve("site").toString()));
        all.addAll(Arrays.asList(more));
        return check(all.toArray(String[]::new));
    }

    @Test
    void runsAllTestsBelowTheSitesFolder() throws IOException {
        write("site/tests/a.test.yaml", PASSES);
        write("site/tests/deeper/b.test.yaml", PASSES);
        write("site/tests/notes.yaml", "no test at all: [");
        assertThat(checkSite("--tests")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).isEqualTo("0 errors, 0 warnings, 1 tags\n2 test files, 2 passed, 0 failed\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theShippedParkKeepsItsPromises() {
        assertThat(check("--site", "../sites/binhai", "--tests", "--lang", "zh"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("错误 0，警告 0，位号 84\n测试文件 4，通过 ").endsWith("，未通过 0\n");
    }

    @Test
    void showsEachDifferenceAndEndsWithFive() throws IOException {
        write("site/tests/a.test.yaml", PASSES);
        write("site/tests/b.test.yaml", FAILS);
        assertThat(checkSite("--tests")).isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString()).isEqualTo("""
                0 errors, 0 warnings, 1 tags
                tests/b.test.yaml:1: failed: none
                     time  expected  was
                  +  1s              LT-1:H RAISED 11.0
                     1s    (end)
                2 test files, 1 passed, 1 failed
                """);
    }

    @Test
    void runsTheFilesThatAreNamedAndThoseBelowTheFoldersNamed() throws IOException {
        write("site/tests/b.test.yaml", FAILS);
        Path one = write("elsewhere/one.yaml", PASSES);
        write("folder/two.test.yaml", PASSES);
        assertThat(checkSite("--tests", one.toString(), folder.resolve("folder").toString()))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).endsWith("2 test files, 2 passed, 0 failed\n");
    }

    @Test
    void testsWithTagsOfTheirOwnNeedNoSite() throws IOException {
        Path own = write("own.test.yaml", "tags: [{tag: LT-1, limits: {H: 11.5}}]\n" + FAILS);
        assertThat(check("--tests", own.toString())).isEqualTo(Exit.DONE);
        assertThat(out.toString()).isEqualTo("0 errors, 0 warnings, - tags\n1 test files, 1 passed, 0 failed\n");
    }

    @Test
    void withoutASiteAFileMustBeNamed() {
        assertThat(check("--tests")).isEqualTo(Exit.USAGE);
        assertThat(check()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).isEqualTo("""
                tocsin: expected --site DIR, was missing (see tocsin check --help)
                tocsin: expected --site DIR, was missing (see tocsin check --help)
                """);
    }

    @Test
    void tellsAllThatIsWrongWithAnyFileAndRunsNone() throws IOException {
        write("site/tests/a.test.yaml", FAILS.replace("none}]", "nothing}]"));
        write("site/tests/b.test.yaml", FAILS.replace("LT-1", "LT-2"));
        assertThat(checkSite("--tests")).isEqualTo(Exit.CONFIGURATION);
        assertThat(out.toString()).isEqualTo("2 errors, 0 warnings, 1 tags\n");
        assertThat(err.toString().lines())
                .containsExactly(
                        "tests/a.test.yaml:1:80: error: expected a list of transitions or none, was text 'nothing'",
                        "tests/b.test.yaml:1:57: error: expected a tag that is configured, was 'LT-2' (nearest: LT-1)");
    }

    @Test
    void aSiteThatHasProblemsIsToldOfFirst() throws IOException {
        write("site/tags.yaml", "tags:\n  - {tag: LT-1, limits: {H: x}}\n");
        write("site/tests/b.test.yaml", FAILS);
        assertThat(checkSite("--tests")).isEqualTo(Exit.CONFIGURATION);
        assertThat(err.toString()).isEqualTo("tags.yaml:2:29: error: expected a number, was text 'x'\n");
    }

    @Test
    void noTestAtAllIsAProblem() {
        assertThat(checkSite("--tests")).isEqualTo(Exit.CONFIGURATION);
        assertThat(err.toString()).isEqualTo("tests: error: expected at least one file *.test.yaml, was nothing\n");
    }

    @Test
    void writesTheSameForMachines() throws IOException {
        write("site/tests/a.test.yaml", PASSES);
        write("site/tests/b.test.yaml", FAILS.replace("name:", "start: '2026-01-01T08:00:00+08:00', name:"));
        assertThat(checkSite("--tests", "--json")).isEqualTo(Exit.DIFFERENCES);
        JsonNode tests = new ObjectMapper().readTree(out.toString()).path("tests");
        assertThat(tests.path("files").asInt()).isEqualTo(2);
        assertThat(tests.path("passed").asInt()).isEqualTo(1);
        assertThat(tests.path("failed").asInt()).isEqualTo(1);
        assertThat(tests.path("results").path(0).path("passed").asBoolean()).isTrue();
        assertThat(tests.path("results").path(1).toString())
                .isEqualTo("{\"file\":\"tests/b.test.yaml\",\"line\":1,\"name\":{\"zh\":\"无\",\"en\":\"none\"},"
                        + "\"passed\":false,\"late\":0,\"historical\":0,\"rows\":[{\"mark\":\"UNEXPECTED\","
                        + "\"time\":\"2026-01-01T00:00:01.000Z\",\"atMs\":1000,\"expected\":null,\"was\":"
                        + "{\"alarm\":\"LT-1:H\",\"state\":\"RAISED\",\"value\":11.0,\"onsetMs\":1000,"
                        + "\"quality\":\"GOOD\"}}]}");
    }

    @Test
    void runsTheRulesOfTheSiteToo() throws IOException {
        write("site/rules.yaml", "rules: [{id: high, inputs: {l: LT-1}, expr: l.H, priority: HIGH}]\n");
        write("site/tests/a.test.yaml", PASSES);
        write(
                "site/tests/b.test.yaml",
                PASSES.replace("RAISED}]", "RAISED}, {at: 1s, alarm: 'rule:high', state: RAISED}]"));
        assertThat(checkSite("--tests", "--json")).isEqualTo(Exit.DIFFERENCES);
        JsonNode results =
                new ObjectMapper().readTree(out.toString()).path("tests").path("results");
        assertThat(results.path(0).path("rows").path(1).path("was").toString())
                .isEqualTo(
                        "{\"alarm\":\"rule:high\",\"state\":\"RAISED\",\"value\":null,\"onsetMs\":1000,\"quality\":null}");
        assertThat(results.path(1).path("passed").asBoolean()).isTrue();
    }

    @Test
    void withoutTestsNothingIsSaidOfThem() throws IOException {
        write("site/tests/b.test.yaml", FAILS);
        assertThat(checkSite()).isEqualTo(Exit.DONE);
        assertThat(checkSite("--json")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).doesNotContain("test");
    }
}
