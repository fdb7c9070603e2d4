package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.live.SteppedEngine;
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

/** {@code tocsin backup} and {@code tocsin restore} as a person and a script see them. */
class BackupCommandTest {
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

    private String zip() {
        return folder.resolve("tocsin.zip").toString();
    }

    private String home(String name) {
        return folder.resolve(name).toString();
    }

    private void engine() throws Exception {
        try (SteppedEngine engine = new SteppedEngine(folder.resolve("one"))) {
            engine.sample(11.5);
        }
    }

    @Test
    void aBackupComesBackInAnotherHome() throws Exception {
        engine();
        assertThat(run("backup", zip(), "--home", home("one"))).isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("backed up data: ").endsWith("in " + zip() + "\n");
        assertThat(run("restore", zip(), "--home", home("two"))).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("restored data as of ");
        assertThat(folder.resolve("two/data/journal")).isDirectory();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMachineReadsWhatWasBackedUp() throws Exception {
        engine();
        assertThat(run("backup", zip(), "--home", home("one"), "--json")).isEqualTo(Exit.DONE);
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertThat(said.path("engines").path(0).asString()).isEqualTo("data");
        assertThat(said.path("bytes").asLong()).isPositive();
    }

    @Test
    void whatCannotBeIsOneLineInTheUsersLanguage() throws Exception {
        engine();
        Files.createDirectories(folder.resolve("empty"));
        assertThat(run("backup", zip(), "--home", home("empty"), "--lang", "zh"))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(run("restore", home("nothing.zip"), "--home", home("two"))).isEqualTo(Exit.ENVIRONMENT);
        Files.writeString(folder.resolve("tocsin.zip"), "no zip");
        assertThat(run("restore", zip(), "--home", home("two"))).isEqualTo(Exit.ENVIRONMENT);
        assertThat(run("restore", zip(), "--home", home("one"))).isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString().lines().toList())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("tocsin: ").doesNotContain("Exception"));
        assertThat(err.toString()).contains("数据目录中没有引擎数据").contains("expected a home without data");
    }
}
