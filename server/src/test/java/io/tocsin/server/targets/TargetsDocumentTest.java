package io.tocsin.server.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Target;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/targets.md shows runs, and says what we do. */
class TargetsDocumentTest {
    private static final String TEXT = text();
    private static final String BODY = "{\"target\":\"duty-hook\",\"sequence\":7,\"events\":[]}";
    private static final String TIMESTAMP = "1795305600";
    private static final String SIGNATURE = new Signature(Sample.SECRET).of(TIMESTAMP, BODY.getBytes(UTF_8));

    @TempDir
    private Path folder;

    private static String text() {
        try {
            return Files.readString(Path.of("../docs/targets.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String block(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(TEXT);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @Test
    void showsTargetsThatReadWithoutProblems() throws Exception {
        Files.writeString(folder.resolve("tags.yaml"), "tags: [{tag: A}]\n");
        String yaml = block("yaml").replaceAll("\\$\\{file:[^}]*}", Sample.SECRET);
        Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        SiteReader.Result read = SiteReader.read(folder, Map.of());
        Site site = read.site().orElseThrow(() -> new AssertionError(read.problems()));
        assertThat(site.settings().targets()).extracting(Target::id).containsExactly("duty-hook", "duty-mail");
    }

    @Test
    void showsTheSignatureThatOpensslComputes() throws Exception {
        String line = block("sh").lines().findFirst().orElseThrow();
        assertThat(line).contains(TIMESTAMP + "." + BODY).contains(Sample.SECRET);
        assertThat(SIGNATURE).isEqualTo("v1=" + block("sh").replaceAll("(?s).*# ([0-9a-f]{64})\n", "$1"));
        assertThat(run("sh", "-c", line)).contains(SIGNATURE.substring(3));
    }

    @Test
    void showsPythonThatKnowsOurMessages() throws Exception {
        String script = block("python") + """

                import sys
                headers = {"Tocsin-Timestamp": sys.argv[1], "Tocsin-Signature": sys.argv[2]}
                body = sys.argv[3].encode()
                print(is_ours("sixteen-letters!", headers, body, int(sys.argv[1]) + 299),
                      is_ours("sixteen-letters!", headers, body, int(sys.argv[1]) + 301),
                      is_ours("sixteen-letters!", headers, body + b" ", int(sys.argv[1])))
                """;
        Path file = Files.writeString(folder.resolve("ours.py"), script);
        assertThat(run("python3", file.toString(), TIMESTAMP, SIGNATURE, BODY)).isEqualTo("True False False");
    }

    private String run(String... command) throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command[0])));
        assumeThat(there).as(command[0]).isTrue();
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void showsJavaThatKnowsOurMessages() throws Exception {
        Path source = Files.writeString(folder.resolve("Ours.java"), block("java"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method isOurs = classes.loadClass("Ours")
                    .getMethod("isOurs", String.class, String.class, String.class, byte[].class, long.class);
            long now = Long.parseLong(TIMESTAMP);
            byte[] body = BODY.getBytes(UTF_8);
            assertThat(isOurs.invoke(null, Sample.SECRET, TIMESTAMP, SIGNATURE, body, now + 300))
                    .isEqualTo(true);
            assertThat(isOurs.invoke(null, Sample.SECRET, TIMESTAMP, SIGNATURE, body, now + 301))
                    .isEqualTo(false);
            assertThat(isOurs.invoke(null, "another-secret!!", TIMESTAMP, SIGNATURE, body, now))
                    .isEqualTo(false);
        }
    }

    @Test
    void saysHowOftenTheSameIsTried() {
        TargetPump.Patience patience = TargetPump.Patience.STANDARD;
        assertThat(TEXT)
                .contains(patience.refusals() + " tries in all and " + patience.refusedMs() / 1_000 + " s or more");
        assertThat(patience.heldMs()).isEqualTo(60_000);
        assertThat(TEXT).contains("the same again every minute");
        assertThat(TEXT).contains(WebhookCourier.EVENTS_MAX + " at most").contains("1,000\nevents at most");
        assertThat(MailCourier.EVENTS_MAX).isEqualTo(1_000);
    }
}
