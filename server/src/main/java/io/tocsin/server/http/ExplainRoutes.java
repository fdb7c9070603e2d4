package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.server.explain.Asked;
import io.tocsin.server.explain.Explanation;
import io.tocsin.server.explain.ExplanationJson;
import io.tocsin.server.explain.Explanations;
import io.tocsin.server.explain.Unexplained;
import io.tocsin.server.picture.EngineView;
import java.io.IOException;
import java.util.List;

/** What signed-in people may have explained. Answers take reading the journal, on the request's own thread. */
final class ExplainRoutes {
    private static final List<String> PARAMETERS = List.of("at", "from", "to", "condition", "tag");
    private static final long NOT_SAID = -1;

    private final Explanations explanations;
    private final EngineView engine;

    @FunctionalInterface
    private interface Question {
        Explanation answer() throws Unexplained, IOException;
    }

    ExplainRoutes(Explanations explanations, EngineView engine) {
        this.explanations = explanations;
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/occurrences/explain", ctx -> occurrence(ctx, Parameters.required(ctx, "id")));
        routes.get("/api/v1/occurrences/{occurrenceId}/explain", ctx -> occurrence(ctx, ctx.pathParam("occurrenceId")));
        routes.get("/api/v1/tags/explain", ctx -> silence(ctx, Parameters.required(ctx, "tag")));
        routes.get("/api/v1/tags/{tag}/explain", ctx -> silence(ctx, ctx.pathParam("tag")));
    }

    private void occurrence(Context ctx, String id) {
        answer(ctx, () -> explanations.occurrence(id));
    }

    private void silence(Context ctx, String tag) {
        Parameters.only(ctx, PARAMETERS);
        long atMs = Parameters.time(ctx, "at", NOT_SAID);
        long fromMs = Parameters.time(ctx, "from", atMs);
        long toMs = Parameters.time(ctx, "to", atMs);
        boolean both = ctx.queryParam("at") != null && (ctx.queryParam("from") != null || ctx.queryParam("to") != null);
        if (both || fromMs < 0 || toMs < fromMs) {
            throw new Refused(
                    Refused.Code.NOT_UNDERSTOOD, "expected either \"at\", or \"from\" and \"to\" in their order");
        }
        answer(ctx, () -> explanations.silence(new Asked(tag, fromMs, toMs, ctx.queryParam("condition"))));
    }

    private void answer(Context ctx, Question question) {
        Sight sight = Views.of(Guard.session(ctx)).sight(engine.values());
        try {
            Explanation explained = question.answer();
            if (!sight.tag(explained.tag())) {
                throw new Refused(Refused.Code.UNKNOWN, "Expected something of one's own enterprises, was another's");
            }
            Answers.json(ctx, ExplanationJson.of(explained));
        } catch (Unexplained e) {
            throw new Refused(code(e.why()), e.text().en());
        } catch (IOException e) {
            throw new Refused(Refused.Code.NO_JOURNAL, String.valueOf(e.getMessage()));
        }
    }

    private static Refused.Code code(Unexplained.Why why) {
        return switch (why) {
            case NO_ENGINE -> Refused.Code.NO_JOURNAL;
            case UNKNOWN -> Refused.Code.UNKNOWN;
            case BUSY -> Refused.Code.TOO_MANY;
        };
    }
}
