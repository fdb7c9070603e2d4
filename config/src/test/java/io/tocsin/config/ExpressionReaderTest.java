package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;

/** What an expression means once it is read, and that none, however it is written, holds the reader up. */
class ExpressionReaderTest {
    private static final String TAGS = """
            tags:
              - {tag: T-1.P, limits: {H: 1, HH: 2}, states: {0: SHUT, 1: OPEN}}
              - {tag: T-1.L, unit: m}
            """;

    @TempDir
    private Path folder;

    private SiteReader.Result read(String expr) {
        String rules =
                "rules:\n  - {id: other-1, expr: 'true'}\n  - id: r\n    inputs: {p: T-1.P, l: T-1.L}\n    expr: "
                        + new ObjectMapper().writeValueAsString(expr) + "\n";
        return SiteFiles.read(folder, Map.of("tags.yaml", TAGS, "rules.yaml", rules), Map.of());
    }

    private Expression expression(String expr) {
        SiteReader.Result result = read(expr);
        Site site = result.site().orElseThrow(() -> new AssertionError(SiteFiles.rendered(result)));
        Rule rule = site.rules().get(1);
        return ((Logic.Expr) rule.logic()).expression();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "p.H && p.HH && l > 1~p.H && p.HH && l > 1",
                "p.H && (p.HH || l > 1.5)~p.H && (p.HH || l > 1.5)",
                "!(p.H)~!p.H",
                "p.H == false~p.H == false",
                "-p + 2 * l >= abs(l - 1) / 3~-p + 2 * l >= abs(l - 1) / 3",
                "min(p, l, 3) != max(1, 2)~min(p, l, 3) != max(1, 2)",
                "isBad(p) || other_1~isBad(p) || other_1",
                "p == 'OPEN'~p == 1",
                "'SHUT' != p~p != 0",
                "p.H ? l < 1 : l < 2~p.H ? l < 1 : l < 2",
                "l - (1 - (p - 2)) * -(-3) > 0~l - (1 - (p - 2)) * -(-3) > 0",
                "(l - 1) - p > -(p * l)~l - 1 - p > -(p * l)",
                "(p.H ? l : 1) > (p.H ? 1 : (l > 1 ? 2 : 3))~(p.H ? l : 1) > (p.H ? 1 : l > 1 ? 2 : 3)",
                "(p.H || p.HH) == !(p.H && p.HH)~(p.H || p.HH) == !(p.H && p.HH)",
                "l > 1u~l > 1",
                "l > 1e3 // a word~l > 1000",
            })
    void meansWhatCelSaysItMeans(String written, String meant) {
        Expression expression = expression(written);
        assertThat(ExpressionText.of(expression)).isEqualTo(meant);
        assertThat(expression(meant)).isEqualTo(expression);
    }

    @Test
    void takesARowOfTheSameForOneThing() {
        assertThat(((Expression.All) expression("p.H && p.HH && l > 1 && l < 3")).of())
                .hasSize(4);
        assertThat(((Expression.Any) expression("p.H || p.HH || l > 1")).of()).hasSize(3);
    }

    @Test
    void saysWhereInsideTheTextItGoesWrong() {
        String rules = "rules:\n  - {id: r, inputs: {p: T-1.P}, expr: \"p.H && q.H\"}\n";
        List<String> told =
                SiteFiles.rendered(SiteFiles.read(folder, Map.of("tags.yaml", TAGS, "rules.yaml", rules), Map.of()));
        int column = rules.lines().toList().get(1).indexOf("q.H") + 1;
        assertThat(told).singleElement().asString().startsWith("rules.yaml:2:" + column + ": error: ");
    }

    static Stream<String> hostile() {
        return Stream.of(
                "p > 1 ||".repeat(400) + " p.H",
                "(".repeat(990) + "p.H" + ")".repeat(990),
                "(".repeat(1_900),
                "!".repeat(1_900) + "p.H",
                "-".repeat(1_900) + "p > 1",
                "p.H ? ".repeat(150) + "p.H" + ": p.H".repeat(150),
                "p + ".repeat(300) + "p > 1",
                "p" + ".a".repeat(900),
                "[" + "[1],".repeat(400) + "1] == p",
                "min(".repeat(200) + "p" + ", 1)".repeat(200) + " > 1",
                "[1,2,3].all(x, [1,2,3].all(y, [1,2,3].all(z, p.H)))",
                "'" + "x".repeat(1_990) + "'",
                "p > " + "9".repeat(1_900),
                "p.H && " + "y".repeat(100_000),
                "\u0000p.H",
                "p.H \ud83d\ude00",
                "\"\\xZZ\"",
                "`p`.H",
                "p?.H",
                "p.?H",
                "{1: p}[1] > 1",
                "dyn(p) == p",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesOrBoundsWhatNobodyWrites(String expr) {
        SiteReader.Result result = read(expr);
        assertThat(result.site().isPresent() || !result.problems().isEmpty()).isTrue();
        result.problems()
                .forEach(problem -> assertThat(problem.message().en().length()).isLessThan(400));
    }

    @Test
    void holdsNoMoreThanItsBounds() {
        assertThat(read("p > 1 || ".repeat(40) + "p.H").site()).isPresent();
        assertThat(SiteFiles.rendered(read("p > 1 || ".repeat(70) + "p.H")))
                .singleElement()
                .asString()
                .contains("at most 200 parts, 40 deep");
        assertThat(read("!".repeat(38) + "p.H").site()).isPresent();
        assertThat(SiteFiles.rendered(read("!(".repeat(41) + "p.H" + ")".repeat(41))))
                .singleElement()
                .asString()
                .contains("at most 200 parts, 40 deep");
        assertThat(SiteFiles.rendered(read("p.H" + " ".repeat(1_998))))
                .singleElement()
                .asString()
                .contains("at most 2000 characters, was 2001");
    }

    /** Whatever is made of the words of the language, the answer is a rule or a problem. */
    @Test
    void answersWhateverIsWritten() {
        String[] words = {
            "p", "l", "p.H", "p.LL", "l.H", "q", "1", "2.5", "-1", "'OPEN'", "true", "null", "(", ")", "&&", "||", "!",
            "<", "<=", "==", "!=", ">", "+", "-", "*", "/", "%", "?", ":", ",", ".", "[", "]", "{", "}", "in", "abs(",
            "min(", "max(", "isBad(", "size(", "has(", "other_1", "r", "1u", "b'x'", "\n", "\t", "//", "\"", "'", "\\"
        };
        long seed = Long.getLong("seed", 20_261_123L);
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            StringBuilder expr = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                expr.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            SiteReader.Result result = read(expr.toString());
            assertThat(result.site().isPresent()
                            || result.problems().stream()
                                    .anyMatch(problem -> problem.severity() == Problem.Severity.ERROR))
                    .as("seed %d: %s", seed, expr)
                    .isTrue();
            if (result.site().isPresent()) {
                read++;
                Expression expression = expression(expr.toString());
                assertThat(expression(ExpressionText.of(expression)))
                        .as("seed %d: %s", seed, expr)
                        .isEqualTo(expression);
            }
        }
        assertThat(read).isPositive();
    }
}
