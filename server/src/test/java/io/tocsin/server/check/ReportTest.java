package io.tocsin.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.TableTest;
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

/** What was expected beside what was. */
class ReportTest {
    private static final String TAGS = """
            tags:
              - {tag: LT-1, limits: {HH: 20, H: {value: 10, onDelay: 5s}}, badQuality: {}}
              - {tag: LT-2, limits: {H: {value: 10, offDelay: 2s}}}
            """;

    @TempDir
    private Path folder;

    private Outcome run(String... fields) throws IOException {
        boolean ruled = fields[0].startsWith("rules:");
        String list = String.join("\n    ", List.of(fields).subList(ruled ? 1 : 0, fields.length));
        String yaml = TAGS + (ruled ? fields[0] : "") + "tests:\n  - " + list + "\n";
        Files.writeString(folder.resolve("t.test.yaml"), yaml);
        TableTestReader.Result read = TableTestReader.read(folder, "t.test.yaml", Optional.empty(), Map.of());
        assertThat(read.problems()).isEmpty();
        TableTest test = read.tests().get(0);
        return TableRun.of(test);
    }

    /** The marks of what follows from the samples 11 at 0 s, 20 at 6 s, none at 12 s. */
    private List<String> marks(String... expected) throws IOException {
        String all = expected.length == 0 ? " none" : "\n      - " + String.join("\n      - ", expected);
        return run("name: x", "samples: {LT-1: {every: 6s, values: 11 20 nan}}", "expect:" + all).rows().stream()
                .map(row -> row.mark().sign() + row.atMs() / 1000)
                .toList();
    }

    private static final String H = "{at: 5s, alarm: LT-1:H, state: RAISED, value: 11, onset: 0s, q: GOOD}";
    private static final String HH = "{at: 6s, alarm: LT-1:HH, state: RAISED, onset: 6s}";
    private static final String BAD = "{at: 12s, alarm: LT-1:BAD, state: RAISED, q: UNREADABLE}";

    @Test
    void passesWhereEverythingIsAsExpectedInWhateverOrderOfTheFile() throws IOException {
        assertThat(marks(H, HH, BAD)).containsExactly("=5", "=6", "=12");
        assertThat(marks(BAD, HH, H)).containsExactly("=5", "=6", "=12");
    }

    @Test
    void tellsWhatNobodyExpected() throws IOException {
        assertThat(marks()).containsExactly("+5", "+6", "+12");
        assertThat(marks(HH)).containsExactly("+5", "=6", "+12");
    }

    @Test
    void eachFieldOfAnExpectationCounts() throws IOException {
        assertThat(marks(H.replace("5s", "4s"), HH, BAD)).containsExactly("-4", "+5", "=6", "=12");
        assertThat(marks(H.replace(":H", ":HH"), HH, BAD)).containsExactly("-5", "+5", "=6", "=12");
        assertThat(marks(H.replace("RAISED, value: 11, onset: 0s", "CLEARED"), HH, BAD))
                .containsExactly("-5", "+5", "=6", "=12");
        assertThat(marks(H.replace("11", "11.5"), HH, BAD)).containsExactly("~5", "=6", "=12");
        assertThat(marks(H.replace("onset: 0s", "onset: 1s"), HH, BAD)).containsExactly("~5", "=6", "=12");
        assertThat(marks(H.replace("GOOD", "UNCERTAIN"), HH, BAD)).containsExactly("~5", "=6", "=12");
        assertThat(marks(H, H, HH, BAD)).containsExactly("=5", "-5", "=6", "=12");
    }

    @Test
    void ofOneAlarmAndTimeTheOrderCounts() throws IOException {
        String cleared = "{at: 3s, alarm: LT-2:H, state: CLEARED}";
        String raised = "{at: 3s, alarm: LT-2:H, state: RAISED}";
        String first = "{at: 0s, alarm: LT-2:H, state: RAISED}";
        String samples = "samples: {LT-2: {every: 1s, values: 11 9 _ 11}}";
        assertThat(run("name: x", samples, "expect: [" + first + ", " + cleared + ", " + raised + "]")
                        .passed())
                .isTrue();
        assertThat(run("name: x", samples, "expect: [" + first + ", " + raised + ", " + cleared + "]")
                        .passed())
                .isFalse();
    }

