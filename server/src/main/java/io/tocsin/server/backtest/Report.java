package io.tocsin.server.backtest;

import io.tocsin.config.Text;
import io.tocsin.history.Findings;
import io.tocsin.server.backtest.BacktestRun.Result;
import io.tocsin.server.backtest.Recommendation.Way;
import io.tocsin.server.events.Json;
import io.tocsin.server.kpi.KpiTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings of a backtest for people, in Markdown; times are those of the park. */
public final class Report {
    /** Changes of one alarm that are written out one by one; all of them stand in the JSON. */
    private static final int CHANGES_MAX = 10;

    private static final int UNKNOWN_MAX = 20;

    private final Result result;
    private final Locale locale;
    private final DateTimeFormatter times;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private Report(Result result, Locale locale) {
        this.result = result;
        this.locale = locale;
        zone = result.own().site().park().zone();
        times = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                .withZone(zone);
    }

    /** Lines of Markdown. */
    public static List<String> lines(Result result, Locale locale) {
        Report report = new Report(result, locale);
        report.data();
        report.alarms();
        report.kpis();
        report.recommendations();
        report.comparison();
        return List.copyOf(report.lines);
    }

    private void head(String marks, String zh, String en) {
        lines.add(marks + " " + say(zh, en));
        lines.add("");
    }

    private String say(String zh, String en) {
        return new Text(zh, en).in(locale);
    }

    private String time(long timeMs) {
        String text = times.format(Instant.ofEpochMilli(timeMs));
        return text.endsWith(".000") ? text.substring(0, text.length() - ".000".length()) : text;
    }

    private void row(List<String> cells) {
        lines.add(
                "| " + cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |");
    }

    private void table(List<String> heads) {
        row(heads);
        lines.add("|" + "---|".repeat(heads.size()));
    }

    // ---- data -------------------------------------------------------------------------------------------------------

    private void data() {
        Backtest.Fed fed = result.fed();
        Findings findings = result.findings();
        head("#", "回测报告", "Backtest");
        if (fed.samples() == 0) {
            lines.add(say("数据中没有本站点位号的样本。", "No sample of a tag of the site is in the data."));
            lines.add("");
            return;
        }
        lines.add(say(
                "配置 " + version(result.own()) + "；样本 " + fed.samples() + " 个，自 " + time(fed.fromMs()) + " 至 "
                        + time(fed.toMs()) + "（" + zone + "）。",
                "Configuration " + version(result.own()) + "; " + fed.samples() + " samples from " + time(fed.fromMs())
                        + " to " + time(fed.toMs()) + " (" + zone + ")."));
        lines.add("");
        Trial trial = result.own().trial();
        remark(trial.late(), "迟到的样本，不参与判断", "samples that came late and decided nothing");
        remark(trial.historical(), "到达时已成历史的样本", "samples that were history on arrival");
        remark(trial.repeats(), "重复的样本", "repeats of the newest sample");
        remark(findings.mistakeCount(), "无法理解的行，已略去", "mistakes in the files, left out");
        remark(findings.otherInputs(), "样本以外的输入，未使用", "inputs of other kinds, not used");
        unknown(findings);
        lines.add("");
    }

    private static String version(Subject subject) {
        return subject.site().hash().substring(0, 12);
    }

    private void remark(long count, String zh, String en) {
        if (count > 0) {
            lines.add("- " + say(zh + "：" + count, en + ": " + count));
        }
    }

    private void unknown(Findings findings) {
        if (findings.unknownSamples() == 0) {
            return;
        }
        Map<String, Long> tags = findings.unknownTags();
        String names = tags.keySet().stream().limit(UNKNOWN_MAX).collect(Collectors.joining(", "));
        String more = tags.size() > UNKNOWN_MAX ? ", ..." : "";
        lines.add("- "
                + say(
                        "站点中没有的位号，样本 " + findings.unknownSamples() + " 个，已略去：" + names + more,
                        findings.unknownSamples() + " samples of tags that the site does not have, left out: " + names
                                + more));
    }

    // ---- alarms -----------------------------------------------------------------------------------------------------

    private void alarms() {
        head("##", "报警", "Alarms");
        Trial trial = result.own().trial();
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < trial.slots().size(); slot++) {
            if (trial.tallyOf(slot) != null) {
                slots.add(slot);
            }
        }
        if (slots.isEmpty()) {
            lines.add(say("没有报警。", "None was raised."));
            lines.add("");
            return;
        }
        slots.sort(Comparator.comparingLong((Integer slot) -> -tally(slot).annunciated())
                .thenComparing(trial::alarm));
        table(List.of(
                say("报警", "alarm"),
                say("优先级", "priority"),
                say("报出", "raised"),
                say("通知", "annunciated"),
                say("延时内返回", "held back"),
                say("越限而未报最长", "longest beyond without alarm"),
                say("持续最长", "longest active"),
                say("补传错过", "missed")));
        for (int slot : slots) {
            SlotTally tally = tally(slot);
            row(List.of(
                    trial.alarm(slot) + (tally.isStanding() ? say("（仍在）", " (stands)") : ""),
                    trial.slots().priority(slot).name(),
                    String.valueOf(tally.raised()),
                    String.valueOf(tally.annunciated()),
                    String.valueOf(tally.heldBack()),
                    Durations.of(tally.longestBeyondMs(), locale),
                    Durations.of(tally.longestActiveMs(result.fed().toMs()), locale),
                    String.valueOf(tally.missed())));
        }
        lines.add("");
    }

