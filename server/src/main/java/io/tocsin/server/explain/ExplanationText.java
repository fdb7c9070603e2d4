package io.tocsin.server.explain;

import io.tocsin.config.Text;
import io.tocsin.server.explain.Ringing.Order;
import io.tocsin.server.explain.Ringing.Step;
import io.tocsin.server.explain.Ringing.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for people: lines in their language, in the local time of the site. */
public final class ExplanationText {
    private final Explanation explanation;
    private final Locale locale;
    private final Words words;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation explanation, Locale locale) {
        this.explanation = explanation;
        this.locale = locale;
        words = Words.of(explanation.zone(), explanation.unit());
    }

    public static List<String> lines(Explanation explanation, Locale locale) {
        ExplanationText text = new ExplanationText(explanation, locale);
        text.write();
        return List.copyOf(text.lines);
    }

    private String say(String zh, String en) {
        return new Text(zh, en).in(locale);
    }

    private void head(String zh, String en) {
        lines.add("");
        lines.add(say(zh, en));
    }

    private void write() {
        lines.add(explanation.summary().in(locale));
        Ringing ringing = explanation.ringing();
        if (ringing != null) {
            ringing(ringing);
        }
        silences();
        samples();
        reach();
    }

    // ---- why it rang ------------------------------------------------------------------------------------------------

    private void ringing(Ringing ringing) {
        flags(ringing.flags());
        if (!ringing.rules().isEmpty()) {
            head("当时的规则", "The rule in force");
            ringing.rules().forEach(rule -> lines.add("  " + rule(rule)));
        }
        Text asks = ringing.asks();
        if (asks != null) {
            head("规则", "The rule");
            lines.add("  " + asks.in(locale));
        }
        if (!ringing.operands().isEmpty()) {
            head("规则所见", "What the rule saw");
            ringing.operands().forEach(seen -> lines.add("  " + seen(seen)));
        }
        if (!ringing.timers().isEmpty()) {
            head("计时", "Timers");
            ringing.timers().forEach(timer -> lines.add("  " + timer(timer)));
        }
        head("状态变化", "Transitions");
        ringing.transitions().forEach(step -> lines.add("  " + step(step)));
        if (!ringing.commands().isEmpty()) {
            head("指令", "Commands");
            ringing.commands().forEach(order -> lines.add("  " + order(order)));
        }
    }

    private void flags(Ringing.Flags flags) {
        List<String> set = new ArrayList<>();
        add(set, flags.uncertain(), "样本存疑", "uncertain samples");
        add(set, flags.bad(), "期间有坏样本", "bad samples meanwhile");
        add(set, flags.stale(), "期间静默", "silence meanwhile");
        add(set, flags.latched(), "锁存，须复位", "latching: stays until reset");
        add(set, flags.missed(), "仅为历史", "history only");
        if (!set.isEmpty()) {
            lines.add(say("标志：", "Flags: ") + String.join(say("、", ", "), set));
        }
    }

    private void add(List<String> set, boolean flag, String zh, String en) {
        if (flag) {
            set.add(say(zh, en));
        }
    }

    private String rule(RuleInForce rule) {
        String deadband =
                Double.isNaN(rule.deadband()) ? "" : say("，死区 ", ", deadband ") + words.value(rule.deadband());
        String delays = rule.onDelayMs() < 0
                ? ""
                : say("，延时报警 ", ", on-delay ")
                        + Words.span(rule.onDelayMs())
                        + say("，延时返回 ", ", off-delay ")
                        + Words.span(rule.offDelayMs());
        return rule.condition()
                + say("：", ": ")
                + words.asked(rule).in(locale)
                + deadband
                + delays
                + say("，优先级 ", ", priority ")
                + rule.priority()
                + say("，配置 ", ", configuration ")
                + rule.configVersion();
    }

    private String seen(Ringing.Seen seen) {
        String value = Double.isNaN(seen.value()) ? say("无值", "no value") : Words.number(seen.value());
        String quality = seen.quality() == null ? "" : "  " + seen.quality();
        String active = seen.active().isEmpty() ? "" : "  [" + String.join(" ", seen.active()) + "]";
        String at = seen.timeMs() < 0 ? "" : "  " + words.time(seen.timeMs());
        return seen.name() + "  " + seen.tag() + "  " + value + quality + active + at;
    }

    private String timer(Timer timer) {
        String name = switch (timer.kind()) {
            case ON_DELAY -> say("延时报警", "on-delay");
            case OFF_DELAY -> say("延时返回", "off-delay");
            case SILENCE -> say("静默", "silence");
        };
        String end = switch (timer.end()) {
            case FIRED -> say("到时", "fired");
            case CANCELLED -> say("于 ", "cancelled ") + words.time(timer.endedMs()) + say(" 取消", "");
            case RUNNING -> say("仍在计时", "still running");
        };
        return name
                + say("：自 ", ": from ")
                + words.time(timer.startedMs())
                + say("，应于 ", ", due ")
                + words.time(timer.dueMs())
                + say("，", ", ")
                + end
                + by(timer.by());
    }

    private String by(@Nullable By by) {
        if (by == null || by.seq() == 0) {
            return "";
        }
        String topic = by.topic().isEmpty() ? "" : " " + by.topic();
        return say("（输入 ", " (input ") + by.seq() + " " + by.input() + topic + say("）", ")");
    }

    private String step(Step step) {
        String cause = step.cause() == null ? "" : " " + step.cause();
        String value = Double.isNaN(step.value()) ? "" : "  " + words.value(step.value());
        return words.time(step.timeMs()) + "  " + step.type() + cause + " → " + step.state() + value + "  "
                + step.eventId() + by(step.by());
    }

    private String order(Order order) {
        String who = order.operator() == null ? "" : "  " + order.operator();
        String via = order.via() == null ? "" : say(" 经 ", " via ") + order.via();
        String comment = order.comment() == null ? "" : "  “" + order.comment() + "”";
        String became = order.accepted() ? say("接受", "accepted") : say("拒绝 ", "refused ") + order.reason();
        return words.time(order.timeMs()) + "  " + order.command() + who + via + "  " + order.requestId() + "  "
                + became + comment;
    }

    // ---- why nothing rang -------------------------------------------------------------------------------------------

    private void silences() {
        if (explanation.silences().isEmpty()) {
            return;
        }
        head("各报警条件", "Each condition");
        for (Silence silence : explanation.silences()) {
            lines.add("  " + silence.condition() + "  " + silence.reason() + say("：", ": ")
                    + silence.sentence().in(locale));
        }
    }

    // ---- both -------------------------------------------------------------------------------------------------------

    private void samples() {
        if (!explanation.samples().isEmpty()) {
            head("样本", "Samples");
            lines.addAll(Picture.rows(explanation, words));
            explanation.samples().forEach(sample -> lines.add("  " + sample(sample)));
        }
        if (explanation.samplesLeftOut() > 0) {
            lines.add("  " + say("略去 ", "left out: ") + explanation.samplesLeftOut()
                    + say(" 个无作用的样本", " samples that did nothing"));
        }
        if (!explanation.rejections().isEmpty()) {
            head("拒收", "Rejections");
            explanation
                    .rejections()
                    .forEach(refusal -> lines.add("  " + words.time(refusal.by().receiveMs()) + "  " + refusal.reason()
                            + ": " + refusal.detail() + "  #" + refusal.by().seq()));
        }
    }

    private String sample(SeenSample sample) {
        String stamp = sample.stampMs() == sample.effectiveMs()
                ? ""
                : say("，原时标 ", ", stamped ") + words.time(sample.stampMs());
        String lag = say("，收到 ", ", received ") + words.time(sample.by().receiveMs());
        String effects = sample.effects().stream()
                .map(effect -> effect.condition() + " " + effect.act())
                .collect(Collectors.joining(", "));
        return words.time(sample.effectiveMs()) + "  " + words.value(sample.value()) + " " + sample.quality() + "  "
                + sample.fate() + (effects.isEmpty() ? "" : "  [" + effects + "]") + "  #"
                + sample.by().seq() + stamp + lag + "  " + sample.by().topic();
    }

    private void reach() {
        Reach reach = explanation.reach();
        lines.add("");
        String journal = reach.journalMs() < 0 ? "-" : words.time(reach.journalMs());
        String events = reach.eventsMs() < 0 ? "-" : words.time(reach.eventsMs());
        lines.add(say("可追溯：输入日志自 ", "Reach: the journal from ")
                + journal
                + say("，事件日志自 ", ", the event log from ")
                + events
                + say("；时区 ", "; time zone ")
                + explanation.zone());
    }
}
