package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTablesTest {
    static Stream<ProblemCase> cases() {
        return ProblemCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheProblemsOfTheTableInItsOrder(ProblemCase wrong, @TempDir Path folder) {
        SiteReader.Result result = SiteFiles.read(folder, wrong.files(), wrong.environment());
        assertThat(SiteFiles.rendered(result)).containsExactlyElementsOf(wrong.problems());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesASiteWithoutErrorsOnly(ProblemCase wrong, @TempDir Path folder) {
        SiteReader.Result result = SiteFiles.read(folder, wrong.files(), wrong.environment());
        boolean error = result.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        assertThat(result.site().isPresent()).isEqualTo(!error);
    }
}
