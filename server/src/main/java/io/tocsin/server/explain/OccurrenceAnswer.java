package io.tocsin.server.explain;

import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.server.explain.LoggedEvents.Logged;
import io.tocsin.server.explain.Ringing.Order;
import io.tocsin.server.explain.Ringing.Step;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together why one occurrence rang: the event log's transitions, and what the replay found where there was one. */
final class OccurrenceAnswer {
    private final String id;
    private final LoggedEvents logged;
    private final LoggedFields first;
    private final WhyItRang why;
    private final @Nullable RuleInForce archived;

    /** @param archived the rule by the archived configuration, for where nothing was replayed; null = it is gone */
    OccurrenceAnswer(String id, LoggedEvents logged, WhyItRang why, @Nullable RuleInForce archived) {
        this.id = id;
        this.logged = logged;
        this.why = why;
        this.archived = archived;
        first = logged.events().get(0).fields();
    }

    Explanation explanation(Reach reach, @Nullable Site site) {
        ZoneId zone = site == null ? ZoneOffset.UTC : site.park().zone();
        Words words = Words.of(zone, first.text("unit"));
        List<Step> steps = steps(reach.replayed());
        List<RuleInForce> rules = rules(reach.replayed());
        Ringing ringing = new Ringing(
                id,
                why.alarm(),
                why.tag(),
                why.condition(),
                why.flags(isLatched(site)),
                rules,
                asks(site),
                operands(),
                reach.replayed() ? why.timers() : List.of(),
                steps,
                reach.replayed() ? why.orders() : loggedOrders());
        return new Explanation(
                why.tag(),
                first.text("unit"),
                why.onsetMs(),
                steps.get(steps.size() - 1).timeMs(),
                summary(words, ringing, reach),
                ringing,
                List.of(),
                reach.replayed() ? why.samples().kept() : List.of(),
                reach.replayed() ? why.samples().leftOut() : 0,
                reach.replayed() ? why.refusals() : List.of(),
                reach,
                zone);
    }

    private boolean isLatched(@Nullable Site site) {
        String tag = why.tag();
        if (site != null && tag != null) {
            ConditionSpec spec = RuleInForce.spec(site, tag, why.condition());
            if (spec != null) {
                return RuleInForce.latches(site, tag, spec);
            }
        }
        return logged.events().stream()
                .anyMatch(each -> each.fields().text("state", "").startsWith("LATCHED"));
    }

    private List<Step> steps(boolean replayed) {
        List<Step> steps = new ArrayList<>();
        for (Logged each : logged.events()) {
            LoggedFields fields = each.fields();
            String eventId = fields.text("eventId", each.event().id());
            steps.add(new Step(
                    eventId,
                    fields.text("type", ""),
                    fields.timeMs("time"),
                    fields.timeMs("recordedTime"),
                    fields.text("state", ""),
                    fields.number("value"),
                    fields.text("quality"),
                    fields.text("cause"),
                    replayed && why.by(eventId).seq() > 0 ? why.by(eventId) : null));
        }
        return steps;
    }

    private List<RuleInForce> rules(boolean replayed) {
        if (replayed && !why.rules().isEmpty()) {
            return why.rules();
        }
        if (archived != null) {
            return List.of(archived);
        }
        return why.tag() == null ? List.of() : List.of(byEvidence());
    }

    private @Nullable Text asks(@Nullable Site site) {
        return site == null
                ? null
                : site.rules().stream()
                        .filter(rule -> rule.alarmId().equals(why.alarm()))
                        .map(rule -> RuleWords.of(rule.logic(), first.number("value")))
                        .findFirst()
                        .orElse(null);
    }

    /** What a composite rule saw, as its event has it. */
    private List<Ringing.Seen> operands() {
        List<Ringing.Seen> all = new ArrayList<>();
        for (int i = 0; first.text("operands." + i + ".name") != null; i++) {
            String at = "operands." + i + ".";
            List<String> active = new ArrayList<>();
            for (int j = 0; first.text(at + "active." + j) != null; j++) {
                active.add(first.text(at + "active." + j, ""));
            }
            all.add(new Ringing.Seen(
                    first.text(at + "name", ""),
                    first.text(at + "tag", ""),
                    first.timeMs(at + "time"),
                    first.number(at + "value"),
                    first.text(at + "quality"),
                    active));
        }
        return all;
    }

