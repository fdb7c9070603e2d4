package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin alarms} as a person, a script and a spreadsheet see it; docs/alarm-database.md shows what it says. */
class AlarmsCommandTest {
    private static final Path PAGE = Path.of("..", "docs", "alarm-database.md");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private InputStream in = InputStream.nullInputStream();

    @BeforeEach
    void site() throws Exception {
        Files.writeString(folder.resolve("tags.yaml"), block("yaml", "<!-- site -->"));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("alarms"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--site", folder.toString()));
        return Main.run(all, Map.of(), in, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static String block(String kind, String marker) throws Exception {
        String page = Files.readString(PAGE);
        String start = "```" + kind + "\n";
        int from = page.indexOf(start, page.indexOf(marker)) + start.length();
        return page.substring(from, page.indexOf("```", from));
    }

    private String export() {
        assertThat(run("export")).isEqualTo(Exit.DONE);
        return out.toString();
    }

    private String file(String text) throws Exception {
        return Files.writeString(folder.resolve("table.csv"), text).toString();
    }

    private String edited() throws Exception {
        return file(export().replace("T-101.LEVEL,H,12.9,", "T-101.LEVEL,H,12.8,"));
    }

    @Test
    void exportsWhatTheDocumentShows() throws Exception {
        assertThat(export()).isEqualTo(block("csv", "<!-- output: export -->"));
    }

    @Test
    void importsAsTheDocumentShows() throws Exception {
        String table = edited();
        assertThat(run("import", table, "--reason", "spill of 12 March", "--change", "MOC-2026-014"))
                .isEqualTo(Exit.DIFFERENCES);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo(block("text", "<!-- output: en -->"));
        assertThat(folder.resolve("alarms.csv")).doesNotExist();
        assertThat(run("import", table, "--reason", "3 月 12 日冒罐", "--change", "MOC-2026-014", "--lang", "zh"))
                .isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString()).isEqualTo(block("text", "<!-- output: zh -->"));
    }

    @Test
    void writesWhatDiffersOnceAndAsAWhole() throws Exception {
        String table = edited();
        assertThat(run("import", table, "--write", "--reason", "spill of 12 March", "--change", "MOC-2026-014"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("; a running engine takes it by itself");
        assertThat(Files.readString(folder.resolve("alarms.csv"))).isEqualTo(block("csv", "<!-- output: file -->"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("tags.yaml", "table.csv", "alarms.csv");
        }
        String second = export();
        assertThat(run("import", file(second), "--write")).isEqualTo(Exit.DONE);
        assertThat(out.toString().strip()).isEqualTo("no difference");
        assertThat(export()).isEqualTo(second);
        assertThat(Main.run(
                        List.of("check", "--site", folder.toString()),
                        Map.of(),
                        in,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true)))
                .isEqualTo(Exit.DONE);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void refusesMistakesAllAtOnceAndWritesNothing() throws Exception {
        String table = file("tag,condition,value\nT-101.LEVEL,H,\"12,9\"\nT-101.LEVL,H,5\n");
        assertThat(run("import", table, "--write")).isEqualTo(Exit.CONFIGURATION);
        assertThat(err.toString())
                .contains(table + ":2:15: error: expected a number with a decimal point: 12.9, was '12,9'")
                .contains(table + ":3:1: error: expected a tag of the site, was 'T-101.LEVL' (nearest: T-101.LEVEL)");
        assertThat(out.toString().strip()).isEqualTo("nothing was written: see the errors above");
        assertThat(folder.resolve("alarms.csv")).doesNotExist();
        assertThat(run("import", folder.resolve("none.csv").toString())).isEqualTo(Exit.ENVIRONMENT);
    }

    @Test
    void readsWhatAChineseSpreadsheetSaved() throws Exception {
        assertThat(run(
                        "export",
                        "--lang",
                        "zh",
                        "--excel",
                        folder.resolve("报警.csv").toString()))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("已写入 ");
        String text = Files.readString(folder.resolve("报警.csv"));
        assertThat(text).startsWith("\uFEFF位号,报警条件,限值,").contains("\r\n");
        in = new ByteArrayInputStream(text.substring(1)
                .replace("T-101.LEVEL,H,12.9,", "T-101.LEVEL,H,12.8,")
                .getBytes(Charset.forName("GB18030")));
        assertThat(run("import", "-", "--lang", "zh")).isEqualTo(Exit.DIFFERENCES);
        assertThat(err.toString()).contains("- 不是 UTF-8，已按 GB18030 读取").contains("应为改变报警的行有");
        assertThat(out.toString()).contains("12.9 -> 12.8");
    }

    @Test
    void givesAMachineOneObject() throws Exception {
        String table = edited();
        assertThat(run("export", "--json")).isEqualTo(Exit.DONE);
        JsonNode first =
                JsonMapper.shared().readTree(out.toString()).get("alarms").get(0);
        assertThat(first.get("tag").stringValue()).isEqualTo("T-101.LEVEL");
        assertThat(first.get("value").doubleValue()).isEqualTo(12.9);
        assertThat(first.get("latching").booleanValue()).isFalse();
        assertThat(first.get("plan").isNull()).isTrue();
        assertThat(run("import", table, "--json")).isEqualTo(Exit.DIFFERENCES);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("valid").booleanValue()).isTrue();
        assertThat(json.get("written").booleanValue()).isFalse();
        assertThat(json.get("changesTotal").intValue()).isEqualTo(1);
        assertThat(json.get("changes").get(0).get("field").stringValue()).isEqualTo("conditions.H.value");
        assertThat(json.get("problems").get(0).get("severity").stringValue()).isEqualTo("WARNING");
        assertThat(json.get("configVersion").stringValue()).hasSize(64);
    }

    @Test
    void asksForACommand() {
        int exit = Main.run(List.of("alarms"), Map.of(), in, new PrintWriter(out, true), new PrintWriter(err, true));
        assertThat(exit).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("export").contains("import").contains("Missing command");
    }
}
