package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.server.kpi.SpanFigures;
import io.tocsin.server.past.Filter;
import io.tocsin.server.past.History;
import io.tocsin.server.past.HistoryUnavailable;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the alarm system treats people: the figures of a span, and how things stand. */
final class KpiRoutes {
    private static final List<String> PARAMETERS = List.of("from", "to", "position", "enterprise");
    /** A day in slots, the running one included. */
    private static final long DAY_SLOTS = 144;

    private static final long LONGEST_MS = 366 * DAY_SLOTS * Kpis.SLOT_MS;

    private final EngineView engine;

    KpiRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/kpi", this::kpi);
    }

    private void kpi(Context ctx) {
        Parameters.only(ctx, PARAMETERS);
        Values values = engine.values();
        if (values == null) {
            throw new Refused(Refused.Code.TOO_MANY, "The engine is starting");
        }
        try {
            Site site = values.site();
            String position = position(ctx, site);
            History.Span span = span(ctx, enterprise(ctx, site));
            SpanFigures figures = new SpanFigures(site.annunciation(), position);
            long behind = engine.history().tell(span, figures);
            Answers.json(
                    ctx,
                    new KpiView(
                                    span,
                                    position,
                                    engine.isDrill(),
                                    figures.report(span.fromMs(), span.toMs() - 1),
                                    site,
                                    engine.load(),
                                    new Coverage(values, new Staleness(engine.alarms())),
                                    behind)
                            .bytes());
        } catch (HistoryUnavailable e) {
            throw new Refused(Refused.Code.NO_HISTORY, String.valueOf(e.getMessage()));
        }
    }

    /** What has not been yet is in no figure: it would make slots of silence. */
    private History.Span span(Context ctx, @Nullable String enterprise) {
        long nowMs = engine.nowMs() + 1;
        long toMs = Math.min(Parameters.time(ctx, "to", nowMs), nowMs);
        long dayMs = (Math.floorDiv(toMs - 1, Kpis.SLOT_MS) - DAY_SLOTS + 1) * Kpis.SLOT_MS;
        long fromMs = Parameters.time(ctx, "from", Math.max(0, dayMs));
        if (fromMs >= toMs) {
            throw notUnderstood("expected \"from\" before \"to\" and before now");
        }
        if (toMs - fromMs > LONGEST_MS) {
            throw notUnderstood("expected a span of at most 366 days");
        }
        return new History.Span(fromMs, toMs, enterprise);
    }

    private static @Nullable String position(Context ctx, Site site) {
        String position = ctx.queryParam("position");
        List<String> known =
                site.annunciation().positions().stream().map(Position::id).toList();
        if (position != null && !known.contains(position)) {
            throw notUnderstood(
                    "expected \"position\" of the site, was " + position + Parameters.nearest(position, known));
        }
        return position;
    }

    private @Nullable String enterprise(Context ctx, Site site) throws HistoryUnavailable {
        String enterprise = ctx.queryParam("enterprise");
        List<String> known =
                site.enterprises().stream().map(Site.Enterprise::id).toList();
        if (enterprise != null
                && !known.contains(enterprise)
                && !engine.history().knows(Filter.ENTERPRISE, enterprise)) {
            throw notUnderstood("expected \"enterprise\" of the site or of its history, was " + enterprise
                    + Parameters.nearest(enterprise, known));
        }
        return enterprise;
    }

    private static Refused notUnderstood(String detail) {
        return new Refused(Refused.Code.NOT_UNDERSTOOD, detail);
    }
}
