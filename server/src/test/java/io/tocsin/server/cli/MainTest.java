package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a mistake: one line in their language, and the right exit code. */
class MainTest {
    private static final String BROKER = "tcp://127.0.0.1:1";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesAnUnknownOptionAndTheNearest() {
        assertThat(run("demo", "--incidnt")).isEqualTo(Exit.USAGE);
        assertSaid("tocsin: expected a known option or command, was --incidnt (nearest: --incident)"
                + " (see tocsin demo --help)");
    }

    @Test
    void namesWhatIsMissingInChinese() {
        assertThat(run("run", "--lang", "zh")).isEqualTo(Exit.USAGE);
        assertSaid("tocsin: 缺少 --site DIR（见 tocsin run --help）");
    }

    @Test
    void refusesALanguageThatItDoesNotSpeak() {
        assertThat(run("--lang=fr", "check", "--site", ".")).isEqualTo(Exit.USAGE);
        assertSaid("tocsin: expected --lang as zh or en, was fr (see tocsin --help)");
    }

    @Test
    void checksTheListsThatStandBesideASite() throws Exception {
        String site = site();
        Files.writeString(Path.of(site).resolve("vehicles.csv"), "plate,class\n测A·Y0001,BOAT\n");
        assertThat(run("check", "--site", site)).isEqualTo(Exit.CONFIGURATION);
        assertThat(err.toString()).startsWith("vehicles.csv:2:10: error: expected one of HAZMAT WASTE ");
    }

    @Test
    void refusesAPortOutOfRange() {
        assertThat(run("demo", "--http-port", "65536")).isEqualTo(Exit.USAGE);
        assertSaid("tocsin: expected --http-port as a port from 0 to 65535, was 65536 (see tocsin demo --help)");
    }

    @Test
    void namesTheIncidentsUnderTheHelp() {
        assertThat(run("demo", "--help")).isEqualTo(Exit.DONE);
        assertThat(run("simulate", "--lang", "zh", "--help")).isEqualTo(Exit.DONE);
        for (Incident incident : Incidents.all()) {
            assertThat(out.toString())
                    .contains(
                            incident.name() + ' ',
                            incident.title().en(),
                            incident.title().zh());
        }
    }

    @Test
    void onlyARehearsalBeginsAtAnotherTime() throws Exception {
        assertThat(run("simulate", "--site", site(), "--broker", BROKER, "--start", "2026-07-01T00:00:00Z"))
                .isEqualTo(Exit.USAGE);
        assertSaid("tocsin: expected --start with --drill only: live begins now");
    }

    @Test
    void refusesARehearsalThatGoesBackwards() throws Exception {
        assertThat(run("replay", "f", "--site", site(), "--broker", BROKER, "--drill", "--speed", "-1"))
                .isEqualTo(Exit.USAGE);
        assertSaid("tocsin: expected --speed above 0, was -1.0");
    }

    @Test
    void refusesARecordingThatIsAFolder() throws Exception {
        assertThat(run("replay", folder.toString(), "--site", site(), "--broker", BROKER))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tocsin: expected a file that can be read, was " + folder + " (");
    }

    @Test
    void refusesAnUnknownIncidentWithoutNamingAFile() throws Exception {
        assertThat(run("simulate", "--site", site(), "--broker", BROKER, "--incident", "storm"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("tocsin: --incident: expected").endsWith("was storm\n");
    }

    @Test
    void refusesAHomeThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run("run", "--site", site(), "--home", file.toString())).isEqualTo(Exit.ENVIRONMENT);
        assertSaid("tocsin: expected a data folder that can be written to, was " + file.resolve("engine"));
    }

    @Test
    void helpAndVersionAreNoMistakes() {
        assertThat(run("--version")).isZero();
        assertThat(run("demo", "--help", "--lang=zh")).isZero();
        assertThat(out.toString()).contains("用法");
        assertThat(err.toString()).isEmpty();
    }

    private String site() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("tags.yaml"), "tags:\n  - {tag: LT-1, metric: VALUE}\n");
        return site.toString();
    }

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                Map.of(),
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private void assertSaid(String line) {
        assertThat(err.toString()).isEqualTo(line + "\n");
    }
}
