package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.config.Tag;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import io.tocsin.server.series.SeriesUnavailable;
import java.util.List;

/** What signed-in people may look at. */
final class ReadRoutes {
    private static final long HOUR_MS = 3_600_000;
    private static final int POINTS = 600;
    private static final int POINTS_MAX = 5_000;
    private static final int ITEMS = 100;
    private static final int ITEMS_MAX = 1_000;

    private final EngineView engine;

    ReadRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/park", this::park);
        routes.get("/api/v1/tags", this::tags);
        routes.get("/api/v1/tags/{tag}/series", ctx -> series(ctx, ctx.pathParam("tag")));
        routes.get("/api/v1/series", ctx -> series(ctx, Parameters.required(ctx, "tag")));
        new AlarmRoutes(engine).register(routes);
        routes.get("/api/v1/gates/passages", ctx -> list(ctx, "passages", engine.passages(), views(ctx)::passage));
        routes.get(
                "/api/v1/gates/inside",
                ctx -> all(ctx, "vehicles", views(ctx).sight(null).park(engine.inside()), views(ctx)::inside));
        routes.get(
                "/api/v1/cameras/events", ctx -> list(ctx, "events", engine.cameraEvents(), views(ctx)::cameraEvent));
        routes.get("/api/v1/rejections", ctx -> list(ctx, "rejections", engine.rejections(), views(ctx)::rejection));
    }

    private static Views views(Context ctx) {
        return Views.of(Guard.session(ctx));
    }

    private Values values() {
        Values values;
        try {
            values = engine.freshValues();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Refused.Code.TOO_MANY, "The engine is stopping");
        }
        if (values == null) {
            throw new Refused(Refused.Code.TOO_MANY, "The engine is starting");
        }
        return values;
    }

    private void park(Context ctx) {
        Values values = values();
        Answers.json(ctx, new ParkJson(values, views(ctx).sight(values), engine.isDrill()).bytes());
    }

    /** What is nobody's but the park's is not for those who have a hand in some enterprises only. */
    private static <T> void list(Context ctx, String name, List<T> newestFirst, Views.Item<T> item) {
        int limit = (int) Parameters.whole(ctx, "limit", ITEMS, 1, ITEMS_MAX);
        List<T> seen = views(ctx).sight(null).park(newestFirst);
        all(ctx, name, seen.subList(0, Math.min(limit, seen.size())), item);
    }

    private static <T> void all(Context ctx, String name, List<T> items, Views.Item<T> item) {
        Answers.json(ctx, Views.list(name, items, item));
    }

    private void tags(Context ctx) {
        Values values = values();
        Staleness staleness = new Staleness(engine.alarms());
        List<Integer> seen = views(ctx).sight(values).tags();
        all(ctx, "tags", seen, (json, tag) -> Views.value(json, values, tag, staleness.isStale(values, tag)));
    }

    private void series(Context ctx, String id) {
        Values values = values();
        Sight sight = views(ctx).sight(values);
        Tag tag = values.site().tags().stream()
                .filter(known -> known.id().equals(id) && sight.tag(known))
                .findFirst()
                .orElseThrow(() -> new Refused(Refused.Code.UNKNOWN, "Expected a tag of the site, was " + id));
        long toMs = Parameters.time(ctx, "to", engine.nowMs());
        long fromMs = Parameters.time(ctx, "from", toMs - HOUR_MS);
        if (fromMs >= toMs) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected \"from\" before \"to\"");
        }
        int points = (int) Parameters.whole(ctx, "points", POINTS, 1, POINTS_MAX);
        try {
            Answers.json(ctx, Views.series(id, tag.unit(), engine.series(id, fromMs, toMs, points)));
        } catch (SeriesUnavailable e) {
            throw new Refused(Refused.Code.NO_SERIES, String.valueOf(e.getMessage()));
        }
    }
}
