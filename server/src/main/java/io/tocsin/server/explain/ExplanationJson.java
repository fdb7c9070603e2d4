package io.tocsin.server.explain;

import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import io.tocsin.server.explain.Ringing.Flags;
import io.tocsin.server.explain.Ringing.Order;
import io.tocsin.server.explain.Ringing.Step;
import io.tocsin.server.explain.Ringing.Timer;
import io.tocsin.server.explain.Silence.Counts;
import io.tocsin.server.explain.Silence.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An explanation for machines; the field names are a contract (docs/explain.md). Times are UTC. */
public final class ExplanationJson {
    /** One item of a list. */
    private interface Item<T> {
        void write(JsonGenerator json, T item);
    }

    private ExplanationJson() {}

    public static byte[] of(Explanation explanation) {
        return Json.object(json -> {
            Json.string(json, "tag", explanation.tag());
            Json.string(json, "unit", explanation.unit());
            Json.time(json, "from", explanation.fromMs());
            Json.time(json, "to", explanation.toMs());
            text(json, "summary", explanation.summary());
            ringing(json, explanation.ringing());
            list(json, "conditions", explanation.silences(), ExplanationJson::silence);
            list(json, "samples", explanation.samples(), ExplanationJson::sample);
            json.writeNumberProperty("samplesLeftOut", explanation.samplesLeftOut());
            list(json, "rejections", explanation.rejections(), ExplanationJson::refusal);
            reach(json, explanation.reach());
        });
    }

    private static void text(JsonGenerator json, String name, Text text) {
        json.writeObjectPropertyStart(name);
        Json.string(json, "zh", text.zh());
        Json.string(json, "en", text.en());
        json.writeEndObject();
    }