    @Test
    void laysBothSidesOnOneLineWhereTheyBelongTogether() throws IOException {
        Outcome outcome = run(
                "name: {zh: 高报, en: high}",
                "samples: {LT-1: {every: 6s, values: 11 20 nan}}",
                "steps:",
                "  - {at: 1s, tag: LT-1, v: 99, received: 20s}",
                "  - {at: 1s, tag: LT-1, v: 2, received: 20s, hist: true}",
                "expect:",
                "  - {at: 5s, alarm: LT-1:H, state: RAISED, value: 12, onset: 0s}",
                "  - {at: 6s, alarm: LT-1:HH, state: RAISED}",
                "  - {at: 7s, alarm: LT-1:HH, state: CLEARED, q: BAD}");
        assertThat(Report.of(outcome, Locale.ENGLISH))
                .containsExactly(
                        "t.test.yaml:5: failed: high",
                        "     time  expected                      was",
                        "  ~  5s    LT-1:H RAISED 12.0, onset 0s  LT-1:H RAISED 11.0, onset 0s     (line 11)",
                        "  =  6s    LT-1:HH RAISED                LT-1:HH RAISED",
                        "  -  7s    LT-1:HH CLEARED BAD                                            (line 13)",
                        "  +  12s                                 LT-1:BAD RAISED 20.0 UNREADABLE",
                        "     20s   (end)",
                        "  late samples, which moved nothing: 1",
                        "  historical samples, which moved nothing: 1");
        assertThat(Report.of(outcome, Locale.SIMPLIFIED_CHINESE))
                .containsExactly(
                        "t.test.yaml:5: 未通过: 高报",
                        "     时间  应为                         实为",
                        "  ~  5s    LT-1:H RAISED 12.0，始于 0s  LT-1:H RAISED 11.0，始于 0s      （第 11 行）",
                        "  =  6s    LT-1:HH RAISED               LT-1:HH RAISED",
                        "  -  7s    LT-1:HH CLEARED BAD                                           （第 13 行）",
                        "  +  12s                                LT-1:BAD RAISED 20.0 UNREADABLE",
                        "     20s   （结束）",
                        "  迟到的采样，不影响报警：1",
                        "  历史采样，不影响报警：1");
    }

    @Test
    void ofARuleShowsWhatItMeasuredWhereItMeasuresAndNeverAQuality() throws IOException {
        String rules = """
                rules:
                  - {id: both, inputs: {a: LT-1, b: LT-2}, expr: a.HH && b.H, priority: HIGH}
                  - {id: apart, kind: discrepancy, inputs: {a: LT-1, b: LT-2}, between: [a, b], limit: 5, priority: LOW}
                """;
        Outcome outcome = run(
                rules,
                "name: x",
                "steps: [{at: 0s, tag: LT-2, v: 10.5}, {at: 1s, tag: LT-1, v: 20}]",
                "expect:",
                "  - {at: 0s, alarm: LT-2:H, state: RAISED}",
                "  - {at: 1s, alarm: LT-1:HH, state: RAISED}",
                "  - {at: 1s, alarm: rule:apart, state: RAISED, value: 9}");
        assertThat(Report.of(outcome, Locale.ENGLISH))
                .containsExactly(
                        "t.test.yaml:8: failed: x",
                        "     time  expected               was",
                        "  =  0s    LT-2:H RAISED          LT-2:H RAISED",
                        "  =  1s    LT-1:HH RAISED         LT-1:HH RAISED",
                        "  ~  1s    rule:apart RAISED 9.0  rule:apart RAISED 9.5  (line 13)",
                        "  +  1s                           rule:both RAISED",
                        "     1s    (end)");
    }

    @Test
    void theClockStandsBesideTheOffsetWhereATestHasAStart() throws IOException {
        Outcome outcome = run(
                "name: x", "start: 2026-01-01T08:00:00+08:00", "steps: [{at: 1m, tag: LT-1, v: 20}]", "expect: none");
        assertThat(Report.of(outcome, Locale.ENGLISH)).anyMatch(line -> line.startsWith("  +  1m 08:01:00  "));
    }

    @Test
    void offsetsAreWrittenAsTheyAreRead() {
        assertThat(Report.offset(0)).isEqualTo("0s");
        assertThat(Report.offset(93_784_005)).isEqualTo("1d2h3m4s5ms");
        assertThat(Report.offset(-90_000)).isEqualTo("-1m30s");
    }
}