    private SlotTally tally(int slot) {
        SlotTally tally = result.own().trial().tallyOf(slot);
        if (tally == null) {
            throw new IllegalStateException("expected a tally, slot=" + slot);
        }
        return tally;
    }

    // ---- figures ----------------------------------------------------------------------------------------------------

    private void kpis() {
        Backtest.Fed fed = result.fed();
        if (fed.samples() == 0) {
            return;
        }
        head("##", "指标", "Figures");
        List<KpiTable.Column> columns = new ArrayList<>();
        columns.add(
                new KpiTable.Column(new Text("全部报出", "all raised"), result.own().before(fed)));
        columns.add(new KpiTable.Column(
                new Text("通知到人", "annunciated"), result.own().after(fed)));
        Subject against = result.against();
        if (against != null) {
            columns.add(new KpiTable.Column(new Text("另一配置：通知", "other: annunciated"), against.after(fed)));
        }
        lines.add("```text");
        lines.addAll(KpiTable.lines(columns, locale));
        lines.add("```");
        lines.add("");
        lines.add(
                say(
                        "“通知到人”不含同一位号高高报期间的高报（低低与低、气体二级与一级同理）。",
                        "Annunciated leaves out the high alarm of a tag while its high-high alarm is active (low and gas levels alike)."));
        lines.add("");
    }

    // ---- recommendations --------------------------------------------------------------------------------------------

    private void recommendations() {
        if (result.recommendations().isEmpty()) {
            return;
        }
        head("##", "抖动报警的建议", "Alarms that chatter, and what would end it");
        lines.add(say("每一项都用同样的数据与同样的程序试过。", "Each was tried on the same data by the same code."));
        lines.add("");
        table(List.of(
                say("报警", "alarm"),
                say("改动", "change"),
                say("通知次数", "annunciations"),
                say("抖动", "chattering"),
                say("漏掉的越限过程", "excursions lost"),
                say("最多推迟", "told later by at most")));
        for (Recommendation each : result.recommendations()) {
            row(List.of(
                    each.alarm(),
                    say("现状", "as it is"),
                    String.valueOf(each.before().annunciations()),
                    String.valueOf(each.before().chattering()),
                    "",
                    ""));
            each.ways()
                    .forEach(way -> row(List.of(
                            each.alarm(),
                            change(way),
                            String.valueOf(way.evidence().annunciations()),
                            String.valueOf(way.evidence().chattering()),
                            String.valueOf(way.evidence().excursionsLost()),
                            Durations.of(way.evidence().latestMs(), locale))));
        }
        lines.add("");
    }