    private static <T> void list(JsonGenerator json, String name, List<T> items, Item<T> item) {
        json.writeArrayPropertyStart(name);
        for (T each : items) {
            json.writeStartObject();
            item.write(json, each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    // ---- why it rang ------------------------------------------------------------------------------------------------

    private static void ringing(JsonGenerator json, @Nullable Ringing ringing) {
        if (ringing == null) {
            json.writeNullProperty("occurrence");
            return;
        }
        json.writeObjectPropertyStart("occurrence");
        Json.string(json, "occurrenceId", ringing.occurrence());
        Json.string(json, "alarmId", ringing.alarm());
        Json.string(json, "condition", ringing.condition());
        Flags flags = ringing.flags();
        json.writeObjectPropertyStart("flags");
        json.writeBooleanProperty("uncertain", flags.uncertain());
        json.writeBooleanProperty("bad", flags.bad());
        json.writeBooleanProperty("stale", flags.stale());
        json.writeBooleanProperty("latched", flags.latched());
        json.writeBooleanProperty("missed", flags.missed());
        json.writeEndObject();
        list(json, "rules", ringing.rules(), ExplanationJson::rule);
        Text asks = ringing.asks();
        if (asks == null) {
            json.writeNullProperty("asks");
        } else {
            json.writeObjectPropertyStart("asks");
            Json.string(json, "zh", asks.zh());
            Json.string(json, "en", asks.en());
            json.writeEndObject();
        }
        list(json, "operands", ringing.operands(), ExplanationJson::seen);
        list(json, "timers", ringing.timers(), ExplanationJson::timer);
        list(json, "transitions", ringing.transitions(), ExplanationJson::step);
        list(json, "commands", ringing.commands(), ExplanationJson::order);
        json.writeEndObject();
    }

    private static void seen(JsonGenerator json, Ringing.Seen seen) {
        Json.string(json, "name", seen.name());
        Json.string(json, "tag", seen.tag());
        Json.time(json, "time", seen.timeMs());
        Json.number(json, "value", seen.value());
        Json.string(json, "quality", seen.quality());
        json.writeArrayPropertyStart("active");
        seen.active().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void rule(JsonGenerator json, RuleInForce rule) {
        Json.string(json, "condition", rule.condition());
        Json.string(json, "configVersion", rule.configVersion());
        Json.time(json, "since", rule.sinceMs());
        Json.number(json, "limit", rule.limit());
        Json.number(json, "deadband", rule.deadband());
        Json.number(json, "setpoint", rule.setpoint());
        Json.number(json, "low", rule.low());
        Json.number(json, "high", rule.high());
        whole(json, "onDelayMs", rule.onDelayMs());
        whole(json, "offDelayMs", rule.offDelayMs());
        whole(json, "windowMs", rule.windowMs());
        Json.string(json, "priority", rule.priority());
        json.writeBooleanProperty("latching", rule.latching());
    }

    private static void whole(JsonGenerator json, String name, long number) {
        if (number < 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    private static void timer(JsonGenerator json, Timer timer) {
        Json.string(json, "kind", timer.kind().name());
        Json.time(json, "started", timer.startedMs());
        Json.time(json, "due", timer.dueMs());
        Json.time(json, "ended", timer.endedMs());
        Json.string(json, "end", timer.end().name());
        by(json, timer.by());
    }

    private static void by(JsonGenerator json, @Nullable By by) {
        if (by == null || by.seq() == 0) {
            json.writeNullProperty("by");
            return;
        }
        json.writeObjectPropertyStart("by");
        json.writeNumberProperty("seq", by.seq());
        Json.string(json, "input", by.input());
        Json.string(json, "topic", by.topic().isEmpty() ? null : by.topic());
        Json.time(json, "received", by.receiveMs());
        json.writeEndObject();
    }

    private static void step(JsonGenerator json, Step step) {
        Json.string(json, "eventId", step.eventId());
        Json.string(json, "type", step.type());
        Json.time(json, "time", step.timeMs());
        Json.time(json, "recordedTime", step.recordedMs());
        Json.string(json, "state", step.state());
        Json.number(json, "value", step.value());
        Json.string(json, "quality", step.quality());
        Json.string(json, "cause", step.cause());
        by(json, step.by());
    }

    private static void order(JsonGenerator json, Order order) {
        Json.string(json, "command", order.command());
        Json.string(json, "requestId", order.requestId());
        Json.string(json, "operator", order.operator());
        Json.string(json, "via", order.via());
        Json.string(json, "comment", order.comment());
        Json.time(json, "time", order.timeMs());
        json.writeBooleanProperty("accepted", order.accepted());
        Json.string(json, "reason", order.reason());
    }

    // ---- why nothing rang -------------------------------------------------------------------------------------------

    private static void silence(JsonGenerator json, Silence silence) {
        Json.string(json, "condition", silence.condition());
        Json.string(json, "reason", silence.reason().name());
        text(json, "sentence", silence.sentence());
        optionalRule(json, "rule", silence.rule());
        optionalRule(json, "now", silence.now());
        Figures figures = silence.figures();
        Json.number(json, "nearest", figures.nearest());
        Json.time(json, "nearestTime", figures.nearestMs());
        Json.number(json, "measured", figures.measured());
        Json.number(json, "missing", figures.missing());
        Json.time(json, "beyondFrom", figures.beyondMs());
        Json.time(json, "beyondUntil", figures.untilMs());
        Json.time(json, "due", figures.dueMs());
        whole(json, "missingMs", figures.missingMs());
        Json.time(json, "lastSample", figures.lastHeardMs());
        Json.time(json, "activeFrom", figures.activeMs());
        Json.time(json, "activeUntil", figures.activeUntilMs());
        Json.string(json, "occurrenceId", figures.occurrence());
        Counts counts = figures.counts();
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("good", counts.good());
        json.writeNumberProperty("uncertain", counts.uncertain());
        json.writeNumberProperty("bad", counts.bad());
        json.writeNumberProperty("late", counts.late());
        json.writeNumberProperty("history", counts.history());
        json.writeNumberProperty("rejected", counts.rejected());
        json.writeEndObject();
    }

    private static void optionalRule(JsonGenerator json, String name, @Nullable RuleInForce rule) {
        if (rule == null) {
            json.writeNullProperty(name);
        } else {
            json.writeObjectPropertyStart(name);
            rule(json, rule);
            json.writeEndObject();
        }
    }

    // ---- both -------------------------------------------------------------------------------------------------------

    private static void sample(JsonGenerator json, SeenSample sample) {
        json.writeNumberProperty("seq", sample.by().seq());
        Json.string(json, "topic", sample.by().topic());
        Json.time(json, "stamp", sample.stampMs());
        Json.time(json, "effective", sample.effectiveMs());
        Json.time(json, "received", sample.by().receiveMs());
        Json.number(json, "value", sample.value());
        Json.string(json, "quality", sample.quality());
        Json.string(json, "fate", sample.fate().name());
        list(json, "effects", sample.effects(), (at, effect) -> {
            Json.string(at, "condition", effect.condition());
            Json.string(at, "did", effect.act().name());
        });
    }

    private static void refusal(JsonGenerator json, Refusal refusal) {
        json.writeNumberProperty("seq", refusal.by().seq());
        Json.string(json, "topic", refusal.by().topic());
        Json.time(json, "received", refusal.by().receiveMs());
        Json.string(json, "reason", refusal.reason());
        Json.string(json, "detail", refusal.detail());
    }

    private static void reach(JsonGenerator json, Reach reach) {
        json.writeObjectPropertyStart("reach");
        json.writeNumberProperty("journalSeq", reach.journalSeq());
        Json.time(json, "journalTime", reach.journalMs());
        json.writeNumberProperty("eventsSeq", reach.eventsSeq());
        Json.time(json, "eventsTime", reach.eventsMs());
        json.writeBooleanProperty("replayed", reach.replayed());
        json.writeNumberProperty("replayedFromSeq", reach.replayedFromSeq());
        json.writeNumberProperty("replayedToSeq", reach.replayedToSeq());
        text(json, "note", reach.note());
        json.writeEndObject();
    }
}
