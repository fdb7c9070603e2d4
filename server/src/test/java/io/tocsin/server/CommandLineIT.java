package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.Journal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts and people get from the command line as a process: exit codes, and one line for what can be mended. */
class CommandLineIT {
    private static final int DONE = 0;
    private static final int USAGE = 2;
    private static final int CONFIGURATION = 3;
    private static final int ENVIRONMENT = 4;
    private static final String BROKER = "tcp://127.0.0.1:1";

    @TempDir
    private Path folder;

    private Path site;
    private Path wrong;
    private Path home;

    /** How a process ended, and all that it said. */
    private record Outcome(int code, List<String> out, List<String> err) {}

    @BeforeEach
    void writeSites() throws Exception {
        site = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(1));
        wrong = SiteFolder.write(folder.resolve("wrong"), """
                tags:
                  - tag: LT-1
                    metirc: LEVEL
                    limits: {H: ten}
                  - tag: LT-1
                """);
        home = folder.resolve("home");
    }

    private Outcome tocsin(Map<String, String> environment, String... arguments) throws Exception {
        Path errors = Files.createTempFile(folder, "err", ".txt");
        try (EngineProcess process = EngineProcess.start(errors, environment, arguments)) {
            int code = process.awaitEnd(60);
            Outcome outcome = new Outcome(code, process.lines(), Files.readAllLines(errors));
            assertThat(Stream.concat(outcome.out.stream(), outcome.err.stream()))
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
            return outcome;
        }
    }

    private Outcome tocsin(String... arguments) throws Exception {
        return tocsin(Map.of(), arguments);
    }

    private static void isOneLine(Outcome outcome, int code, String... parts) {
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).singleElement().satisfies(line -> {
            assertThat(line).startsWith("tocsin: ");
            Arrays.stream(parts).forEach(part -> assertThat(line).contains(part));
        });
    }

    private static ServerSocket taken() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    @Test
    void aSoundSiteIsChecked() throws Exception {
        Outcome outcome = tocsin("check", "--site", "../sites/binhai");
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(DONE);
        assertThat(outcome.out()).singleElement().asString().startsWith("0 errors, ");
    }

    @Test
    void everyProblemOfASiteHasItsPlace() throws Exception {
        Outcome outcome = tocsin("check", "--site", wrong.toString());
        assertThat(outcome.code()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err())
                .hasSize(3)
                .allMatch(line -> line.matches("tags\\.yaml:\\d+:\\d+: error: expected .*was .*"))
                .anyMatch(line -> line.startsWith("tags.yaml:3:5: ") && line.endsWith("(nearest: metric)"));
        assertThat(outcome.out()).singleElement().asString().startsWith("3 errors, ");
    }

    @Test
    void problemsAreThereForMachinesToo() throws Exception {
        Outcome outcome = tocsin("check", "--site", wrong.toString(), "--json");
        assertThat(outcome.code()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(String.join("\n", outcome.out()));
        assertThat(json.path("valid").asBoolean(true)).isFalse();
        JsonNode first = json.path("problems").path(0);
        assertThat(first.path("severity").asString()).isEqualTo("ERROR");
        assertThat(first.path("file").asString()).isEqualTo("tags.yaml");
        assertThat(first.path("line").asInt()).isEqualTo(3);
        assertThat(first.path("column").asInt()).isEqualTo(5);
        assertThat(first.path("nearest").asString()).isEqualTo("metric");
        assertThat(first.path("message").path("zh").asString()).isNotEmpty();
    }

    @Test
    void aSiteWithErrorsIsNotRun() throws Exception {
        Outcome outcome = tocsin("run", "--site", wrong.toString(), "--home", home.toString());
        assertThat(outcome.code()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err()).hasSize(4).last().asString().isEqualTo("tocsin: " + wrong + ": 3 errors");
        assertThat(home).doesNotExist();
    }

    @Test
    void anUnknownIncidentIsToldTheNearest() throws Exception {
        Outcome outcome = tocsin("simulate", "--site", "../sites/binhai", "--broker", BROKER, "--incident", "overfil");
        isOneLine(outcome, USAGE, "was overfil", "overfill)");
    }

    @Test
    void aBrokerMustBeAnAddress() throws Exception {
        isOneLine(tocsin("simulate", "--site", site.toString(), "--broker", "here"), USAGE, "--broker", "was here");
    }

    @Test
    void aLiveReplayHasABoundOnItsSpeed() throws Exception {
        Path recording = Files.writeString(folder.resolve("r.csv"), "time,LT-1\n2024-01-01T00:00:00Z,1\n");
        Outcome outcome =
                tocsin("replay", recording.toString(), "--site", site.toString(), "--broker", BROKER, "--speed", "50");
        isOneLine(outcome, USAGE, "--speed", "20", "--drill");
    }

    @Test
    void itSpeaksChinese() throws Exception {
        Outcome outcome = tocsin("check", "--site", wrong.toString(), "--lang", "zh");
        assertThat(outcome.code()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err()).allMatch(line -> line.matches("tags\\.yaml:\\d+:\\d+: 错误: .*"));
        assertThat(outcome.out()).singleElement().asString().startsWith("错误 3，");
        Outcome byLocale = tocsin(Map.of("LANG", "zh_CN.UTF-8"), "check", "--site", wrong.toString());
        assertThat(byLocale).isEqualTo(outcome);
    }

    @Test
    void aTakenHttpPortIsOneLine() throws Exception {
        try (ServerSocket taken = taken()) {
            String port = String.valueOf(taken.getLocalPort());
            Outcome outcome = tocsin("run", "--site", site.toString(), "--home", home.toString(), "--http-port", port);
            isOneLine(outcome, ENVIRONMENT, port);
        }
    }

    @Test
    void aTakenMqttPortOfTheDemoIsOneLine() throws Exception {
        try (ServerSocket taken = taken()) {
            String port = String.valueOf(taken.getLocalPort());
            Outcome outcome = tocsin(
                    "demo", "--home", home.toString(), "--mqtt-port", port, "--kafka-port", "0", "--http-port", "0");
            isOneLine(outcome, ENVIRONMENT, port);
        }
    }

    @Test
    void aHomeThatIsAFileIsOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        isOneLine(tocsin("run", "--site", site.toString(), "--home", file.toString()), ENVIRONMENT, file.toString());
    }

    @Test
    void aSecondEngineOnTheSameFolderIsOneLine() throws Exception {
        Path journal = home.resolve("engine").resolve("journal");
        try (Journal first = Journal.open(journal, Journal.Options.ofShard(0))) {
            assertThat(first.durableSeq()).isZero();
            Outcome outcome = tocsin("run", "--site", site.toString(), "--home", home.toString(), "--http-port", "0");
            isOneLine(outcome, ENVIRONMENT, journal.toString());
        }
    }
}
