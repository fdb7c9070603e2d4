package io.tocsin.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Rule;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Binhai's rules ask, as people read it. */
class RuleWordsTest {
    private static final Map<String, Rule> RULES =
            SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow().rules().stream()
                    .collect(Collectors.toMap(Rule::id, rule -> rule));

    private static Text words(String rule, double measure) {
        Rule named = Objects.requireNonNull(RULES.get(rule));
        return RuleWords.of(named.logic(), measure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "pre-hh-t101 ~ level will be at HH within 30 min ~ level 将在 30 min 内到达 HH",
                "hh-t101 ~ level.HH and switch.STATE disagree ~ level.HH 与 switch.STATE 不一致",
                "interlock-t101 ~ switch.STATE && inlet == 1 ~ switch.STATE && inlet == 1",
                "leak-v201a ~ gas.GAS_L1 && p.ROC_DOWN ~ gas.GAS_L1 && p.ROC_DOWN",
                "lightning ~ abs(field) >= 4 ~ abs(field) >= 4",
            })
    void saysWhatARuleAsks(String rule, String en, String zh) {
        assertThat(words(rule, Double.NaN)).isEqualTo(new Text(zh, en));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "90 ~ gas.GAS_L1 in a wind from 90°, upwind V-104 540 m 0°, T-103 502 m 5°, T-102 462 m 5°, T-101 422 m 5°",
                "118 ~ gas.GAS_L1 in a wind from 118°, upwind V-104 540 m 28°",
            })
    void namesTheTanksThatLayUpwind(double windDeg, String en) {
        assertThat(words("upwind-bd02", windDeg).en()).isEqualTo(en);
    }

    @Test
    void namesAllWithinReachInACalm() {
        assertThat(words("upwind-bd02", Double.NaN))
                .satisfies(text ->
                        assertThat(text.en()).startsWith("gas.GAS_L1 in a calm, within reach T-101 422 m, T-102 462 m"))
                .satisfies(text -> assertThat(text.zh()).startsWith("gas.GAS_L1，静风，附近有 T-101 422 m"));
    }
}
