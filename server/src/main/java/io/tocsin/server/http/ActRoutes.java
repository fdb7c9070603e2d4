package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Reply;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Verb;
import io.tocsin.server.accounts.Principals;
import io.tocsin.server.events.CommandJson;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.NotDurable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What signed-in people may ask for. Who may do what is for the engine to say, so that a refusal stands in the event log
 * like any other answer; an answer is given when what became of it is durable.
 */
final class ActRoutes {
    private static final String VIA = "console";
    private static final int COMMENT_CHARS_MAX = 1_000;
    private static final int TEXT_CHARS_MAX = 500;
    private static final int ACCEPTED = 202;

    private static final List<Verb> OF_OCCURRENCES = List.of(
            Verb.ACKNOWLEDGE,
            Verb.RESET,
            Verb.SHELVE,
            Verb.UNSHELVE,
            Verb.COMMENT,
            Verb.ASSIGN,
            Verb.HANDLE,
            Verb.FALSE_ALARM,
            Verb.CLOSE);
    /** An alarm that never rang can be asked for these too. */
    private static final List<Verb> OF_ALARMS = List.of(
            Verb.SHELVE,
            Verb.UNSHELVE,
            Verb.SUPPRESS,
            Verb.UNSUPPRESS,
            Verb.REMOVE_FROM_SERVICE,
            Verb.RETURN_TO_SERVICE,
            Verb.COMMENT);

    private final EngineView engine;

    ActRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        for (Verb verb : OF_OCCURRENCES) {
            String name = EventNames.command(verb);
            routes.post(
                    "/api/v1/occurrences/{occurrence}/" + name,
                    ctx -> act(ctx, new CommandJson.Path(verb, null, ctx.pathParam("occurrence"))));
            routes.post(
                    "/api/v1/occurrences/" + name,
                    ctx -> act(ctx, new CommandJson.Path(verb, null, Parameters.required(ctx, "id"))));
        }
        for (Verb verb : OF_ALARMS) {
            routes.post(
                    "/api/v1/alarms/" + EventNames.command(verb),
                    ctx -> act(ctx, new CommandJson.Path(verb, null, null)));
        }
        routes.post("/api/v1/windows", ctx -> act(ctx, new CommandJson.Path(Verb.OPEN_WINDOW, null, null)));
        routes.post(
                "/api/v1/windows/close",
                ctx -> act(
                        ctx,
                        new CommandJson.Path(Verb.CLOSE_WINDOW, "window:" + Parameters.required(ctx, "id"), null)));
        routes.post(
                "/api/v1/positions/{position}/handover",
                ctx -> act(ctx, new CommandJson.Path(Verb.HAND_OVER, "position:" + ctx.pathParam("position"), null)));
    }

    private void act(Context ctx, CommandJson.Path path) {
        Input.Principal who = Principals.of(Guard.session(ctx), VIA, engine.rules());
        CommandJson.Parsed parsed = CommandJson.parse(Body.json(ctx), path, who, engine.nowMs());
        Input.Command command = parsed.command();
        if (command == null) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, parsed.detail());
        }
        bounded(command);
        ctx.future(() -> engine.act(command)
                .thenAccept(reply -> answer(ctx, reply))
                .exceptionally(fault -> {
                    unknown(ctx, fault);
                    return null;
                }));
    }

    private static void bounded(Input.Command command) {
        bounded("requestId", command.requestId(), TEXT_CHARS_MAX);
        bounded("alarmId", command.alarmId(), TEXT_CHARS_MAX);
        bounded("occurrenceId", command.occurrenceId(), TEXT_CHARS_MAX);
        bounded("comment", command.comment(), COMMENT_CHARS_MAX);
        Input.Details details = command.details();
        bounded("confirms", details.confirms(), TEXT_CHARS_MAX);
        bounded("authorisation", details.authorisation(), TEXT_CHARS_MAX);
        bounded("assignee", details.assignee(), TEXT_CHARS_MAX);
    }

    private static void bounded(String name, @Nullable String text, int max) {
        if (text != null && text.length() > max) {
            throw new Refused(
                    Refused.Code.NOT_UNDERSTOOD,
                    "expected at most " + max + " characters in \"" + name + "\", was " + text.length());
        }
    }

    /** A second acknowledgement is answered with who did and when: to whoever asks it is no error. */
    private void answer(Context ctx, Reply reply) {
        EventJson written = new EventJson(engine.isDrill());
        if (reply.accepted() || reply.reason() == Reason.ALREADY_ACKNOWLEDGED) {
            ctx.status(reply.isWaiting() ? ACCEPTED : 200);
            Answers.json(ctx, written.reply(reply));
        } else {
            Reason reason = Objects.requireNonNull(reply.reason());
            int status = Refusals.status(reason);
            ctx.status(status)
                    .contentType("application/problem+json")
                    .result(Answers.problem(
                            status,
                            reason.name(),
                            "The engine refused the command",
                            json -> written.reply(json, reply)));
        }
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
