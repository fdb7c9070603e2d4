package io.tocsin.server.http;

import io.javalin.http.Context;
import io.tocsin.server.events.Json;

/** How an answer is written. */
final class Answers {
    private Answers() {}

    static void json(Context ctx, byte[] body) {
        ctx.contentType("application/json").result(body);
    }

    /** RFC 9457. */
    static void problem(Context ctx, Refused refused) {
        problem(ctx, refused, json -> {});
    }

    /** @param more fields of its own */
    static void problem(Context ctx, Refused refused, Json.Fields more) {
        ctx.status(refused.status())
                .contentType("application/problem+json")
                .result(problem(refused.status(), refused.code(), refused.detail(), more));
    }

    static byte[] problem(int status, Refused.Code code, String detail, Json.Fields more) {
        return problem(status, code.name(), detail, more);
    }

    /** @param code one of ours, or the engine's reason */
    static byte[] problem(int status, String code, String detail, Json.Fields more) {
        return Json.object(json -> {
            Json.string(json, "type", "about:blank");
            json.writeNumberProperty("status", status);
            Json.string(json, "code", code);
            Json.string(json, "detail", detail);
            more.write(json);
        });
    }
}
