package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Reply;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.NotDurable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What signed-in operators may do. An answer is given when what became of it is durable. */
final class ActRoutes {
    private static final int COMMENT_CHARS_MAX = 1_000;
    private static final int ID_CHARS_MAX = 500;

    private final EngineView engine;

    ActRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        for (Input.Verb verb : Input.Verb.values()) {
            String name = EventNames.command(verb);
            routes.post("/api/v1/occurrences/{occurrence}/" + name, ctx -> act(ctx, verb, ctx.pathParam("occurrence")));
            routes.post("/api/v1/occurrences/" + name, ctx -> act(ctx, verb, occurrence(ctx)));
        }
    }

    private static String occurrence(Context ctx) {
        String id = ctx.queryParam("id");
        if (id == null) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected the occurrence's id in \"id\", was none");
        }
        return id;
    }

    private void act(Context ctx, Input.Verb verb, String occurrenceId) {
        Session session = Guard.session(ctx);
        if (!session.role().mayAct()) {
            throw new Refused(
                    Refused.Code.ROLE_MISSING,
                    "Expected the role operator or supervisor, was "
                            + session.role().code());
        }
        Body body = Body.of(ctx);
        Input.Command command = new Input.Command(
                verb,
                bounded("requestId", body.required("requestId"), ID_CHARS_MAX),
                bounded("alarmId", body.required("alarmId"), ID_CHARS_MAX),
                bounded("occurrenceId", occurrenceId, ID_CHARS_MAX),
                new Input.Principal(session.user(), "console"),
                body.optional("comment").isBlank()
                        ? null
                        : bounded("comment", body.optional("comment"), COMMENT_CHARS_MAX),
                engine.nowMs());
        ctx.future(() -> engine.act(command)
                .thenAccept(reply -> answer(ctx, reply))
                .exceptionally(fault -> {
                    unknown(ctx, fault);
                    return null;
                }));
    }

    private static String bounded(String name, String text, int max) {
        if (text.length() > max) {
            throw new Refused(
                    Refused.Code.NOT_UNDERSTOOD,
                    "expected at most " + max + " characters in \"" + name + "\", was " + text.length());
        }
        return text;
    }

    private void answer(Context ctx, Reply reply) {
        boolean done = reply.accepted() || reply.reason() == Reason.ALREADY_ACKNOWLEDGED;
        ctx.status(done ? 200 : Refused.Code.NOT_DONE.status());
        Answers.json(ctx, new EventJson(engine.isDrill()).reply(reply));
    }

    private static void unknown(Context ctx, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        Answers.problem(ctx, refusal(cause));
    }

    private static Refused refusal(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new Refused(Refused.Code.NOT_DURABLE, "Not known to be durable in time: ask again");
        }
        return cause instanceof NotDurable
                ? new Refused(
                        Refused.Code.NOT_DURABLE, "Expected a disk that takes what is written, was one that does not")
                : new Refused(Refused.Code.FAILED, "The request failed, see the log");
    }
}