    private String change(Way way) {
        double to = way.variant().value();
        String insufficient = way.endsIt() ? "" : say("（不足以消除）", " (does not end it)");
        return switch (way.variant().knob()) {
            case DEADBAND -> say("死区 ", "deadband ") + Json.number(way.now()) + " → " + Json.number(to) + insufficient;
            case OFF_DELAY -> say("返回延时 ", "off-delay ") + delays(way) + insufficient;
            case ON_DELAY -> say("报警延时 ", "on-delay ") + delays(way) + insufficient;
        };
    }

    private String delays(Way way) {
        return Durations.of((long) way.now(), locale) + " → "
                + Durations.of((long) way.variant().value(), locale);
    }

    // ---- comparison -------------------------------------------------------------------------------------------------

    private void comparison() {
        Comparison comparison = result.comparison();
        Subject against = result.against();
        if (comparison == null || against == null) {
            return;
        }
        head("##", "与另一配置 " + version(against) + " 的差别", "Against the other configuration " + version(against));
        lines.add(say(
                "不变 " + comparison.unchanged() + "，移动 " + comparison.moved() + "，失去 " + comparison.lost() + "，新增 "
                        + comparison.gained() + "。",
                comparison.unchanged() + " unchanged, " + comparison.moved() + " moved, " + comparison.lost()
                        + " lost, " + comparison.gained() + " gained."));
        lines.add("");
        if (comparison.isNone()) {
            return;
        }
        table(List.of(
                say("报警", "alarm"),
                say("不变", "unchanged"),
                say("移动", "moved"),
                say("失去", "lost"),
                say("新增", "gained")));
        comparison
                .alarms()
                .forEach((alarm, difference) -> row(List.of(
                        alarm,
                        String.valueOf(difference.unchanged()),
                        String.valueOf(difference.moved().size()),
                        String.valueOf(difference.lost().size()),
                        String.valueOf(difference.gained().size()))));
        lines.add("");
        changes(comparison);
    }

    private void changes(Comparison comparison) {
        comparison.alarms().forEach((alarm, difference) -> {
            List<String> all = new ArrayList<>();
            difference.moved().forEach(moved -> all.add("- " + alarm + " " + moved(moved)));
            difference.lost().forEach(lost -> all.add("- " + alarm + " " + single(lost, "失去", "lost")));
            difference.gained().forEach(gained -> all.add("- " + alarm + " " + single(gained, "新增", "gained")));
            lines.addAll(all.stream().limit(CHANGES_MAX).toList());
            if (all.size() > CHANGES_MAX) {
                int more = all.size() - CHANGES_MAX;
                lines.add("- " + alarm + " " + say("另有 " + more + " 处（见 --json）", more + " more (see --json)"));
            }
        });
        lines.add("");
    }

    private String moved(Comparison.Moved moved) {
        long raisedMs = moved.after().raisedMs() - moved.before().raisedMs();
        String raise = raisedMs == 0 ? "" : say("报出移动 ", "raised ") + signed(raisedMs) + say("", " later");
        boolean endMoved = moved.after().clearedMs() != moved.before().clearedMs();
        String end = !endMoved ? "" : say("返回 ", "cleared ") + cleared(moved.before()) + " → " + cleared(moved.after());
        String both = raise.isEmpty() || end.isEmpty() ? raise + end : raise + ", " + end;
        return say("移动 ", "moved ") + time(moved.before().raisedMs()) + ": " + both;
    }

    private String signed(long ms) {
        return Durations.of(ms, locale);
    }

    private String cleared(Occurrence occurrence) {
        return occurrence.isStanding() ? say("仍在", "stands") : time(occurrence.clearedMs());
    }

    private String single(Comparison.Single single, String zh, String en) {
        String covered = single.covered() ? say("（另一侧当时已在报警）", " (the other one stood at the time)") : "";
        return say(zh, en) + " " + time(single.occurrence().raisedMs()) + " – " + cleared(single.occurrence())
                + covered;
    }
}