    /** What the event itself says of what decided it. */
    private RuleInForce byEvidence() {
        return new RuleInForce(
                why.condition(),
                first.text("configVersion", ""),
                -1,
                first.number("limit"),
                first.number("evidence.deadband"),
                first.number("evidence.setpoint"),
                Double.NaN,
                Double.NaN,
                first.whole("evidence.onDelayMs", -1),
                first.whole("evidence.offDelayMs", -1),
                first.whole("evidence.windowMs", -1),
                first.text("priority", ""),
                logged.events().stream()
                        .anyMatch(each -> each.fields().text("state", "").startsWith("LATCHED")));
    }

    /** Of those that were carried out the events say who; of the others only what became of them is known. */
    private List<Order> loggedOrders() {
        List<Order> orders = new ArrayList<>();
        for (Logged each : logged.events()) {
            LoggedFields fields = each.fields();
            if (fields.text("requestId") != null && !fields.text("type", "").equals("SUPERSEDED")) {
                orders.add(new Order(
                        fields.text("type", "").equals("RESET") ? "reset" : "acknowledge",
                        fields.text("requestId", ""),
                        fields.text("operator"),
                        fields.text("via"),
                        fields.text("comment"),
                        fields.timeMs("time"),
                        true,
                        null));
            }
        }
        for (LoggedFields reply : logged.replies()) {
            if (id.equals(reply.text("occurrenceId")) && "false".equals(reply.text("accepted"))) {
                orders.add(new Order(
                        reply.text("command", ""),
                        reply.text("requestId", ""),
                        null,
                        null,
                        null,
                        reply.timeMs("time"),
                        false,
                        reply.text("reason")));
            }
        }
        return orders;
    }

    // ---- in words ---------------------------------------------------------------------------------------------------

    private Text summary(Words words, Ringing ringing, Reach reach) {
        Text rang = rang(words, ringing.rules(), ringing.asks());
        Text over = over(words, ringing.transitions());
        boolean noted = !reach.note().en().isEmpty();
        return new Text(
                rang.zh() + over.zh() + (noted ? "（" + reach.note().zh() + "）" : "") + "。",
                rang.en() + over.en() + (noted ? " (" + reach.note().en() + ")" : "") + ".");
    }

    private Text rang(Words words, List<RuleInForce> rules, @Nullable Text asks) {
        String at = words.time(first.timeMs("time"));
        Text did = why.isMissed()
                ? new Text(
                        " 本应在 " + at + " 报警，但样本到达太晚", " would have rung at " + at + ", but its samples came too late")
                : new Text(" 于 " + at + " 报警", " rang at " + at);
        Text because = rules.isEmpty() ? becauseOf(words, asks) : because(words, rules.get(0));
        return new Text(why.alarm() + did.zh() + because.zh(), why.alarm() + did.en() + because.en());
    }

    private Text becauseOf(Words words, @Nullable Text asks) {
        if (asks == null) {
            return new Text("", "");
        }
        String since = words.time(why.onsetMs());
        return new Text("：自 " + since + " 起满足（" + asks.zh() + "）", ": met (" + asks.en() + ") from " + since + " on");
    }

    private Text because(Words words, RuleInForce rule) {
        boolean configured = "CONFIG".equals(first.text("cause"));
        Text asked = isKnown(rule) ? words.asked(rule) : Text.of(rule.condition());
        String value = words.value(first.number("value"));
        String since = words.time(why.onsetMs());
        boolean delayed = rule.onDelayMs() > 0 && !configured;
        String delay = Words.span(Math.max(0, rule.onDelayMs()));
        return new Text(
                "：自 " + since + " 起满足条件（" + asked.zh() + "）" + (delayed ? "，持续 " + delay : "") + "，当时值 " + value,
                ": met (" + asked.en() + ") from " + since + " on" + (delayed ? ", for the on-delay of " + delay : "")
                        + ", with " + value + " at the raise");
    }

    private static boolean isKnown(RuleInForce rule) {
        return switch (rule.condition()) {
            case "RANGE" -> Double.isFinite(rule.low()) || Double.isFinite(rule.high());
            case "STALE", "FLAT" -> rule.windowMs() >= 0;
            default -> true;
        };
    }

    private Text over(Words words, List<Step> steps) {
        for (Step step : steps) {
            if (step.type().equals("CLEARED")) {
                String at = words.time(step.timeMs());
                String value = words.value(step.value());
                return new Text("；于 " + at + " 返回，值 " + value, "; it returned at " + at + " with " + value);
            }
            if (step.type().equals("CONFIG_CHANGED")) {
                String at = words.time(step.timeMs());
                return new Text(
                        "；于 " + at + " 随配置变更关闭", "; it was closed at " + at + ", when it left the configuration");
            }
        }
        return why.isMissed() ? new Text("", "") : new Text("；尚未返回", "; it has not returned");
    }
}
