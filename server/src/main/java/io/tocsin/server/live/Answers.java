package io.tocsin.server.live;

import io.tocsin.alarms.Reply;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for the answer to a command. An answer is given only when it is durable in the event log, so that nobody is
 * told of what a crash could undo. Thread-safe; the engine's thread answers.
 */
final class Answers {
    private static final long PATIENCE_S = 10;

    private final Map<Asked, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final List<Reply> judged = new ArrayList<>();

    /** What makes two commands the same to whoever waits: all but the time of receipt, the way, and what whoever asks may do by now. */
    private record Asked(
            Input.Verb verb,
            String requestId,
            String alarmId,
            String occurrenceId,
            String operator,
            String comment,
            Input.Details details) {
        static Asked of(Input.Command command) {
            return new Asked(
                    command.verb(),
                    command.requestId(),
                    command.alarmId(),
                    String.valueOf(command.occurrenceId()),
                    command.principal().operator(),
                    String.valueOf(command.comment()),
                    command.details());
        }
    }

    /** The answer, once it is durable; a {@link java.util.concurrent.TimeoutException} where none came in time. */
    CompletableFuture<Reply> await(Input.Command command) {
        Asked asked = Asked.of(command);
        CompletableFuture<Reply> answer = waiting.computeIfAbsent(
                asked, key -> new CompletableFuture<Reply>().orTimeout(PATIENCE_S, TimeUnit.SECONDS));
        return answer.whenComplete((reply, fault) -> waiting.remove(asked, answer));
    }

    /** The engine has judged a command. */
    void judged(Reply reply) {
        if (!waiting.isEmpty()) {
            judged.add(reply);
        }
    }

    /** All that was judged is durable now. */
    void durable() {
        for (Reply reply : judged) {
            CompletableFuture<Reply> asked = waiting.get(Asked.of(reply.command()));
            if (asked != null) {
                asked.complete(reply);
            }
        }
        judged.clear();
    }
}
