package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The console's files at the root, out of our own jar; nothing else is served. */
final class Page {
    private static final String FOLDER = "/console/";
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9][a-zA-Z0-9_-]*/)*[a-zA-Z0-9][a-zA-Z0-9._-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8");

    private Page() {}

    /** To be registered last: any path that no other route has may be a file. */
    static void register(RoutesConfig routes) {
        routes.get("/", ctx -> file(ctx, "index.html"));
        routes.get("/<file>", ctx -> file(ctx, ctx.pathParam("file")));
    }

    private static void file(Context ctx, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw new Refused(Refused.Code.UNKNOWN, "No such path: " + ctx.path());
        }
        try (InputStream bytes = Page.class.getResourceAsStream(FOLDER + name)) {
            if (bytes == null) {
                throw new Refused(Refused.Code.UNKNOWN, "No such path: " + ctx.path());
            }
            ctx.contentType(type).result(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
