package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Priority;
import io.tocsin.config.Tag;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import io.tocsin.server.series.SeriesUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        routes.get("/api/v1/park", ctx -> Answers.json(ctx, new ParkJson(values(), engine.isDrill()).bytes()));
        routes.get("/api/v1/tags", this::tags);
        routes.get("/api/v1/tags/{tag}/series", ctx -> series(ctx, ctx.pathParam("tag")));
        routes.get("/api/v1/series", ctx -> series(ctx, Parameters.required(ctx, "tag")));
        routes.get("/api/v1/alarms", this::alarms);
        routes.get("/api/v1/gates/passages", ctx -> list(ctx, "passages", engine.passages(), views(ctx)::passage));
        routes.get("/api/v1/gates/inside", ctx -> all(ctx, "vehicles", engine.inside(), views(ctx)::inside));
        routes.get(
                "/api/v1/cameras/events", ctx -> list(ctx, "events", engine.cameraEvents(), views(ctx)::cameraEvent));
        routes.get("/api/v1/rejections", ctx -> list(ctx, "rejections", engine.rejections(), views(ctx)::rejection));
    }

    private static Views views(Context ctx) {
        return new Views(Guard.session(ctx).role().seesPlates());
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

    private static <T> void list(Context ctx, String name, List<T> newestFirst, Views.Item<T> item) {
        int limit = (int) Parameters.whole(ctx, "limit", ITEMS, 1, ITEMS_MAX);
        all(ctx, name, newestFirst.subList(0, Math.min(limit, newestFirst.size())), item);
    }

    private static <T> void all(Context ctx, String name, List<T> items, Views.Item<T> item) {
        Answers.json(ctx, Views.list(name, items, item));
    }

    private void tags(Context ctx) {
        Values values = values();
        Staleness staleness = new Staleness(engine.alarms());
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < values.site().tags().size(); i++) {
            indexes.add(i);
        }
        all(ctx, "tags", indexes, (json, tag) -> Views.value(json, values, tag, staleness.isStale(values, tag)));
    }

    private void series(Context ctx, String id) {
        Tag tag = values().site().tags().stream()
                .filter(known -> known.id().equals(id))
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

    private void alarms(Context ctx) {
        Views views = views(ctx);
        String state = Parameters.oneOf(ctx, "state", AlarmState.values());
        String priority = Parameters.oneOf(ctx, "priority", Priority.values());
        String enterprise = ctx.queryParam("enterprise");
        String id = ctx.queryParam("id");
        boolean open = "true".equals(Parameters.oneOf(ctx, "open", new String[] {"true", "false"}));
        Stream<AlarmStatus> alarms = engine.alarms().stream()
                .filter(alarm -> id == null || id.equals(alarm.definition().id()))
                .filter(alarm -> state == null || state.equals(alarm.state().name()))
                .filter(alarm -> priority == null
                        || priority.equals(alarm.definition().priority().name()))
                .filter(alarm -> enterprise == null
                        || enterprise.equals(alarm.definition().enterprise()))
                .filter(alarm -> !open || alarm.state() != AlarmState.NORMAL);
        all(ctx, "alarms", alarms.toList(), views.marked(engine.marks()));
    }
}
