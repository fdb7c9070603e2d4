package io.tocsin.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.explain.Explanations;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Health;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: plain HTTP on loopback only. What may be asked by whom is the {@link Guard}'s to say. Started by
 * {@link #start}; thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** The server cannot listen there. */
    public static final class CannotListen extends Exception {
        private static final long serialVersionUID = 1;

        private CannotListen(String message) {
            super(message);
        }
    }

    private final Javalin javalin;
    private final Stream stream;

    private HttpServer(Javalin javalin, Stream stream) {
        this.javalin = javalin;
        this.stream = stream;
    }

    /** Without anything to explain from. */
    static HttpServer start(String bind, int port, EngineView engine, SignIn accounts) throws CannotListen {
        return start(bind, port, engine, Explanations.NONE, accounts);
    }

    /** @param port 0 = any free one */
    public static HttpServer start(String bind, int port, EngineView engine, Explanations explanations, SignIn accounts)
            throws CannotListen {
        requireLoopback(bind);
        Guard guard = new Guard(bind, accounts);
        Stream stream = new Stream(engine, accounts);
        Javalin javalin = Javalin.create(config -> {
            // First: what is to be explained goes by a path that looks like an occurrence's own.
            new ExplainRoutes(explanations).register(config.routes);
            configure(config, guard, stream, engine, accounts);
        });
        try {
            javalin.start(bind, port);
            stream.start();
            return new HttpServer(javalin, stream);
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

    /** Every route of the interface, as {@code GET /api/v1/park}, sorted. */
    SortedSet<String> routes() {
        SortedSet<String> routes = new TreeSet<>(Set.of("GET " + StreamServlet.PATH));
        javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.path.startsWith("/api/"))
                .forEach(endpoint -> routes.add(endpoint.method + " " + endpoint.path));
        return routes;
    }

    /** Something new stands: whoever reads along is told soon. Never blocks. */
    public void wakeUp() {
        stream.wakeUp();
    }

    /** Pages that read along. */
    public int streams() {
        return stream.connections();
    }

    /** Pages that were sent away because they did not keep up. */
    public long streamsDropped() {
        return stream.dropped();
    }

    @Override
    public void close() {
        stream.close();
        javalin.stop();
    }

    private static void configure(
            JavalinConfig config, Guard guard, Stream stream, EngineView engine, SignIn accounts) {
        config.startup.showJavalinBanner = false;
        config.jetty.modifyServletContextHandler(handler -> {
            ServletHolder holder = new ServletHolder(new StreamServlet(stream, guard));
            holder.setAsyncSupported(true);
            handler.addServlet(holder, StreamServlet.PATH);
        });
        config.routes.before(guard::check);
        register(config.routes, guard, engine, accounts);
        config.routes.exception(Refused.class, (refused, ctx) -> Answers.problem(ctx, refused));
        config.routes.exception(RuntimeException.class, HttpServer::failed);
        config.routes.error(404, HttpServer::noSuchPath);
    }

    private static void register(RoutesConfig routes, Guard guard, EngineView engine, SignIn accounts) {
        routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(engine.metrics()));
        routes.get("/health/live", ctx -> health(ctx, engine.health(), true));
        routes.get("/health/ready", ctx -> health(ctx, engine.health(), false));
        new SessionRoutes(accounts, guard, engine.isDrill()).register(routes);
        new ReadRoutes(engine).register(routes);
        new HistoryRoutes(engine).register(routes);
        new KpiRoutes(engine).register(routes);
        new ActRoutes(engine).register(routes);
        new SiteRoutes(engine).register(routes);
        routes.get("/api/v1/openapi.json", OpenApi::answer);
        Page.register(routes);
    }

    private static void noSuchPath(Context ctx) {
        if (ctx.result() == null || !String.valueOf(ctx.res().getContentType()).startsWith("application/problem")) {
            Answers.problem(ctx, new Refused(Refused.Code.UNKNOWN, "No such path: " + ctx.path()));
        }
    }

    private static void failed(RuntimeException fault, Context ctx) {
        LOG.error("{} failed", ctx.path(), fault);
        Answers.problem(ctx, new Refused(Refused.Code.FAILED, "The request failed, see the log"));
    }

    private static void health(Context ctx, Health health, boolean liveOnly) {
        boolean well = liveOnly ? health.live() : health.ready();
        Answers.json(ctx, Views.health(health, well));
        ctx.status(well ? 200 : 503);
    }
}
