package io.tocsin.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.ingest.Rejection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: plain HTTP on loopback only, and only for requests that name a loopback host, so that a page from
 * elsewhere cannot read it through a name of its own. Started by {@link #start}; thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What the routes show; each supplier is called for each request and must be thread-safe. */
    public record Sources(
            Supplier<String> metrics,
            Supplier<Health> health,
            Supplier<List<AlarmStatus>> alarms,
            Supplier<List<Rejection>> rejections) {}

    /** The server cannot listen there. */
    public static final class CannotListen extends Exception {
        private static final long serialVersionUID = 1;

        private CannotListen(String message) {
            super(message);
        }
    }

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /** @param port 0 = any free one */
    public static HttpServer start(String bind, int port, Sources sources) throws CannotListen {
        requireLoopback(bind);
        Javalin javalin = Javalin.create(config -> configure(config, names(bind), sources));
        try {
            javalin.start(bind, port);
            return new HttpServer(javalin);
        } catch (JavalinException e) {
            javalin.stop();
            throw new CannotListen(reason(bind, port, e));
        }
    }

    private static String reason(String bind, int port, JavalinException e) {
        return e instanceof JavalinBindException
                ? "expected port " + port + " free on " + bind + " for HTTP, was taken"
                : "expected to listen on port " + port + " of " + bind + " for HTTP, was " + e.getCause();
    }

    /** What a request may call this host: the usual names of loopback, and the one that we were told. */
    private static Set<String> names(String bind) {
        Set<String> names = new HashSet<>(LOOPBACK_NAMES);
        names.add(bind.indexOf(':') < 0 ? bind.toLowerCase(Locale.ROOT) : "[" + bind.toLowerCase(Locale.ROOT) + "]");
        return names;
    }

    private static void requireLoopback(String bind) throws CannotListen {
        try {
            if (InetAddress.getByName(bind).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new CannotListen("expected an address to listen on, was " + bind);
        }
        throw new CannotListen("expected a loopback address for plain HTTP, was " + bind);
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, Set<String> names, Sources sources) {
        config.startup.showJavalinBanner = false;
        config.routes.before(ctx -> refuseForeignHost(ctx, names));
        config.routes.get("/", HttpServer::index);
        config.routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(sources.metrics().get()));
        config.routes.get("/health/live", ctx -> health(ctx, sources.health().get(), true));
        config.routes.get("/health/ready", ctx -> health(ctx, sources.health().get(), false));
        config.routes.get(
                "/api/v1/alarms", ctx -> json(ctx, Views.alarms(sources.alarms().get())));
        config.routes.get(
                "/api/v1/rejections",
                ctx -> json(ctx, Views.rejections(sources.rejections().get())));
        config.routes.exception(RuntimeException.class, HttpServer::failed);
        config.routes.error(404, ctx -> problem(ctx, 404, "No such path: " + ctx.path()));
    }

    private static void refuseForeignHost(Context ctx, Set<String> names) {
        String host = ctx.host() == null ? "" : ctx.host().toLowerCase(Locale.ROOT);
        String name = host.replaceFirst(":\\d+$", "");
        if (!names.contains(name)) {
            problem(ctx, 403, "Expected a loopback host, was " + host);
            ctx.skipRemainingHandlers();
        } else {
            ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'self'");
            ctx.header("X-Content-Type-Options", "nosniff");
            ctx.header("Cache-Control", "no-store");
        }
    }

    private static void failed(RuntimeException fault, Context ctx) {
        LOG.error("{} failed", ctx.path(), fault);
        problem(ctx, 500, "The request failed, see the log");
    }

    private static void index(Context ctx) {
        ctx.contentType("text/plain; charset=utf-8").result("""
                Tocsin 警钟

                /api/v1/alarms       what stands of every alarm     各报警现状
                /api/v1/rejections   what was not understood, why   未被接受的消息及原因
                /metrics             Prometheus                     指标
                /health/live         the engine works               引擎存活
                /health/ready        and so do its neighbours       连接就绪
                """);
    }

    private static void health(Context ctx, Health health, boolean liveOnly) {
        boolean well = liveOnly ? health.live() : health.ready();
        json(ctx, Views.health(health, well));
        ctx.status(well ? 200 : 503);
    }

    private static void json(Context ctx, byte[] body) {
        ctx.contentType("application/json").result(body);
    }

    private static void problem(Context ctx, int status, String detail) {
        ctx.status(status).contentType("application/problem+json").result(Views.problem(status, detail));
    }
}
