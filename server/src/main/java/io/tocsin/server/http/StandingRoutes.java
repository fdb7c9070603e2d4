package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.HandOver;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people are not told of, early warnings, work that is planned or done, and who has the watch. */
final class StandingRoutes {
    private final EngineView engine;

    StandingRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/suppressed", this::suppressed);
        routes.get(
                "/api/v1/warnings",
                ctx -> Answers.json(
                        ctx, Views.list("warnings", sight(ctx).warnings(engine.warnings()), EventJson::warning)));
        routes.get("/api/v1/windows", this::windows);
        routes.get("/api/v1/positions", this::positions);
        routes.get("/api/v1/handover", this::handover);
    }

    private Sight sight(Context ctx) {
        return Views.of(Guard.session(ctx)).sight(engine.values());
    }

    private Silenced silenced(Context ctx) {
        Sight sight = sight(ctx);
        return new Silenced(sight.alarms(engine.alarms()), sight.windows(engine.windows()), engine.nowMs());
    }

    private void suppressed(Context ctx) {
        Silenced silenced = silenced(ctx);
        Answers.json(ctx, Json.object(json -> {
            Json.time(json, "time", silenced.nowMs());
            Json.time(json, "shelvingUntil", shelvingUntilMs(silenced.nowMs()));
            silenced.write(json);
        }));
    }

    /** The latest end of what is shelved now; -1 while the engine is starting. */
    private long shelvingUntilMs(long nowMs) {
        Values values = engine.values();
        Annunciation.Shelving rules = engine.rules().shelving();
        return values == null
                ? -1
                : Math.min(
                        nowMs + rules.longestMs(),
                        rules.shiftEndMs(values.site().park().zone(), nowMs));
    }

    private void windows(Context ctx) {
        Silenced silenced = silenced(ctx);
        Answers.json(ctx, Views.list("windows", silenced.windows(), silenced::window));
    }

    private void positions(Context ctx) {
        Sight sight = sight(ctx);
        List<Position> seen =
                engine.rules().positions().stream().filter(sight::position).toList();
        Answers.json(
                ctx,
                Views.list("positions", seen, (json, each) -> StandingJson.position(json, each, watch(each.id()))));
    }

    private @Nullable HandOver watch(String position) {
        return engine.watches().stream()
                .filter(watch -> watch.position().equals(position))
                .findFirst()
                .orElse(null);
    }

    private void handover(Context ctx) {
        Parameters.only(ctx, List.of("position", "format", "lang"));
        Position position = asked(ctx);
        Values values = engine.values();
        if (values == null) {
            throw new Refused(Refused.Code.TOO_MANY, "The engine is starting");
        }
        HandoverSheet sheet = HandoverSheet.of(
                position,
                position == null ? null : watch(position.id()),
                new HandoverSheet.From(
                        engine.alarms(), engine.windows(), engine.warnings(), values, sight(ctx), engine.nowMs()));
        if (wantsPage(ctx)) {
            ctx.contentType("text/html; charset=utf-8").result(new HandoverPage(sheet, isChinese(ctx)).html());
        } else {
            Answers.json(ctx, sheet.json());
        }
    }

    /** Null where all positions are asked for. One of another enterprise is none that there is. */
    private @Nullable Position asked(Context ctx) {
        String id = ctx.queryParam("position");
        if (id == null) {
            return null;
        }
        return engine.rules()
                .position(id)
                .filter(sight(ctx)::position)
                .orElseThrow(() -> new Refused(Refused.Code.UNKNOWN, "Expected a position of the site, was " + id));
    }

    private static boolean wantsPage(Context ctx) {
        String format = Parameters.oneOf(ctx, "format", new String[] {"json", "html"});
        return format == null ? header(ctx, "Accept").contains("text/html") : format.equals("html");
    }

    private static boolean isChinese(Context ctx) {
        String language = Parameters.oneOf(ctx, "lang", new String[] {"zh", "en"});
        return language == null ? header(ctx, "Accept-Language").startsWith("zh") : language.equals("zh");
    }

    private static String header(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.header(name), "").toLowerCase(Locale.ROOT);
    }
}
