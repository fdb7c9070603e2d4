package io.tocsin.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The interface's description for machines; a test holds it to the routes. */
final class OpenApi {
    private OpenApi() {}

    static void answer(Context ctx) {
        try (InputStream bytes = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (bytes == null) {
                throw new IllegalStateException("expected openapi.json beside this class, was none");
            }
            Answers.json(ctx, bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
