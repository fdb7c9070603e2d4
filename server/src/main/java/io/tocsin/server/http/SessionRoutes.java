package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.Json;
import java.util.Optional;

/** Signing in and out. */
final class SessionRoutes {
    /** The server ends a session by then; a browser need not keep it longer. */
    private static final int LONGEST_S = 12 * 3_600;

    private final SignIn accounts;
    private final Guard guard;
    private final boolean drill;

    SessionRoutes(SignIn accounts, Guard guard, boolean drill) {
        this.accounts = accounts;
        this.guard = guard;
        this.drill = drill;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/session", this::who);
        routes.post("/api/v1/session", this::signIn);
        routes.post("/api/v1/session/setup", this::setUp);
        routes.post("/api/v1/session/link", this::link);
        routes.delete("/api/v1/session", this::signOut);
    }

    private void who(Context ctx) {
        Optional<Session> session = guard.session(ctx.req());
        if (session.isPresent()) {
            answer(ctx, session.get());
        } else {
            boolean setUp = accounts.needsSetUp();
            Answers.problem(
                    ctx,
                    new Refused(Refused.Code.SIGN_IN_NEEDED, "Sign in first"),
                    json -> json.writeBooleanProperty("setup", setUp));
        }
    }

    private void signIn(Context ctx) {
        Body body = Body.of(ctx);
        String user = body.required("user");
        String password = body.required("password");
        String source = ctx.ip();
        if (!accounts.hasRoom()) {
            throw new Refused(Refused.Code.TOO_MANY, "Too many sign in at once: ask again in some seconds");
        }
        ctx.future(() -> accounts.withPassword(user, password, source)
                .thenAccept(session -> session.ifPresentOrElse(
                        signedIn -> enter(ctx, signedIn),
                        () -> Answers.problem(
                                ctx, new Refused(Refused.Code.WRONG_PASSWORD, "The name or the password is wrong")))));
    }

    private void setUp(Context ctx) {
        Body body = Body.of(ctx);
        if (!accounts.needsSetUp()) {
            throw new Refused(Refused.Code.SET_UP_DONE, "There is an account already");
        }
        String token = body.required("token");
        String user = body.required("user");
        String password = body.required("password");
        SignIn.Result result = accounts.withSetupToken(token, user, password);
        result.session().ifPresentOrElse(signedIn -> enter(ctx, signedIn), () -> unfit(ctx, result));
    }

    private static void unfit(Context ctx, SignIn.Result result) {
        Refused.Code code = result.wrongToken() ? Refused.Code.WRONG_TOKEN : Refused.Code.PASSWORD_UNFIT;
        String detail = result.problems().isEmpty()
                ? "The token is wrong"
                : result.problems().get(0).en();
        Answers.problem(ctx, new Refused(code, detail), json -> {
            json.writeArrayPropertyStart("problems");
            result.problems().forEach(problem -> {
                json.writeStartObject();
                Json.string(json, "zh", problem.zh());
                Json.string(json, "en", problem.en());
                json.writeEndObject();
            });
            json.writeEndArray();
        });
    }

    private void link(Context ctx) {
        String token = Body.of(ctx).required("token");
        Session session = accounts.withLink(token)
                .orElseThrow(() -> new Refused(Refused.Code.WRONG_TOKEN, "The link is wrong, used or too old"));
        enter(ctx, session);
    }

    private void signOut(Context ctx) {
        guard.session(ctx.req()).ifPresent(session -> {
            Guard.requireCsrf(ctx.req(), session);
            accounts.end(session.id());
        });
        cookie(ctx, "", 0);
        ctx.status(204);
    }

    private void enter(Context ctx, Session session) {
        cookie(ctx, session.id(), LONGEST_S);
        answer(ctx, session);
    }

    private static void cookie(Context ctx, String value, int seconds) {
        ctx.header(
                "Set-Cookie",
                Guard.cookieName(ctx.req()) + "=" + value + "; Path=/; Max-Age=" + seconds
                        + "; HttpOnly; SameSite=Strict");
    }

    private void answer(Context ctx, Session session) {
        Answers.json(ctx, Json.object(json -> {
            Json.string(json, "user", session.user());
            Json.string(json, "role", session.role().code());
            Json.string(json, "csrf", session.csrf());
            json.writeBooleanProperty("setup", false);
            json.writeBooleanProperty("drill", drill);
        }));
    }
}
