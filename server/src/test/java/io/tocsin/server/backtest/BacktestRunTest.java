package io.tocsin.server.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.history.OnMistake;
import io.tocsin.server.backtest.Desk.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestRunTest {
    private static final String H = "{tag: T, metric: VALUE, deadband: 1, limits: {H: 10}}";
    private static final String DAY = "2024-01-01T";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sit() {
        desk = new Desk(folder);
    }

    private static String at(String time, String rest) {
        return DAY + time + "Z," + rest;
    }

    // ---- transitions ------------------------------------------------------------------------------------------------

    @Test
    void writesALineATransition() throws Exception {
        Path data =
                desk.data("time,tag,value", at("12:54:00", "T,12.93"), at("12:55:00", "T,9"), at("12:56:00", "T,8.9"));
        assertThat(desk.run(desk.site(H), data).text()).isEqualTo("""
                {"tag":"T","condition":"H","state":"RAISED","time":"2024-01-01T12:54:00.000Z","value":12.93}
                {"tag":"T","condition":"H","state":"CLEARED","time":"2024-01-01T12:56:00.000Z","value":8.9}
                """);
    }

    @Test
    void firesTimersThatAreDueAtTheNewestTimeAndNoneAfterIt() throws Exception {
        Site site = desk.site(
                "{tag: A, metric: VALUE, limits: {H: {value: 10, onDelay: 60s}}}",
                "{tag: B, metric: VALUE, limits: {H: {value: 10, onDelay: 61s}}}");
        Path data = desk.data(
                "time,tag,value",
                at("12:00:00", "A,11"),
                at("12:00:00", "B,11"),
                at("12:01:00", "C,1"),
                at("12:01:00", "B,11"));
        assertThat(desk.run(site, data).said()).containsExactly("A:H RAISED 12:01:00.000 11.0");
    }

    @Test
    void countsSilenceFromTheFirstSample() throws Exception {
        Site site = desk.site(
                H, "{tag: S, metric: VALUE, stale: {timeout: 10m}}", "{tag: N, metric: VALUE, stale: {timeout: 10m}}");
        Path data = desk.data("time,T,S", at("08:00:00", "1,1"), at("09:00:00", "1,"));
        assertThat(desk.run(site, data).said()).containsExactly("S:STALE RAISED 08:10:00.000 1.0");
    }

    @Test
    void mergesFilesByTime() throws Exception {
        Path one = desk.data("time,tag,value", at("12:00:00", "T,11"), at("12:02:00", "T,11"));
        Path other = desk.data("time,tag,value", at("12:01:00", "T,1"));
        assertThat(desk.run(desk.site(H), one, other).said())
                .containsExactly(
                        "T:H RAISED 12:00:00.000 11.0", "T:H CLEARED 12:01:00.000 1.0", "T:H RAISED 12:02:00.000 11.0");
    }

    @Test
    void looksAtASliceOnly() throws Exception {
        Path data = desk.data("time,tag,value", at("12:00:00", "T,11"), at("12:01:00", "T,1"), at("12:02:00", "T,11"));
        long from = Instant.parse(DAY + "12:01:00Z").toEpochMilli();
        BacktestRun.Options options =
                new BacktestRun.Options(List.of(data), OnMistake.STOP, from, from + 60_000, false);
        Outcome outcome = desk.run(options, desk.site(H));
        assertThat(outcome.said()).isEmpty();
        assertThat(outcome.result().samples()).isEqualTo(1);
    }

    @Test
    void badSamplesAreEvaluatedAsBad() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, badQuality: {onDelay: 0s}, limits: {H: 10}}");
        Path data = desk.data(
                "time,tag,value,quality",
                at("12:00:00", "T,11,GOOD"),
                at("12:01:00", "T,1,BAD"),
                at("12:02:00", "T,x,GOOD"));
        assertThat(desk.run(site, data).said())
                .containsExactly("T:H RAISED 12:00:00.000 11.0", "T:BAD RAISED 12:01:00.000 11.0");
    }

    // ---- receipt ----------------------------------------------------------------------------------------------------

    @Test
    void goesByTheOrderOfReceiptWhereTheFileKnowsIt() throws Exception {
        Site site = desk.site(
                "{tag: SLOW, metric: VALUE, limits: {H: 10}}", "{tag: QUICK, metric: VALUE, stale: {timeout: 2m}}");
        // The slow one is 4 min late: it must not make the quick one look silent.
        Path data = desk.data(
                "time,tag,value,received",
                at("12:00:00", "QUICK,1," + DAY + "12:00:00Z"),
                at("12:00:30", "SLOW,11," + DAY + "12:04:30Z"),
                at("12:01:00", "QUICK,1," + DAY + "12:01:00Z"),
                at("12:02:00", "QUICK,1," + DAY + "12:02:00Z"),
                at("12:03:30", "QUICK,1," + DAY + "12:03:30Z"),
                at("12:05:00", "QUICK,1," + DAY + "12:05:00Z"));
        Outcome outcome = desk.run(site, data);
        assertThat(outcome.said()).containsExactly("SLOW:H RAISED 12:00:30.000 11.0");
        assertThat(outcome.result().fed().byReceipt()).isTrue();
    }

    @Test
    void whatWasTooOldOnArrivalIsMissed() throws Exception {
        Path data = desk.data(
                "time,tag,value,received",
                at("12:00:00", "T,11," + DAY + "12:10:00Z"),
                at("12:11:00", "T,1," + DAY + "12:11:00Z"));
        Outcome outcome = desk.run(desk.site(H), data);
        assertThat(outcome.said()).isEmpty();
        assertThat(outcome.tally("T:H").missed()).isEqualTo(1);
    }

    @Test
    void silenceIsCountedByReceipt() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, stale: {timeout: 2m}}", "{tag: U, metric: VALUE}");
        Path data = desk.data(
                "time,tag,value,received",
                at("12:00:00", "T,1," + DAY + "12:01:00Z"),
                at("12:05:00", "U,1," + DAY + "12:05:00Z"));
        assertThat(desk.run(site, data).said()).containsExactly("T:STALE RAISED 12:03:00.000 1.0");
    }

    // ---- what is counted --------------------------------------------------------------------------------------------

    @Test
    void aHighAlarmUnderAHighHighOneIsRaisedAndNotAnnunciated() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, limits: {L: 5, LL: 3, H: 10, HH: {value: 12}}}");
        Path data = desk.data("time,T", at("12:00:00", "13"), at("12:01:00", "2"), at("12:02:00", "11"));
        Outcome outcome = desk.run(site, data);
        assertThat(outcome.tally("T:HH").annunciated()).isEqualTo(1);
        assertThat(outcome.tally("T:H").raised()).isEqualTo(2);
        assertThat(outcome.tally("T:H").annunciated()).isEqualTo(1);
        assertThat(outcome.tally("T:L").annunciated()).isZero();
        assertThat(outcome.result().own().before(outcome.result().fed()).load().annunciations())
                .isEqualTo(5);
        assertThat(outcome.result().own().after(outcome.result().fed()).load().annunciations())
                .isEqualTo(3);
    }

    @Test
    void writesALineATransitionOfARule() throws Exception {
        Site site = desk.ruled(
                List.of(
                        "{id: wet, inputs: {t: T}, expr: t > 12.5}",
                        "{id: leak, inputs: {t: T}, expr: wet && t.H, onDelay: 2s, priority: HIGH, condition: LEAK}",
                        "{id: rise, kind: count, inputs: {t: T}, of: t.H, times: 1, window: 1m, priority: LOW}"),
                "{tag: T, limits: {H: 12.9}}");
        Path data = desk.data("time,T", "0,12.8", "1,12.95", "2,12.95", "3,12.95", "4,12.95", "5,12.4");
        Desk.Outcome outcome = desk.run(site, data);
        assertThat(outcome.text().lines())
                .contains(
                        "{\"tag\":\"rule:leak\",\"condition\":\"LEAK\",\"state\":\"RAISED\",\"time\":\"1970-01-01T00:00:03.000Z\",\"value\":null}",
                        "{\"tag\":\"rule:leak\",\"condition\":\"LEAK\",\"state\":\"CLEARED\",\"time\":\"1970-01-01T00:00:05.000Z\",\"value\":null}",
                        "{\"tag\":\"rule:rise\",\"condition\":\"COUNT\",\"state\":\"RAISED\",\"time\":\"1970-01-01T00:00:01.000Z\",\"value\":1.0}")
                .noneMatch(line -> line.contains("rule:wet"));
        assertThat(outcome.tally("rule:leak").raised()).isEqualTo(1);
        assertThat(outcome.tally("rule:leak").longestActiveMs(5_000)).isEqualTo(2_000);
    }

    @Test
    void anAlarmWithoutTheRuleThatItWaitsForIsRaisedAndNotAnnunciated() throws Exception {
        List<String> rules = List.of("{id: on, inputs: {p: P}, expr: p == 1}");
        Site site = desk.ruled(rules, "{tag: T, limits: {H: {value: 10, when: on}}}", "{tag: P}");
        Path data = desk.data("time,P,T", "0,0,9", "1,0,11", "2,0,9", "3,1,9", "4,1,11", "5,1,9", "6,0,9", "7,1,11");
        SlotTally tally = desk.run(site, data).tally("T:H");
        assertThat(tally.raised()).isEqualTo(3);
        assertThat(tally.annunciated()).isEqualTo(2);
    }

    @Test
    void tellsHowARuleOfTheOtherConfigurationDiffers() throws Exception {
        String tag = "{tag: T}";
        Site site = desk.ruled(List.of("{id: r, inputs: {t: T}, expr: t > 10, priority: HIGH}"), tag);
        Site other = desk.ruled(List.of("{id: r, inputs: {t: T}, expr: t > 12, priority: HIGH}"), tag);
        Path data = desk.data("time,T", "0,9", "1,11", "2,9", "3,11", "4,13", "5,9");
        BacktestRun.Result result = desk.against(site, other, data);
        assertThat(result.differs()).isTrue();
        Comparison.Difference difference = Objects.requireNonNull(
                Objects.requireNonNull(result.comparison()).alarms().get("rule:r"));
        assertThat(difference.lost()).hasSize(1);
        assertThat(difference.moved()).hasSize(1);
    }

    @Test
    void saysForHowLongAValueWasBeyondItsLimitWithoutAnAlarm() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, limits: {H: {value: 10, onDelay: 60s}}}");
        Path data = desk.data(
                "time,T", at("12:00:00", "11"), at("12:00:50", "9"), at("12:01:00", "11"), at("12:01:30", "9"));
        SlotTally tally = desk.run(site, data).tally("T:H");
        assertThat(tally.heldBack()).isEqualTo(2);
        assertThat(tally.longestBeyondMs()).isEqualTo(50_000);
        Path raised = desk.data("time,T", at("12:00:00", "11"), at("12:05:00", "9"));
        assertThat(desk.run(site, raised).tally("T:H").longestBeyondMs()).isEqualTo(60_000);
        Path unfinished = desk.data("time,T", at("12:00:00", "11"), at("12:00:59", "11"));
        assertThat(desk.run(site, unfinished).tally("T:H").longestBeyondMs()).isEqualTo(59_000);
    }

    @Test
    void saysForHowLongAnAlarmStood() throws Exception {
        Path data = desk.data(
                "time,T", at("12:00:00", "11"), at("12:05:00", "1"), at("12:06:00", "11"), at("12:16:00", "11"));
        SlotTally tally = desk.run(desk.site(H), data).tally("T:H");
        long end = Instant.parse(DAY + "12:16:00Z").toEpochMilli();
        assertThat(tally.longestActiveMs(end)).isEqualTo(600_000);
        assertThat(tally.activeMs(end)).isEqualTo(900_000);
        assertThat(tally.isStanding()).isTrue();
    }

    // ---- another configuration --------------------------------------------------------------------------------------

    @Test
    void tellsWhatIsGainedLostAndMoved() throws Exception {
        Site before =
                desk.site(H, "{tag: U, metric: VALUE, limits: {H: 10}}", "{tag: W, metric: VALUE, limits: {H: 10}}");
        Site after = desk.site(
                "{tag: T, metric: VALUE, deadband: 1, limits: {H: {value: 10, onDelay: 30s}}}",
                "{tag: U, metric: VALUE, limits: {H: 12, L: 0}}",
                "{tag: W, metric: VALUE, limits: {H: 10}}");
        Path data = desk.data(
                "time,T,U,W",
                at("12:00:00", "11,11,11"),
                at("12:01:00", "1,1,1"),
                at("12:02:00", "1,-1,1"),
                at("12:03:00", "1,1,1"));
        BacktestRun.Result result = desk.against(before, after, data);
        assertThat(result.differs()).isTrue();
        Comparison comparison = Objects.requireNonNull(result.comparison());
        assertThat(comparison.unchanged()).isEqualTo(1);
        assertThat(comparison.alarms().keySet()).containsExactly("T:H", "U:H", "U:L");
        assertThat(difference(comparison, "T:H").moved())
                .singleElement()
                .satisfies(moved -> assertThat(
                                moved.after().raisedMs() - moved.before().raisedMs())
                        .isEqualTo(30_000));
        assertThat(difference(comparison, "U:H").lost()).hasSize(1);
        assertThat(difference(comparison, "U:L").gained()).hasSize(1);
        assertThat(String.join("\n", Report.lines(result, Locale.ENGLISH)))
                .contains("1 unchanged, 1 moved, 1 lost, 1 gained.", "raised 30 s later");
        assertThat(String.join("\n", Report.lines(result, Locale.SIMPLIFIED_CHINESE)))
                .contains("不变 1，移动 1，失去 1，新增 1。");
    }

    private static Comparison.Difference difference(Comparison comparison, String alarm) {
        return Objects.requireNonNull(comparison.alarms().get(alarm));
    }

    @Test
    void theSameConfigurationDiffersInNothing() throws Exception {
        Path data = desk.data("time,T", at("12:00:00", "11"), at("12:01:00", "1"));
        assertThat(desk.against(desk.site(H), desk.site(H), data).differs()).isFalse();
    }

    // ---- recommendations --------------------------------------------------------------------------------------------

    @Test
    void recommendsWhatWasSeenToEndTheChattering() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, range: {low: 0, high: 20}, limits: {H: 10}}");
        List<String> lines = new ArrayList<>(List.of("time,T"));
        for (int i = 0; i < 120; i++) {
            lines.add(String.format(
                    Locale.ROOT, "2024-01-01T12:%02d:%02dZ,%s", i / 12, i % 12 * 5, i % 2 == 0 ? "10.1" : "9.85"));
        }
        lines.add("2024-01-01T12:30:00Z,5");
        BacktestRun.Result result = desk.against(site, site, desk.data(lines.toArray(String[]::new)));
        Recommendation recommendation = result.recommendations().get(0);
        assertThat(recommendation.alarm()).isEqualTo("T:H");
        assertThat(recommendation.before().annunciations()).isEqualTo(60);
        Recommendation.Way deadband = recommendation.ways().get(0);
        assertThat(deadband.variant().knob()).isEqualTo(Variant.Knob.DEADBAND);
        assertThat(deadband.variant().value()).isEqualTo(0.2);
        assertThat(deadband.endsIt()).isTrue();
        assertThat(deadband.evidence().annunciations()).isEqualTo(1);
        assertThat(deadband.evidence().excursionsLost()).isZero();
        Recommendation.Way off = recommendation.ways().get(1);
        assertThat(off.variant().knob()).isEqualTo(Variant.Knob.OFF_DELAY);
        assertThat(off.variant().value()).isEqualTo(10_000);
        // What is recommended is what the engine then does.
        Site mended = desk.site("{tag: T, metric: VALUE, range: {low: 0, high: 20}, deadband: 0.2, limits: {H: 10}}");
        assertThat(desk.run(mended, desk.data(lines.toArray(String[]::new))).said())
                .hasSize(2);
    }

    // ---- files ------------------------------------------------------------------------------------------------------

    @Test
    void stopsAtAMistakeOrCountsIt() throws Exception {
        Path data = desk.data("time,tag,value", at("12:00:00", "T,11"), "yesterday,T,1", at("12:02:00", "T,1"));
        Outcome stopped = desk.run(desk.site(H), data);
        assertThat(stopped.result().findings().stopped()).isTrue();
        BacktestRun.Options counting =
                new BacktestRun.Options(List.of(data), OnMistake.COUNT, Long.MIN_VALUE, Long.MAX_VALUE, true);
        Outcome counted = desk.run(counting, desk.site(H));
        assertThat(counted.said()).hasSize(2);
        assertThat(counted.result().findings().mistakeCount()).isEqualTo(1);
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws Exception {
        Site site = desk.site("{tag: T, metric: VALUE, deadband: 0.1, limits: {H: 10}}");
        Path data = RandomHistory.of(7, 1, 5_000, false).write(desk);
        BacktestRun.Result one = desk.against(site, site, data);
        BacktestRun.Result two = desk.against(site, site, data);
        assertThat(new String(ReportJson.of(one), UTF_8)).isEqualTo(new String(ReportJson.of(two), UTF_8));
        assertThat(desk.run(site, data).text()).isEqualTo(desk.run(site, data).text());
    }
}
