package io.tocsin.server.http;

import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.kpi.Floods;
import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.alarms.kpi.Promptness;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.server.events.Json;
import io.tocsin.server.kpi.KpiJson;
import io.tocsin.server.kpi.SpanFigures;
import io.tocsin.server.past.History;
import io.tocsin.server.picture.Load;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The figures of a span and how things stand now, as JSON: docs/kpi.md has every field.
 *
 * @param position the one that was asked for; null = all
 * @param load null before the engine has a configuration
 * @param coverage null likewise
 * @param behind records of the event log that are not in the history yet
 */
record KpiView(
        History.Span span,
        @Nullable String position,
        boolean drill,
        SpanFigures.Report report,
        Site site,
        @Nullable Load load,
        @Nullable Coverage coverage,
        long behind) {
    byte[] bytes() {
        return Json.object(json -> {
            Json.time(json, "from", span.fromMs());
            Json.time(json, "to", span.toMs());
            Json.string(json, "position", position);
            Json.string(json, "enterprise", span.enterprise());
            json.writeBooleanProperty("drill", drill);
            KpiJson.write(json, report.kpis());
            json.writeObjectPropertyStart("excluded");
            json.writeNumberProperty("suppressed", report.kpis().aside().suppressed());
            json.writeNumberProperty("drill", report.kpis().aside().drills());
            json.writeEndObject();
            KpiJson.times(json, "timeToHandle", report.handled());
            json.writeObjectPropertyStart("inTime");
            inTime(json, "acknowledge", report.acknowledged());
            inTime(json, "handle", report.handled());
            json.writeEndObject();
            positions(json);
            json.writeName("now");
            now(json);
            json.writeName("coverage");
            Coverage.write(json, coverage);
            json.writeNumberProperty("behind", behind);
        });
    }

    private static void inTime(JsonGenerator json, String name, List<Promptness.Prompt> prompts) {
        json.writeObjectPropertyStart(name);
        for (Promptness.Prompt prompt : prompts) {
            json.writeObjectPropertyStart(prompt.priority().name());
            json.writeNumberProperty("due", prompt.due());
            json.writeNumberProperty("inTime", prompt.inTime());
            Json.number(json, "share", prompt.inTimeShare());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    // ---- positions --------------------------------------------------------------------------------------------------

    private void positions(JsonGenerator json) {
        Map<String, Kpis> all = new LinkedHashMap<>();
        Kpis none = new KpiCounter().ofSpan(span.fromMs(), span.toMs() - 1);
        for (Position each : site.annunciation().positions()) {
            all.put(each.id(), none);
        }
        all.putAll(report.positions());
        json.writeArrayPropertyStart("positions");
        all.forEach((id, kpis) -> {
            if (position == null || position.equals(id)) {
                json.writeStartObject();
                position(json, id, kpis);
                json.writeEndObject();
            }
        });
        json.writeEndArray();
    }

    private void position(JsonGenerator json, String id, Kpis kpis) {
        Json.string(json, "position", id.equals(PositionKpis.NOBODY) ? null : id);
        KpiJson.write(json, kpis);
        Floods.Now now = load == null ? null : load.positions().get(id);
        json.writeName("flood");
        if (now == null) {
            json.writeNull();
        } else {
            flood(json, now);
        }
    }

    private static void flood(JsonGenerator json, Floods.Now now) {
        json.writeStartObject();
        json.writeBooleanProperty("running", now.isFlood());
        Json.time(json, "since", now.floodSinceMs());
        json.writeNumberProperty("last10Minutes", now.annunciations());
        json.writeEndObject();
    }

    // ---- now --------------------------------------------------------------------------------------------------------

    private void now(JsonGenerator json) {
        Load now = load;
        if (now == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.time(json, "time", now.nowMs());
        json.writeObjectPropertyStart("standing");
        now.standing().forEach((priority, count) -> json.writeNumberProperty(priority.name(), count));
        json.writeEndObject();
        json.writeNumberProperty("unacknowledged", now.unacknowledged());
        json.writeNumberProperty("oldestUnacknowledgedMs", now.oldestUnacknowledgedMs());
        json.writeNumberProperty("unhandled", now.unhandled());
        alarms(json, "chattering", now.chattering());
        alarms(json, "longStanding", now.longStanding());
        alarms(json, "shelved", now.shelved());
        json.writeObjectPropertyStart("suppressed");
        for (Suppression kind : Suppression.values()) {
            json.writeNumberProperty(kind(kind), now.suppressed().getOrDefault(kind, 0L));
        }
        json.writeEndObject();
        floods(json, now.floods());
        json.writeEndObject();
    }

    private static String kind(Suppression kind) {
        return switch (kind) {
            case OUT_OF_SERVICE -> "outOfService";
            case SUPPRESSED_BY_DESIGN -> "byDesign";
            case SHELVED -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void alarms(JsonGenerator json, String name, List<String> alarms) {
        json.writeArrayPropertyStart(name);
        alarms.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void floods(JsonGenerator json, List<Floods.Episode> floods) {
        json.writeArrayPropertyStart("floods");
        for (Floods.Episode flood : floods) {
            json.writeStartObject();
            Json.string(json, "position", flood.position().equals(PositionKpis.NOBODY) ? null : flood.position());
            Json.time(json, "start", flood.beginMs());
            Json.time(json, "end", flood.endMs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
