package io.tocsin.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tocsin inspect} of a file; docs/mqtt.md shows what it says of the example. */
class InspectCommandTest {
    private static final String EXAMPLE = "../docs/examples/payloads/telemetry.json";
    private static final String YARD = "park/330199P01/330199000002/33019900000201/";
    private static final String AT = "2026-11-21T00:00:01.500Z";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(InputStream in, String... arguments) {
        return Main.run(List.of(arguments), Map.of(), in, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private int inspect(String payload, String topic, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("inspect", "-", "--site", "../sites/binhai", "--topic", topic, "--received", AT));
        arguments.addAll(List.of(more));
        return run(new ByteArrayInputStream(payload.getBytes(UTF_8)), arguments.toArray(String[]::new));
    }

    private static String shown(String marker) throws Exception {
        String page = Files.readString(Path.of("../docs/mqtt.md"));
        int from = page.indexOf("```text\n", page.indexOf(marker)) + "```text\n".length();
        return page.substring(from, page.indexOf("```", from)).strip();
    }

    @Test
    void saysOfTheExampleWhatTheDocumentShows() throws Exception {
        String[] arguments = {
            "inspect",
            EXAMPLE,
            "--site",
            "../sites/binhai",
            "--topic",
            YARD + "telemetry",
            "--received",
            AT,
            "--lang",
            "en"
        };
        assertThat(run(InputStream.nullInputStream(), arguments)).isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString().strip()).isEqualTo(shown("<!-- output: inspect en -->"));
        out.getBuffer().setLength(0);
        arguments[arguments.length - 1] = "zh";
        run(InputStream.nullInputStream(), arguments);
        assertThat(out.toString().strip()).isEqualTo(shown("<!-- output: inspect zh -->"));
    }

    @Test
    void aMessageThatIsUnderstoodAsAWholeIsDone() {
        assertThat(inspect("{\"values\":[{\"tag\":\"GD-201.GAS\",\"v\":0.1}]}", YARD + "telemetry"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("GD-201.GAS = 0.1 mg/m3, GOOD").contains("1 taken, 0 not");
    }

    @Test
    void saysWhyAMessageWasRefusedAsAWhole() {
        assertThat(inspect("{\"ts\":\"2026-11-21T00:05:00Z\",\"values\":[]}", YARD + "telemetry"))
                .isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString()).contains("CLOCK_SKEW: expected a stamp at most");
        assertThat(inspect("{", YARD + "telemetry")).isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString()).contains("NOT_JSON");
        assertThat(inspect("{}", "park/elsewhere/x/y/telemetry")).isEqualTo(Exit.DIFFERENCES);
        assertThat(out.toString()).contains("BAD_TOPIC");
    }

    @Test
    void saysThatStampsAheadAreShiftedBack() {
        inspect("{\"ts\":1795219202000,\"values\":[{\"tag\":\"GD-201.GAS\",\"v\":0.1}]}", YARD + "telemetry");
        assertThat(out.toString()).contains("ahead by 500 ms").contains("500 ms after receipt");
    }

    @Test
    void readsAStatusAPassageAndAnEventOfACamera() {
        assertThat(inspect("{\"online\":false,\"ts\":1795219200000,\"session\":\"s\"}", YARD + "status"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("offline, 2026-11-21 08:00:00.000");
        String passage =
                "{\"eventId\":\"e\",\"passTime\":\"2026-11-21 08:00:00\",\"cameraCode\":\"33019900001320000001\","
                        + "\"plateNumber\":\"测A·Y0001\",\"confidence\":97,\"direction\":\"IN\",\"vehicleClass\":\"HAZMAT\"}";
        assertThat(inspect(passage, "park/330199P01/gates/G1/passages")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("G1 IN, 2026-11-21 08:00:00.000, HAZMAT");
        String smoke = "{\"eventId\":\"e\",\"time\":\"2026-11-21 08:00:00\",\"kind\":\"SMOKE\",\"confidence\":90}";
        assertThat(inspect(smoke, "park/330199P01/cameras/33019900001320000012/events"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("33019900001320000012 SMOKE, 2026-11-21 08:00:00.000");
    }

    @Test
    void writesTheSameForMachines() {
        inspect(
                "{\"values\":[{\"tag\":\"GD-201.GAS\",\"v\":\"9.5\"},{\"tag\":\"X\",\"v\":1}]}",
                YARD + "telemetry",
                "--json");
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(json.path("gateway").asString()).isEqualTo("33019900000201");
        assertThat(json.path("values").get(0).path("value").asDouble()).isEqualTo(9.5);
        assertThat(json.path("values").get(1).path("taken").asBoolean()).isFalse();
        assertThat(json.path("values")
                        .get(1)
                        .path("remarks")
                        .get(0)
                        .path("reason")
                        .asString())
                .isEqualTo("UNKNOWN_TAG");
        assertThat(json.path("rejected").size()).isEqualTo(1);
    }

    @Test
    void asksForWhatIsMissing() {
        assertThat(run(InputStream.nullInputStream(), "inspect", "--site", "../sites/binhai", "--lang", "en"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("expected one of FILE and --broker");
        assertThat(run(InputStream.nullInputStream(), "inspect", EXAMPLE, "--site", "../sites/binhai", "--lang", "en"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("expected --topic beside a file");
        assertThat(run(
                        InputStream.nullInputStream(),
                        "inspect",
                        "no.json",
                        "--site",
                        "../sites/binhai",
                        "--topic",
                        "t",
                        "--lang",
                        "en"))
                .isEqualTo(Exit.ENVIRONMENT);
    }
}
