package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.HandOver;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Suppressed;
import io.tocsin.config.Position;
import io.tocsin.config.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sheet of a hand-over as a page to be printed and signed: plain, and without a script. */
final class HandoverPage {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final HandoverSheet sheet;
    private final boolean chinese;
    private final ZoneId zone;
    private final StringBuilder html = new StringBuilder(4_096);

    HandoverPage(HandoverSheet sheet, boolean chinese) {
        this.sheet = sheet;
        this.chinese = chinese;
        zone = sheet.values().site().park().zone();
    }

    String html() {
        String title = say("交接班单", "Hand-over sheet");
        html.append("<!doctype html><html lang=\"")
                .append(say("zh-CN", "en"))
                .append("\"><head><meta charset=\"utf-8\">");
        html.append("<title>")
                .append(title)
                .append("</title></head><body><h1>")
                .append(title)
                .append("</h1><p>");
        html.append(escaped(text(sheet.values().site().park().name()))).append(" · ");
        Position position = sheet.position();
        html.append(escaped(position == null ? say("全部岗位", "all positions") : text(position.name())));
        html.append(" · ").append(time(sheet.silenced().nowMs())).append("</p>");
        watch(sheet.watch());
        alarms();
        silenced();
        rest();
        html.append("<p>")
                .append(say("交班：__________　接班：__________", "Handed over: __________  Taken over: __________"));
        return html.append("</p></body></html>\n").toString();
    }

    private void watch(@Nullable HandOver watch) {
        html.append("<p>").append(say("当班：", "On watch: "));
        html.append(escaped(watch == null ? "-" : watch.by() + ", " + time(watch.sinceMs())));
        html.append(watch == null || watch.note() == null ? "" : " · " + escaped(watch.note()))
                .append("</p>");
    }

    private void alarms() {
        table(
                say("未恢复的报警（未确认在前）", "What stands, unacknowledged first"),
                List.of(say("报警", "Alarm"), say("优先级", "Priority"), say("状态", "State"), say("发生", "Raised")),
                sheet.standing(),
                alarm -> List.of(
                        name(alarm),
                        alarm.definition().priority().name(),
                        alarm.state().name(),
                        time(alarm.raisedTimeMs())));
    }

    private void silenced() {
        Silenced all = sheet.silenced();
        silences(
                say("搁置", "Shelved"),
                all.shelved(),
                alarm -> Silenced.Silence.of(suppressed(alarm).shelved()));
        silences(
                say("等待第二人确认", "Waiting for a second person"),
                all.asked(),
                alarm -> Silenced.Silence.of(suppressed(alarm).asked()));
        silences(
                say("人工抑制", "Suppressed by hand"),
                all.manual(),
                alarm -> Silenced.Silence.of(suppressed(alarm).manual()));
        silences(
                say("停用", "Out of service"),
                all.outOfService(),
                alarm -> Silenced.Silence.of(suppressed(alarm).outOfService()));
        table(
                say("设计抑制", "Suppressed by design"),
                List.of(say("原因", "Cause"), say("报警数", "Alarms")),
                List.copyOf(all.byDesign().entrySet()),
                cause -> List.of(cause.getKey(), String.valueOf(cause.getValue())));
        table(
                say("检修、调试、标定窗口", "Windows of work"),
                List.of(
                        say("对象", "On"),
                        say("作业", "Work"),
                        say("起止", "From, until"),
                        say("负责", "By"),
                        say("许可", "Permit")),
                all.windows(),
                this::window);
    }

    private static Suppressed suppressed(AlarmStatus alarm) {
        return alarm.people().suppressed();
    }

    private List<String> window(OpenWindow open) {
        String tag = open.window().tag();
        return List.of(
                tag == null ? String.valueOf(open.window().tank()) : tag,
                open.window().work().name(),
                time(open.window().fromMs()) + " - " + time(open.untilMs()),
                open.by(),
                open.authorisation());
    }

    private void silences(String title, List<AlarmStatus> alarms, Function<AlarmStatus, Silenced.Silence> why) {
        table(
                title,
                List.of(say("报警", "Alarm"), say("操作人", "By"), say("原因", "Reason"), say("至", "Until")),
                alarms,
                alarm -> {
                    Silenced.Silence silence = why.apply(alarm);
                    return List.of(name(alarm), silence.by(), silence.reason(), time(silence.untilMs()));
                });
    }

    private void rest() {
        table(
                say("旁路", "Bypassed"),
                List.of(say("位号", "Tag"), say("值", "Value"), say("自", "Since")),
                sheet.bypassed(),
                bypass -> List.of(
                        bypass.tag().id(),
                        bypass.name() == null ? String.valueOf(bypass.value()) : bypass.name(),
                        time(bypass.sinceMs())));
        table(
                say("未完成的处置", "Handling to be finished"),
                List.of(say("报警", "Alarm"), say("进度", "State"), say("处置人", "Assignee"), say("说明", "Note")),
                sheet.handling(),
                each -> List.of(
                        name(each.alarm()),
                        each.handling().state().name(),
                        or(each.handling().assignee()),
                        or(each.handling().note())));
        table(
                say("预警（建议，由人发布）", "Early warnings (suggestions, released by a person)"),
                List.of(say("对象", "About"), say("等级", "Colour"), say("依据", "Reasons")),
                sheet.warnings(),
                each -> List.of(
                        each.subject() + " " + each.id(), each.colour().name(), String.join(", ", each.reasons())));
    }

    /** An empty list is said to be empty: a missing one might have been forgotten. */
    private <T> void table(String title, List<String> heads, List<T> rows, Function<T, List<String>> cells) {
        html.append("<h2>").append(title).append(": ").append(rows.size()).append("</h2>");
        if (rows.isEmpty()) {
            return;
        }
        html.append("<table border=\"1\"><tr>");
        heads.forEach(head -> html.append("<th>").append(head).append("</th>"));
        for (T row : rows) {
            html.append("</tr><tr>");
            cells.apply(row)
                    .forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
        }
        html.append("</tr></table>");
    }

    private String name(AlarmStatus alarm) {
        return alarm.definition().id() + " " + text(alarm.definition().message());
    }

    private String say(String zh, String en) {
        return chinese ? zh : en;
    }

    private String text(Text text) {
        return say(text.zh(), text.en());
    }

    private String time(long timeMs) {
        return timeMs < 0 ? "-" : MINUTES.format(Instant.ofEpochMilli(timeMs).atZone(zone));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
