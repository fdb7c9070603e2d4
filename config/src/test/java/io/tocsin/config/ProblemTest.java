package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static final Problem PROBLEM = new Problem(
            Problem.Severity.ERROR,
            "tags.yaml",
            3,
            5,
            "tags[0].uint",
            Wording.expected("单位", "a unit", "'uint'"),
            "unit");

    @Test
    void rendersInEnglishForEveryoneButChinese() {
        assertThat(PROBLEM.render(Locale.GERMAN))
                .isEqualTo("tags.yaml:3:5: error: expected a unit, was 'uint' (nearest: unit)");
    }

    @Test
    void rendersInChinese() {
        assertThat(PROBLEM.render(Locale.SIMPLIFIED_CHINESE)).isEqualTo("tags.yaml:3:5: 错误: 应为单位，实为'uint'（最接近：unit）");
    }

    @Test
    void leavesOutThePlaceOfAWholeFileAndANearestNameThatIsNone() {
        Problem whole =
                new Problem(Problem.Severity.WARNING, "x.yaml", 0, 0, "", Wording.expected("甲", "a", "b"), null);
        assertThat(whole.render(Locale.ENGLISH)).isEqualTo("x.yaml: warning: expected a, was b");
        assertThat(whole.render(Locale.CHINA)).isEqualTo("x.yaml: 警告: 应为甲，实为b");
    }

    @ParameterizedTest
    @CsvSource({
        "uint,unit",
        "limit,limits",
        "clientID,clientId",
        "rate_of_change,rateOfChange",
        "HHH,HH",
        "h,H",
        "zzzz,",
        "flatlien,flatline",
        "X,"
    })
    void namesTheNearest(String written, String meant) {
        List<String> known = List.of("unit", "limits", "clientId", "rateOfChange", "HH", "H", "flatline");
        assertThat(Names.nearest(written, known)).isEqualTo(meant);
    }
}
