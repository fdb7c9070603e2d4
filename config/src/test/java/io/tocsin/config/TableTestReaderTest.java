package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.TableTest.Drained;
import io.tocsin.config.TableTest.Expected;
import io.tocsin.config.TableTest.Input;
import io.tocsin.config.TableTest.Sample;
import io.tocsin.config.TableTest.Started;
import io.tocsin.config.TableTest.State;
import io.tocsin.config.TableTest.Tick;
import io.tocsin.config.TableTest.Worth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of table tests: what it says, and every problem with its place. */
class TableTestReaderTest {
    private static final String SAMPLES =
            "samples such as 12.9, 12.9x4, 12.0+0.1x10, bad, bad:12.9, uncertain:12.9, nan or _";

    private static final String TAGS = """
            tags:
              - {tag: LT-1, limits: {HH: 20, H: 10}}
              - {tag: SW-1, states: {0: NORMAL, 1: TRIPPED}, state: {alarmValues: [TRIPPED]}}
              - {tag: FI-1}
            """;

    @TempDir
    private Path folder;

    private TableTestReader.Result read(String yaml, Optional<Site> site) {
        SiteFiles.write(folder, "t.test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return TableTestReader.read(folder, "t.test.yaml", site, Map.of());
    }

    private List<String> problems(String yaml) {
        return read(yaml, Optional.empty()).problems().stream()
                .map(problem -> problem.render(Locale.ENGLISH))
                .toList();
    }

    /** The only test of a file, its fields given one a line. */
    private TableTest test(String... fields) {
        TableTestReader.Result result = read(file(fields), Optional.empty());
        assertThat(result.problems()).isEmpty();
        return result.tests().get(0);
    }

    private static String file(String... fields) {
        return TAGS + "tests:\n  - " + String.join("\n    ", fields) + "\n";
    }

    /** The stamps and values of a line of samples. */
    private List<String> samples(String tag, String values) {
        return test("name: x", "samples: {" + tag + ": {every: 1s, values: " + values + "}}", "expect: none")
                .inputs()
                .stream()
                .map(Sample.class::cast)
                .map(one -> one.atMs() / 1000 + " " + one.value() + " " + one.worth())
                .toList();
    }

    @Test
    void saysAllThatATestSays() {
        TableTest test = test(
                "name: {zh: 高报, en: high}",
                "start: 2026-01-01T08:00:00+08:00",
                "samples:",
                "  LT-1: {every: 5s, from: 1m, values: 12.5}",
                "steps:",
                "  - {at: 7s, tag: SW-1, v: TRIPPED, q: UNCERTAIN, received: 8s, hist: true}",
                "  - {at: 30s, tick: true}",
                "  - {at: 1h, restart: true, drained: 1h10s}",
                "until: 1h1m",
                "watch: [FI-1]",
                "expect:",
                "  - {at: 8s, alarm: SW-1:STATE, state: CLEARED}",
                "  - {at: 1m, alarm: LT-1:H, state: RAISED, value: 12.5, onset: 59s500ms, q: GOOD}");
        assertThat(test.name()).isEqualTo(new Text("高报", "high"));
        assertThat(test.file()).isEqualTo("t.test.yaml");
        assertThat(test.line()).isEqualTo(6);
        assertThat(test.startMs()).isEqualTo(1_767_225_600_000L);
        assertThat(test.tags()).extracting(Tag::id).containsExactly("LT-1", "SW-1", "FI-1");
        Input[] inputs = {
            new Sample(1, 7_000, 1, Worth.UNCERTAIN, 8_000, true),
            new Tick(30_000),
            new Sample(0, 60_000, 12.5, Worth.GOOD, 60_000, false),
            new Started(3_600_000),
            new Drained(3_610_000)
        };
        assertThat(test.inputs()).containsExactly(inputs);
        assertThat(test.untilMs()).isEqualTo(3_660_000);
        Expected cleared = new Expected(17, 8_000, "SW-1:STATE", State.CLEARED, null, null, null);
        Expected raised = new Expected(18, 60_000, "LT-1:H", State.RAISED, 12.5, 59_500L, Worth.GOOD);
        assertThat(test.expected()).containsExactly(cleared, raised);
    }

    @Test
    void takesTheTagsOfTheSiteWhereTheFileHasNone() {
        TableTest own = test("name: x", "steps: [{at: 0s, tag: LT-1, v: 1}]", "expect: none");
        String yaml = "tests: [{name: x, steps: [{at: 0s, tag: LT-1, v: 1}], expect: none}]";
        assertThat(read(yaml, Optional.of(site(own))).tests().get(0).tags()).isEqualTo(own.tags());
    }

    @Test
    void takesTheRulesOfTheSiteWithItsTagsAndNoneWithTagsOfItsOwn() {
        TableTest own = ruled("samples: {FI-1: {every: 1s, values: 1}, LT-1: {every: 1s, values: 1}}", "none");
        String test = "tests: [{name: x, steps: [{at: 0s, tag: FI-1, v: 1}], expect: none}]";
        assertThat(read(test, Optional.of(site(own))).tests().get(0).rules())
                .extracting(Rule::id)
                .containsExactly("flows");
        assertThat(read(TAGS + test, Optional.of(site(own))).tests().get(0).rules())
                .isEmpty();
    }

    @Test
    void runsTheRulesThatLookAtItsTagsThoseThatRestOnThemAndThoseThatTheseNeed() {
        TableTest test = ruled("samples: {LT-1: {every: 1s, values: 1}}", "none");
        assertThat(test.rules()).extracting(Rule::id).containsExactly("rests", "high", "tripped");
        assertThat(test.tags()).extracting(Tag::id).containsExactly("LT-1");
        assertThat(test.silent()).extracting(Tag::id).containsExactly("SW-1");
        TableTest watching = ruled("steps: []\n    watch: [SW-1]", "none");
        assertThat(watching.rules()).extracting(Rule::id).containsExactly("rests", "high", "tripped");
        assertThat(watching.silent()).extracting(Tag::id).containsExactly("LT-1");
    }

    @Test
    void expectsWhatARuleSays() {
        TableTest test = ruled(
                "samples: {LT-1: {every: 1s, values: 1}}",
                "[{at: 3s, alarm: 'rule:rests', state: RAISED, value: 2.5, onset: 1s}]");
        assertThat(test.expected())
                .containsExactly(new Expected(14, 3_000, "rule:rests", State.RAISED, 2.5, 1_000L, null));
    }

    @Test
    void tagsOfATestMayWaitForItsRules() {
        String tag =
                "tags: [{tag: A, limits: {H: {value: 1, when: %s}}}]\nrules: [{id: moving, inputs: {a: A}, expr: a > 0}]\n";
        String test = "tests: [{name: x, steps: [{at: 0s, tag: A, v: 0}], expect: none}]";
        assertThat(problems(tag.formatted("moving") + test)).isEmpty();
        assertThat(problems(tag.formatted("movin") + test))
                .containsExactly(
                        "t.test.yaml:1:46: error: expected a rule of rules.yaml, was 'movin' (nearest: moving)");
    }

    /** A test beside four rules, of which one only has a name. */
    private TableTest ruled(String feed, String expect) {
        TableTestReader.Result result = read(ruledFile(feed, expect), Optional.empty());
        assertThat(result.problems()).isEmpty();
        return result.tests().get(0);
    }

    private static String ruledFile(String feed, String expect) {
        return TAGS + """
                rules:
                  - {id: rests, expr: high && tripped, priority: HIGH, onDelay: 2s}
                  - {id: high, inputs: {level: LT-1}, expr: level.H}
                  - {id: tripped, inputs: {switch: SW-1}, expr: switch.STATE, priority: LOW}
                  - {id: flows, inputs: {flow: FI-1}, expr: flow > 0, priority: LOW}
                tests:
                  - name: x
                    %s
                    until: 10m
                    expect: %s
                """.formatted(feed, expect);
    }

    /** A site with the tags and the rules of a test. */
    private static Site site(TableTest test) {
        Site.Park park = new Site.Park(Site.UNNAMED, Text.of(Site.UNNAMED), ZoneOffset.UTC);
        return new Site(
                park,
                List.of(),
                List.of(),
                List.of(),
                test.tags(),
                Site.Ground.NONE,
                Closure.NONE,
                test.rules(),
                Annunciation.NONE,
                Settings.defaults(),
                "0");
    }

    static Stream<List<String>> wrongOfRules() {
        String feed = "samples: {LT-1: {every: 1s, values: 1}}";
        String wanted = "expected an alarm of a rule that looks at a tag which this test feeds or watches, was ";
        return Stream.of(
                List.of(
                        feed + "|[{at: 0s, alarm: 'rule:rest', state: RAISED}]",
                        "14:30: error: " + wanted + "'rule:rest' (nearest: rule:rests)"),
                List.of(
                        feed + "|[{at: 0s, alarm: 'rule:flows', state: RAISED}]",
                        "14:30: error: " + wanted + "'rule:flows'"),
                List.of(
                        feed + "|[{at: 0s, alarm: 'rule:high', state: RAISED}]",
                        "14:30: error: expected a rule that rings (high has no `priority`), was 'rule:high'"),
                List.of(
                        feed + "|[{at: 0s, alarm: 'rule:rests', state: MISSED, q: GOOD, value: TRIPPED}]",
                        "14:51: error: expected RAISED or CLEARED of a rule, was MISSED",
                        "14:62: error: expected no `q` of a rule, was GOOD",
                        "14:75: error: expected a number, a name of `states`, true, false or nan, was text 'TRIPPED'"));
    }

    @ParameterizedTest
    @MethodSource("wrongOfRules")
    void tellsWhatNoRuleCanSayWithItsPlace(List<String> test) {
        String[] fields = test.get(0).split("\\|", -1);
        List<String> expected = test.subList(1, test.size()).stream()
                .map(line -> "t.test.yaml:" + line)
                .toList();
        assertThat(problems(ruledFile(fields[0], fields[1]))).containsExactlyElementsOf(expected);
    }

    @Test
    void tellsWhatIsWrongWithRulesOfATest() {
        String test = "tests: [{name: x, steps: [], expect: none}]";
        assertThat(problems("rules: [{id: a, expr: 'true'}]\n" + test))
                .containsExactly("t.test.yaml:1:8: error: expected `tags` beside `rules`, which look at no others,"
                        + " was nothing");
        assertThat(problems("tags: [{tag: LT-1}]\nrules: [{id: a, inputs: {l: LT-2}, expr: l > 1}, {id: b}]\n" + test))
                .containsExactly(
                        "t.test.yaml:2:29: error: expected a tag of the site, was 'LT-2' (nearest: LT-1)",
                        "t.test.yaml:2:50: error: expected one of expr and kind, was nothing");
    }

    @Test
    void beginsAtTheEpochAndEndsWithTheLastArrivalWhereNothingElseIsSaid() {
        TableTest test = test("name: x", "steps: [{at: 1s, tag: LT-1, v: 1, received: 90s}]", "expect: none");
        assertThat(test.startMs()).isZero();
        assertThat(test.untilMs()).isEqualTo(90_000);
    }

    @Test
    void readsEachFormOfASample() {
        assertThat(samples("LT-1", "1 2.5x2 _ bad bad:7 uncertain:3 nan -.5 1e2"))
                .containsExactly(
                        "0 1.0 GOOD",
                        "1 2.5 GOOD",
                        "2 2.5 GOOD",
                        "4 0.0 BAD",
                        "5 7.0 BAD",
                        "6 3.0 UNCERTAIN",
                        "7 NaN UNREADABLE",
                        "8 -0.5 GOOD",
                        "9 100.0 GOOD");
        assertThat(samples("LT-1", "_x3 badx2")).containsExactly("3 0.0 BAD", "4 0.0 BAD");
        assertThat(samples("SW-1", "TRIPPEDx2 NORMAL true false uncertain:TRIPPED"))
                .containsExactly(
                        "0 1.0 GOOD", "1 1.0 GOOD", "2 0.0 GOOD", "3 1.0 GOOD", "4 0.0 GOOD", "5 1.0 UNCERTAIN");
    }

    @Test
    void countsARampInExactDecimals() {
        assertThat(samples("LT-1", "12.0+0.1x4 1-0.3x4"))
                .containsExactly(
                        "0 12.0 GOOD",
                        "1 12.1 GOOD",
                        "2 12.2 GOOD",
                        "3 12.3 GOOD",
                        "4 1.0 GOOD",
                        "5 0.7 GOOD",
                        "6 0.4 GOOD",
                        "7 0.1 GOOD");
    }

    @Test
    void samplesOfOneTimeArriveInTheOrderOfTheFile() {
        TableTest test = test(
                "name: x",
                "steps: [{at: 0s, tag: FI-1, v: 1}]",
                "samples: {LT-1: {every: 1s, values: 2}, SW-1: {every: 1s, values: 0}}",
                "expect: none");
        assertThat(test.inputs())
                .extracting(input -> test.tags().get(((Sample) input).tag()).id())
                .containsExactly("LT-1", "SW-1", "FI-1");
    }

    static Stream<List<String>> wrong() {
        String step = "steps: [{at: 0s, tag: LT-1, v: 1}]";
        return Stream.of(
                List.of("name: x|expect: none", "6:5: error: expected `samples` or `steps`, was nothing"),
                List.of(step + "|expect: none", "6:5: error: expected the field `name`, was nothing"),
                List.of("name: x|" + step, "6:5: error: expected the field `expect`, was nothing"),
                List.of(
                        "name: x|" + step + "|expcet: none|expect: nothing",
                        "8:5: error: expected one of name start samples steps until watch expect, was 'expcet'"
                                + " (nearest: expect)",
                        "9:13: error: expected a list of transitions or none, was text 'nothing'"),
                List.of(
                        "name: x|" + step + "|start: yesterday|expect: none",
                        "8:12: error: expected a time since 1970 such as 2026-01-01T08:00:00+08:00, was text"
                                + " 'yesterday'"),
                List.of(
                        "name: x|" + step + "|start: 1969-12-31T23:59:59Z|expect: none",
                        "8:12: error: expected a time since 1970 such as 2026-01-01T08:00:00+08:00, was text"
                                + " '1969-12-31T23:59:59Z'"),
                List.of(
                        "name: x|steps: [{at: 30, tag: LT-1, v: 1}]|expect: none",
                        "7:18: error: expected a time after the start such as 0s, 15s, 1m30s or 2h, was the number 30"),
                List.of(
                        "name: x|steps: [{at: 9999d, tag: LT-1, v: 1}]|expect: none",
                        "7:18: error: expected a time of at most 3650d, was text '9999d'"),
                List.of(
                        "name: x|steps: [{at: 2s, tag: LT-2, v: 1, received: 1s}]|expect: none",
                        "7:27: error: expected a tag that is configured, was 'LT-2' (nearest: LT-1)",
                        "7:49: error: expected a time not before `at`, 2s, was 1s"),
                List.of(
                        "name: x|steps: [{at: 2s, tag: SW-1, v: TRIPED, q: WRONG}, {at: 0s, tag: LT-1}]|expect: none",
                        "7:36: error: expected a number, a name of `states`, true, false or nan, was text 'TRIPED'"
                                + " (nearest: TRIPPED)",
                        "7:47: error: expected one of GOOD UNCERTAIN BAD, was text 'WRONG'",
                        "7:55: error: expected the field `v`, was nothing"),
                List.of(
                        "name: x|steps: [{at: 2s, tick: false}, {at: 2s, tick: true, tag: LT-1}]|expect: none",
                        "7:28: error: expected true, was the boolean false",
                        "7:57: error: expected one of at tick, was 'tag'"),
                List.of(
                        "name: x|steps: [{at: 2s, restart: true, drained: 1s}]|expect: none",
                        "7:46: error: expected a time not before `at`, 2s, was 1s"),
                List.of(
                        "name: x|samples: {LT-9: {every: 0s, values: 1}, LT-1: {values: '1 1,5 baad 1x0 _x2'}}|expect: none",
                        "7:15: error: expected a tag that is configured, was 'LT-9' (nearest: LT-1)",
                        "7:29: error: expected a duration above 0, was text '0s'",
                        "7:51: error: expected the field `every`, was nothing",
                        "7:60: error: expected " + SAMPLES + ", was '1,5'",
                        "7:60: error: expected " + SAMPLES + ", was '1x0'",
                        "7:60: error: expected " + SAMPLES + ", was 'baad' (nearest: bad)"),
                List.of(
                        "name: x|samples: {LT-1: {every: 1s, values: 1x2000000}}|expect: none",
                        "7:41: error: expected at most 1000000 samples, was '1x2000000'"),
                List.of(
                        "name: x|samples: {LT-1: {every: 3000d, values: 1x3}}|expect: none",
                        "7:44: error: expected samples within 3650d, was more"),
                List.of(
                        "name: x|" + step + "|watch: LT-1|expect: none",
                        "8:12: error: expected a list, was text 'LT-1'"),
                List.of(
                        "name: x|steps: [{at: 5s, tag: LT-1, v: 1}]|until: 4s|expect: none",
                        "8:12: error: expected a time not before the last input, 5s, was 4s"),
                List.of(
                        "name: x|" + step + "|expect:|  - {at: 0s, alarm: LT-2:H, state: RAISED}",
                        "9:25: error: expected an alarm, such as T-101.LEVEL:H, of a tag that this test feeds or watches,"
                                + " was 'LT-2:H' (nearest: LT-1:H)"),
                List.of(
                        "name: x|" + step + "|expect:|  - {at: 0s, alarm: SW-1:STATE, state: RAISED}",
                        "9:25: error: expected an alarm, such as T-101.LEVEL:H, of a tag that this test feeds or watches,"
                                + " was 'SW-1:STATE'"),
                List.of(
                        "name: x|" + step + "|expect:|  - {at: 0s, alarm: LT-1:HHH, state: RAISE, value: x}",
                        "9:25: error: expected a condition of LT-1, one of HH H, was 'HHH' (nearest: HH)",
                        "9:42: error: expected one of RAISED CLEARED MISSED, was text 'RAISE' (nearest: RAISED)"),
                List.of(
                        "name: x|" + step + "|watch: [FI-1]|expect: [{at: 0s, alarm: FI-1:H, state: RAISED}]",
                        "9:30: error: expected a tag with conditions (FI-1 has none), was 'H'"),
                List.of(
                        "name: x|" + step
                                + "|expect: [{at: 0s, alarm: LT-1:H, state: CLEARED, onset: 0s, value: y, q: NONE}]",
                        "8:61: error: expected no `onset` of CLEARED, was CLEARED",
                        "8:72: error: expected a number, a name of `states`, true, false or nan, was text 'y'",
                        "8:78: error: expected one of GOOD UNCERTAIN BAD UNREADABLE, was text 'NONE'"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void tellsAllThatIsWrongWithItsPlace(List<String> test) {
        String[] fields = test.get(0).split("\\|", -1);
        List<String> told = problems(file(fields));
        List<String> expected = test.subList(1, test.size()).stream()
                .map(line -> "t.test.yaml:" + line)
                .toList();
        assertThat(told).containsExactlyElementsOf(expected);
    }

    @Test
    void runsNothingOfAFileWithAProblem() {
        String yaml = file("name: x", "steps: [{at: 0s, tag: LT-1, v: 1}]", "expect: none", "extra: 1");
        assertThat(read(yaml, Optional.empty()).tests()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithTheFileAsAWhole() {
        assertThat(problems("tests: []"))
                .contains("t.test.yaml:1:1: error: expected the field `tags` (no site was given), was nothing")
                .contains("t.test.yaml:1:8: error: expected a list of at least one test, was an empty list");
        assertThat(problems("tags: [{tag: A, limits: {H: x}}]\ntests: 3"))
                .contains("t.test.yaml:1:29: error: expected a number, was text 'x'")
                .contains("t.test.yaml:2:8: error: expected a list of at least one test, was the number 3");
        assertThat(problems("tests: [")).singleElement().asString().contains("expected valid YAML");
        assertThat(TableTestReader.read(folder, "no.test.yaml", Optional.empty(), Map.of())
                        .problems())
                .extracting(problem -> problem.render(Locale.SIMPLIFIED_CHINESE))
                .containsExactly("no.test.yaml: 错误: 应为可读的文件，实为NoSuchFileException");
    }

    @Test
    void isSilentOnWhatTagsOfATestDoOnPurpose() {
        String odd = "tags: [{tag: A, metric: LEVEL, limits: {HH: 1, H: 2}, stale: off}]\n";
        assertThat(problems(odd + "tests: [{name: x, steps: [{at: 0s, tag: A, v: 0}], expect: none}]"))
                .isEmpty();
    }

    @Test
    void offsetsMayHaveManyUnits() {
        for (String[] one :
                new String[][] {{"1d2h3m4s5ms", "93784005"}, {"90s", "90000"}, {"0s", "0"}, {"1h30m", "5400000"}}) {
            TableTest test = test("name: x", "steps: [{at: " + one[0] + ", tick: true}]", "expect: none");
            assertThat(test.untilMs()).as(Arrays.toString(one)).isEqualTo(Long.parseLong(one[1]));
        }
    }
}
