package io.tocsin.server.explain;

import io.tocsin.config.Text;
import io.tocsin.server.explain.Silence.Counts;
import io.tocsin.server.explain.Silence.Figures;
import io.tocsin.server.explain.Silence.Reason;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, in both languages, why a condition said nothing. */
record Sentences(
        Words words,
        String condition,
        @Nullable RuleInForce rule,
        @Nullable RuleInForce now,
        Figures figures) {

    Text of(Reason reason) {
        return switch (reason) {
            case ACTIVE -> active();
            case NOT_CONFIGURED -> notConfigured();
            case ON_DELAY_NOT_OVER -> onDelay();
            case MISSED -> missed();
            case LATE -> late();
            case OTHER_LIMIT -> otherLimit();
            case BAD_VALUE -> bad();
            case REJECTED -> rejected();
            case NO_DATA -> noData();
            case NEVER_BEYOND -> neverBeyond();
            case SAMPLES_NOT_HELD ->
                new Text(
                        "事件日志中没有该报警；样本已不再保存，无法说明原因",
                        "the event log has no alarm of it, and the samples are no longer held");
        };
    }

    private Text asked() {
        RuleInForce then = rule;
        return then == null ? Text.of(condition) : words.asked(then);
    }

    private Text active() {
        String since = words.time(figures.activeMs());
        boolean stands = figures.activeUntilMs() < 0;
        String until = stands ? "" : words.time(figures.activeUntilMs());
        return new Text(
                "有报警：自 " + since + " 起处于报警状态" + (stands ? "" : "，至 " + until),
                "there was an alarm: active since " + since + (stands ? "" : " until " + until));
    }

    private Text notConfigured() {
        Text later = now == null
                ? new Text("", "")
                : new Text(
                        "；现行配置为" + words.asked(now).zh(),
                        "; the newest configuration asks for "
                                + words.asked(now).en());
        return new Text("当时该位号没有配置此报警" + later.zh(), "the tag had no such condition then" + later.en());
    }

    private Text onDelay() {
        String from = words.time(figures.beyondMs());
        boolean goesOn = figures.untilMs() < 0;
        String until = goesOn ? "" : words.time(figures.untilMs());
        String missing = Words.span(Math.max(0, figures.missingMs()));
        String delay = Words.span(figures.dueMs() - figures.beyondMs());
        return new Text(
                "自 " + from + (goesOn ? " 起" : " 至 " + until) + "满足条件（" + asked().zh() + "），但延时 " + delay + " 未到，还差 "
                        + missing,
                "it was met (" + asked().en() + ") from " + from + (goesOn ? " on" : " until " + until)
                        + ", but the on-delay of " + delay + " was not over: " + missing + " were missing");
    }

    private Text missed() {
        return new Text(
                "样本到达太晚（作为历史数据）：记录为 MISSED，未报警",
                "its samples came too late, as history: said as MISSED, and raised nothing");
    }

    private Text late() {
        Counts counts = figures.counts();
        if (figures.nearestMs() < 0) {
            return new Text(
                    "样本迟到 " + counts.late() + " 个、作为历史 " + counts.history() + " 个，均未参与判断",
                    counts.late() + " samples came late and " + counts.history() + " as history: none was looked at");
        }
        String at = words.time(figures.nearestMs());
        String value = words.value(figures.nearest());
        return new Text(
                at + " 的样本 " + value + " 满足条件（" + asked().zh() + "），但到达太晚，未参与判断",
                "a sample of " + at + ", " + value + ", met it (" + asked().en()
                        + "), but came late and moved nothing");
    }

    private Text otherLimit() {
        RuleInForce later = now;
        Text asks = later == null ? Text.of("") : words.asked(later);
        return new Text(
                "当时的限值为" + asked().zh() + "，未满足（" + nearest().zh() + "）；按现行配置（" + asks.zh() + "）会满足",
                "as configured then (" + asked().en() + ") it was never met, "
                        + nearest().en() + "; as configured now (" + asks.en() + ") it would have been");
    }

    private Text bad() {
        int count = figures.counts().bad();
        return new Text(
                "样本质量为坏（" + count + " 个）：坏值不触发报警", "the samples were bad (" + count + "): a bad value raises nothing");
    }

    private Text rejected() {
        int count = figures.counts().rejected();
        return new Text("样本未被接收（" + count + " 次拒收）", "the samples were not taken (" + count + " rejections)");
    }

    private Text noData() {
        if (figures.lastHeardMs() < 0) {
            return new Text("没有数据：此前从未收到样本", "no data: nothing had ever been heard of the tag");
        }
        String last = words.time(figures.lastHeardMs());
        return new Text("没有数据：最后一个样本在 " + last, "no data: the last sample was of " + last);
    }

    private Text neverBeyond() {
        if (condition.equals("BAD")) {
            return new Text("没有坏样本", "no sample was bad");
        }
        return new Text(
                "从未满足条件（" + asked().zh() + "）"
                        + (nearest().zh().isEmpty() ? "" : "：" + nearest().zh()),
                "never met (" + asked().en() + ")"
                        + (nearest().en().isEmpty() ? "" : ": " + nearest().en()));
    }

    private Text nearest() {
        if (Double.isNaN(figures.measured())) {
            return new Text("", "");
        }
        String measured = words.measured(condition, figures.measured());
        String at = figures.nearestMs() < 0 ? "" : words.time(figures.nearestMs());
        boolean known = Double.isFinite(figures.missing());
        String missing = known ? words.measured(condition, figures.missing()) : "";
        return new Text(
                "最接近的是 " + measured + (at.isEmpty() ? "" : "（" + at + "）") + (known ? "，还差 " + missing : ""),
                "the nearest was " + measured + (at.isEmpty() ? "" : " at " + at)
                        + (known ? ", " + missing + " short of it" : ""));
    }
}
