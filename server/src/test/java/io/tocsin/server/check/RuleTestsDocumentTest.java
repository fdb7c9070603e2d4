package io.tocsin.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.TableTestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/rule-tests.md passes, and what the document shows of a failure is what is told. */
class RuleTestsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/rule-tests.md");

    @TempDir
    private Path folder;

    /** The lines of the first block that is fenced so. */
    private static List<String> block(String fence, String first) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int at = lines.indexOf(first) - 1;
        assertThat(lines.get(at)).isEqualTo(fence);
        List<String> rest = lines.subList(at + 1, lines.size());
        return rest.subList(0, rest.indexOf("```"));
    }

    private Outcome run(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/t.test.yaml"), yaml);
        Site site = SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow();
        TableTestReader.Result read = TableTestReader.read(folder, "tests/t.test.yaml", Optional.of(site), Map.of());
        assertThat(read.problems()).isEmpty();
        return TableRun.of(read.tests().get(0));
    }

    @Test
    void theExamplePasses() throws IOException {
        assertThat(run(String.join("\n", block("```yaml", "tests:"))).passed()).isTrue();
    }

    @Test
    void theExampleWithRulesPasses() throws IOException {
        assertThat(run(String.join("\n", block("```yaml", "tags:"))).passed()).isTrue();
    }

    @Test
    void theFailureIsToldAsShown() throws IOException {
        String wrong = String.join("\n", block("```yaml", "tests:"))
                .replace("value: 12.95,", "value: 12.9,")
                .replace("at: 40s", "at: 35s");
        assertThat(Report.of(run(wrong), Locale.ENGLISH))
                .containsExactlyElementsOf(block("```", "tests/t.test.yaml:2: failed: a high level rings after 15 s"));
    }
}
