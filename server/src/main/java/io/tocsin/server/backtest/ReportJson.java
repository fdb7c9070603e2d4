package io.tocsin.server.backtest;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.server.backtest.BacktestRun.Result;
import io.tocsin.server.events.Json;
import io.tocsin.server.kpi.KpiJson;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The findings of a backtest for machines; the field names are a contract (docs/backtest.md). Durations are in ms. */
public final class ReportJson {
    private ReportJson() {}

    public static byte[] of(Result result) {
        return Json.object(json -> {
            json.writeStringProperty("configVersion", result.own().site().hash());
            data(json, result);
            json.writeNumberProperty("transitions", result.own().transitions());
            alarms(json, result.own(), result.fed());
            json.writeObjectPropertyStart("kpi");
            kpi(json, "before", result.own().before(result.fed()));
            kpi(json, "after", result.own().after(result.fed()));
            json.writeEndObject();
            recommendations(json, result.recommendations());
            Subject against = result.against();
            Comparison comparison = result.comparison();
            if (against != null && comparison != null) {
                comparison(json, result, against, comparison);
            }
        });
    }

    private static void data(JsonGenerator json, Result result) {
        Backtest.Fed fed = result.fed();
        boolean any = fed.samples() > 0;
        json.writeObjectPropertyStart("data");
        json.writeArrayPropertyStart("files");
        for (Path file : result.files()) {
            json.writeString(file.toString());
        }
        json.writeEndArray();
        json.writeNumberProperty("samples", fed.samples());
        Json.string(json, "from", any ? Json.time(fed.fromMs()) : null);
        Json.string(json, "to", any ? Json.time(fed.toMs()) : null);
        json.writeBooleanProperty("byReceipt", fed.byReceipt());
        Trial trial = result.own().trial();
        json.writeNumberProperty("late", trial.late());
        json.writeNumberProperty("history", trial.historical());
        json.writeNumberProperty("repeats", trial.repeats());
        json.writeNumberProperty("mistakes", result.findings().mistakeCount());
        json.writeNumberProperty("otherInputs", result.findings().otherInputs());
        json.writeNumberProperty("unknownSamples", result.findings().unknownSamples());
        json.writeObjectPropertyStart("unknownTags");
        result.findings().unknownTags().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void alarms(JsonGenerator json, Subject subject, Backtest.Fed fed) {
        json.writeArrayPropertyStart("alarms");
        Trial trial = subject.trial();
        for (int slot = 0; slot < trial.slots().size(); slot++) {
            SlotTally tally = trial.tallyOf(slot);
            if (tally != null) {
                json.writeStartObject();
                json.writeStringProperty("alarm", trial.alarm(slot));
                json.writeStringProperty(
                        "priority", trial.slots().priority(slot).name());
                json.writeNumberProperty("raised", tally.raised());
                json.writeNumberProperty("annunciated", tally.annunciated());
                json.writeNumberProperty("cleared", tally.cleared());
                json.writeBooleanProperty("standing", tally.isStanding());
                json.writeNumberProperty("heldBack", tally.heldBack());
                json.writeNumberProperty("missed", tally.missed());
                json.writeNumberProperty("longestBeyondMs", tally.longestBeyondMs());
                json.writeNumberProperty("longestActiveMs", tally.longestActiveMs(fed.toMs()));
                json.writeNumberProperty("activeMs", tally.activeMs(fed.toMs()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void kpi(JsonGenerator json, String name, Kpis kpis) {
        json.writeObjectPropertyStart(name);
        KpiJson.write(json, kpis);
        json.writeEndObject();
    }

    private static void recommendations(JsonGenerator json, List<Recommendation> recommendations) {
        json.writeArrayPropertyStart("recommendations");
        for (Recommendation each : recommendations) {
            json.writeStartObject();
            json.writeStringProperty("alarm", each.alarm());
            json.writeObjectPropertyStart("before");
            evidence(json, each.before());
            json.writeEndObject();
            json.writeArrayPropertyStart("ways");
            for (Recommendation.Way way : each.ways()) {
                json.writeStartObject();
                json.writeStringProperty("change", way.variant().knob().name());
                Json.number(json, "now", way.now());
                Json.number(json, "to", way.variant().value());
                json.writeBooleanProperty("endsIt", way.endsIt());
                evidence(json, way.evidence());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void evidence(JsonGenerator json, Recommendation.Evidence evidence) {
        json.writeNumberProperty("annunciations", evidence.annunciations());
        json.writeNumberProperty("chattering", evidence.chattering());
        json.writeNumberProperty("excursionsLost", evidence.excursionsLost());
        json.writeNumberProperty("latestMs", evidence.latestMs());
        json.writeNumberProperty("activeMs", evidence.activeMs());
    }

    private static void comparison(JsonGenerator json, Result result, Subject against, Comparison comparison) {
        json.writeObjectPropertyStart("against");
        json.writeStringProperty("configVersion", against.site().hash());
        json.writeNumberProperty("unchanged", comparison.unchanged());
        json.writeNumberProperty("moved", comparison.moved());
        json.writeNumberProperty("lost", comparison.lost());
        json.writeNumberProperty("gained", comparison.gained());
        json.writeArrayPropertyStart("alarms");
        comparison.alarms().forEach((alarm, difference) -> difference(json, alarm, difference));
        json.writeEndArray();
        json.writeObjectPropertyStart("kpi");
        kpi(json, "before", against.before(result.fed()));
        kpi(json, "after", against.after(result.fed()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void difference(JsonGenerator json, String alarm, Comparison.Difference difference) {
        json.writeStartObject();
        json.writeStringProperty("alarm", alarm);
        json.writeNumberProperty("unchanged", difference.unchanged());
        json.writeArrayPropertyStart("moved");
        for (Comparison.Moved moved : difference.moved()) {
            json.writeStartObject();
            occurrence(json, "from", moved.before());
            occurrence(json, "to", moved.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        singles(json, "lost", difference.lost());
        singles(json, "gained", difference.gained());
        json.writeEndObject();
    }

    private static void singles(JsonGenerator json, String name, List<Comparison.Single> singles) {
        json.writeArrayPropertyStart(name);
        for (Comparison.Single single : singles) {
            json.writeStartObject();
            times(json, single.occurrence());
            json.writeBooleanProperty("covered", single.covered());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void occurrence(JsonGenerator json, String name, Occurrence occurrence) {
        json.writeObjectPropertyStart(name);
        times(json, occurrence);
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, Occurrence occurrence) {
        json.writeStringProperty("raised", Json.time(occurrence.raisedMs()));
        Json.string(json, "cleared", occurrence.isStanding() ? null : Json.time(occurrence.clearedMs()));
    }
}
