package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.alarms.kpi.Target;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the table.
 *
 * @param goal what it should be; empty where nobody says so
 * @param target what judges it; null where nothing does
 */
record Figure(Text name, Text goal, @Nullable Target target, Function<Kpis, Text> value) {
    private static final Text NO_GOAL = Text.of("");

    /** Those that every log has. */
    static final List<Figure> ALL = List.of(
            plain("报警数", "annunciations", kpis -> Shown.whole(kpis.load().annunciations())),
            plain(
                    "时段（10 分钟）",
                    "slots of 10 minutes",
                    kpis -> Shown.whole(kpis.load().slots())),
            new Figure(
                    new Text("平均每时段", "average per slot"),
                    new Text("≤ 1，至多 2", "<= 1, at most 2"),
                    Target.AVERAGE_PER_SLOT,
                    kpis -> Shown.hundredths(kpis.load().averagePerSlot())),
            new Figure(
                    new Text("单个时段最多", "peak in one slot"),
                    new Text("≤ 10", "<= 10"),
                    Target.PEAK,
                    kpis -> Shown.whole(kpis.load().peak())),
            new Figure(
                    new Text("超过 10 个报警的时段", "slots with more than 10"),
                    Text.of("< 1 %"),
                    Target.SLOTS_OVER_10,
                    kpis -> Shown.withShare(
                            kpis.load().slotsOver10(), kpis.load().slotsOver10Share())),
            new Figure(
                    new Text("报警泛滥（占时间）", "floods (share of time)"),
                    Text.of("< 1 %"),
                    Target.FLOODS,
                    kpis -> Shown.withShare(
                            kpis.load().floods().size(), kpis.load().floodShare())),
            new Figure(
                    new Text("最多的十个报警占比", "share of the first ten alarms"),
                    new Text("≤ 5 %", "<= 5 %"),
                    Target.TOP,
                    kpis -> Shown.percent(kpis.top().share())),
            new Figure(
                    new Text("抖动报警", "chattering alarms (times)"),
                    Text.of("0"),
                    Target.CHATTERING,
                    kpis -> Shown.times(kpis.chattering())),
            new Figure(
                    new Text("瞬时报警", "fleeting alarms (times)"),
                    Text.of("0"),
                    Target.FLEETING,
                    kpis -> Shown.times(kpis.fleeting())),
            new Figure(
                    new Text("结束时未恢复", "standing at the end"),
                    Text.of("< 5"),
                    Target.STANDING,
                    kpis -> Shown.whole(kpis.standing().size())),
            new Figure(
                    new Text("长期报警（超过 24 小时）", "long standing (over 24 h)"),
                    Text.of("< 5"),
                    Target.LONG_STANDING,
                    kpis -> Shown.whole(kpis.longStanding().size())),
            new Figure(
                    new Text("优先级：低 / 中 / 高和紧急", "priority: low / medium / high+critical"),
                    new Text("约 80 / 15 / 5 %", "about 80 / 15 / 5 %"),
                    null,
                    Figure::mix));

    private static Figure plain(String zh, String en, Function<Kpis, Text> value) {
        return new Figure(new Text(zh, en), NO_GOAL, null, value);
    }

    private static Text mix(Kpis kpis) {
        Kpis.Mix mix = kpis.mix();
        return Double.isNaN(mix.lowShare())
                ? Shown.percent(Double.NaN)
                : Text.of(String.join(
                        " / ",
                        Shown.percent(mix.lowShare()).en(),
                        Shown.percent(mix.mediumShare()).en(),
                        Shown.percent(mix.highShare()).en()));
    }

    /** One for each priority that was acknowledged in any of the logs. */
    static List<Figure> acknowledgements(List<Kpis> logs) {
        List<Figure> figures = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            addAcknowledgement(figures, logs, priority);
        }
        addAcknowledgement(figures, logs, null);
        return figures;
    }

    private static void addAcknowledgement(List<Figure> figures, List<Kpis> logs, @Nullable Priority priority) {
        if (logs.stream().anyMatch(kpis -> of(kpis, priority).count() > 0)) {
            String zh = priority == null ? "" : "（" + priority.name() + "）";
            String en = priority == null ? "" : " (" + priority.name() + ")";
            figures.add(plain(
                    "确认用时 p50 / p95" + zh, "time to acknowledge p50 / p95" + en, kpis -> waited(of(kpis, priority))));
        }
    }

    private static Acknowledgement of(Kpis kpis, @Nullable Priority priority) {
        return kpis.acknowledgements().stream()
                .filter(each -> each.priority() == priority)
                .findFirst()
                .orElse(new Acknowledgement(priority, 0, 0, -1, -1));
    }

    private static Text waited(Acknowledgement acknowledgement) {
        return acknowledgement.count() == 0
                ? Shown.percent(Double.NaN)
                : Text.of(Shown.duration(acknowledgement.p50Ms()) + " / " + Shown.duration(acknowledgement.p95Ms()));
    }
}
