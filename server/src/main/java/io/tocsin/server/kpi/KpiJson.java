package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.alarms.kpi.Kpis.Standing;
import io.tocsin.alarms.kpi.Promptness;
import io.tocsin.alarms.kpi.Target;
import io.tocsin.server.events.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The figures as JSON; the field names are a contract (docs/kpi.md). Shares are 0 to 1, and null where there is none. */
public final class KpiJson {
    /** What stands for a priority where the log has none. */
    private static final String NO_PRIORITY = "NONE";

    private KpiJson() {}

    /** The fields of one object that is open. */
    public static void write(JsonGenerator json, Kpis kpis) {
        load(json, kpis);
        top(json, kpis.top());
        counts(json, "chattering", kpis.chattering());
        counts(json, "fleeting", kpis.fleeting());
        standing(json, "standing", kpis.standing());
        standing(json, "longStanding", kpis.longStanding());
        mix(json, kpis.mix());
        acknowledgements(json, "timeToAcknowledge", kpis.acknowledgements());
        json.writeNumberProperty("unmatchedClears", kpis.aside().unmatchedClears());
        json.writeNumberProperty("unmatchedAcknowledgements", kpis.aside().unmatchedAcknowledgements());
        json.writeObjectPropertyStart("notCounted");
        json.writeNumberProperty("suppressed", kpis.aside().suppressed());
        json.writeNumberProperty("drills", kpis.aside().drills());
        json.writeEndObject();
        targets(json, kpis);
    }

    private static void load(JsonGenerator json, Kpis kpis) {
        Kpis.Load load = kpis.load();
        Json.time(json, "start", kpis.span().fromMs());
        Json.time(json, "end", kpis.span().toMs());
        json.writeNumberProperty("annunciations", load.annunciations());
        json.writeNumberProperty("slots", load.slots());
        Json.number(json, "averagePerSlot", load.averagePerSlot());
        json.writeNumberProperty("peak", load.peak());
        json.writeNumberProperty("slotsOver10", load.slotsOver10());
        Json.number(json, "slotsOver10Share", load.slotsOver10Share());
        json.writeArrayPropertyStart("floods");
        for (Kpis.Flood flood : load.floods()) {
            json.writeStartObject();
            Json.time(json, "start", flood.startMs());
            Json.time(json, "end", flood.endMs());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.number(json, "floodShare", load.floodShare());
    }

    private static void top(JsonGenerator json, Kpis.Top top) {
        json.writeArrayPropertyStart("top");
        for (Kpis.Count count : top.alarms()) {
            json.writeStartObject();
            Json.string(json, "alarm", count.alarm());
            json.writeNumberProperty("count", count.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.number(json, "topShare", top.share());
    }

    /** How long people took, by priority, in the form of {@code timeToAcknowledge}. */
    public static void times(JsonGenerator json, String name, List<Promptness.Prompt> prompts) {
        acknowledgements(
                json,
                name,
                prompts.stream()
                        .map(each -> new Acknowledgement(
                                each.priority(), each.count(), each.waiting(), each.p50Ms(), each.p95Ms()))
                        .toList());
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private static void standing(JsonGenerator json, String name, List<Standing> standing) {
        json.writeArrayPropertyStart(name);
        for (Standing each : standing) {
            json.writeStartObject();
            Json.string(json, "alarm", each.alarm());
            Json.time(json, "since", each.sinceMs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void mix(JsonGenerator json, Kpis.Mix mix) {
        json.writeObjectPropertyStart("priorities");
        mix.counts().forEach((priority, count) -> json.writeNumberProperty(priority.name(), count));
        json.writeNumberProperty(NO_PRIORITY, mix.without());
        json.writeEndObject();
    }

    private static void acknowledgements(JsonGenerator json, String name, List<Acknowledgement> acknowledgements) {
        json.writeObjectPropertyStart(name);
        for (Acknowledgement each : acknowledgements) {
            json.writeObjectPropertyStart(
                    each.priority() == null ? NO_PRIORITY : each.priority().name());
            json.writeNumberProperty("count", each.count());
            json.writeNumberProperty("waiting", each.waiting());
            duration(json, "p50Ms", each.p50Ms());
            duration(json, "p95Ms", each.p95Ms());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void duration(JsonGenerator json, String name, long durationMs) {
        if (durationMs < 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, durationMs);
        }
    }

    private static void targets(JsonGenerator json, Kpis kpis) {
        json.writeObjectPropertyStart("targets");
        for (Target target : Target.values()) {
            Json.string(json, field(target), target.verdict(kpis).name());
        }
        json.writeEndObject();
    }

    /** The field that the target is about. */
    private static String field(Target target) {
        return switch (target) {
            case AVERAGE_PER_SLOT -> "averagePerSlot";
            case PEAK -> "peak";
            case SLOTS_OVER_10 -> "slotsOver10Share";
            case FLOODS -> "floodShare";
            case TOP -> "topShare";
            case CHATTERING -> "chattering";
            case FLEETING -> "fleeting";
            case STANDING -> "standing";
            case LONG_STANDING -> "longStanding";
        };
    }
}
