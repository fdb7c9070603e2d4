package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Reload;
import io.tocsin.server.picture.SiteStatus;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Which site is in force, and the wish to have its files taken as they are now. */
final class SiteRoutes {
    private final EngineView engine;

    SiteRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/site", this::status);
        routes.post("/api/v1/site/reload", this::reload);
    }

    private void status(Context ctx) {
        SiteStatus site = engine.site();
        if (site == null) {
            throw new Refused(Refused.Code.TOO_MANY, "The engine is starting");
        }
        Answers.json(ctx, Json.object(json -> {
            Json.string(json, "configVersion", site.configVersion());
            Json.time(json, "since", site.sinceMs());
            Json.string(json, "operator", site.operator());
            Json.string(json, "via", site.via());
            json.writeBooleanProperty("watched", site.watched());
            Json.string(json, "files", site.refused() ? "REFUSED" : "IN_FORCE");
            problems(json, site.problems());
            json.writeName("atNextStart");
            EventJson.changes(json, site.atNextStart().shown());
        }));
    }

    private void reload(Context ctx) {
        Session session = Guard.session(ctx);
        if (!session.role().mayChangeSite()) {
            throw new Refused(
                    Refused.Code.ROLE_MISSING,
                    "Expected the role engineer or admin, was " + session.role().code());
        }
        Body.of(ctx);
        Reload reload = reload(session.user());
        if (reload instanceof Reload.Taken taken) {
            Answers.json(ctx, taken(taken));
        } else if (reload instanceof Reload.Refused refused) {
            String detail = "Expected site files without errors, was "
                    + refused.problems().size() + " problems";
            Answers.problem(
                    ctx, new Refused(Refused.Code.SITE_REFUSED, detail), json -> problems(json, refused.problems()));
        } else {
            throw reload instanceof Reload.NoFiles
                    ? new Refused(Refused.Code.NO_SITE_FILES, "Expected an engine that has site files, was none")
                    : new Refused(Refused.Code.NOT_DURABLE, "Not known to be durable in time: ask again");
        }
    }

    private Reload reload(String user) {
        try {
            return engine.reload(user);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Refused.Code.TOO_MANY, "The engine is stopping");
        }
    }

    private static byte[] taken(Reload.Taken taken) {
        return Json.object(json -> {
            Json.string(json, "configVersion", taken.configVersion());
            Json.string(json, "previousConfigVersion", taken.previousVersion());
            EventJson.changes(json, taken.difference());
            problems(json, taken.warnings());
            json.writeName("atNextStart");
            EventJson.changes(json, taken.atNextStart().shown());
        });
    }

    private static void problems(JsonGenerator json, List<Problem> problems) {
        json.writeName("problems");
        Views.array(json, problems, SiteRoutes::problem);
    }

    private static void problem(JsonGenerator json, Problem problem) {
        Json.string(json, "severity", problem.severity().name());
        Json.string(json, "file", problem.file());
        json.writeNumberProperty("line", problem.line());
        json.writeNumberProperty("column", problem.column());
        Json.string(json, "path", problem.path());
        Text message = problem.message();
        json.writeObjectPropertyStart("message");
        Json.string(json, "zh", message.zh());
        Json.string(json, "en", message.en());
        json.writeEndObject();
        Json.string(json, "nearest", problem.nearest());
    }
}
