package io.tocsin.server.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the page sees of a server, in the shapes of docs/http.md and without an engine: the files of the page under its own
 * content security policy, a {@link Scene}, and a stream that a test can feed, silence or break. Thread-safe.
 */
final class PageServer implements AutoCloseable {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Path> roots;
    private final Scene scene;
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private volatile boolean signedIn;
    private volatile boolean setUp = true;

    private PageServer(HttpServer server, List<Path> roots, Scene scene) {
        this.server = server;
        this.roots = roots;
        this.scene = scene;
    }

    /** @param roots folders whose files are served, the first that has one */
    static PageServer start(int port, List<Path> roots, Scene scene) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        PageServer page = new PageServer(listening, roots, scene);
        listening.createContext("/", page::file);
        listening.createContext("/api/v1/session", page::session);
        listening.createContext("/api/v1/park", exchange -> json(exchange, 200, scene.park()));
        listening.createContext("/api/v1/tags/", page::series);
        listening.createContext("/api/v1/gates/inside", exchange -> json(exchange, 200, scene.inside()));
        listening.createContext("/api/v1/positions", exchange -> json(exchange, 200, "{\"count\":0,\"positions\":[]}"));
        listening.createContext("/api/v1/handover", exchange -> json(exchange, 200, scene.handover()));
        listening.createContext("/api/v1/occurrences/", page::act);
        listening.createContext("/api/v1/stream", page::stream);
        listening.setExecutor(page.threads);
        listening.start();
        return page;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** As on a first start: there is no account yet. */
    void withoutAccounts() {
        setUp = false;
    }

    /** To every page that listens. */
    void tell(String event, String data) {
        byte[] bytes = ("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        streams.removeIf(stream -> !written(stream, bytes));
    }

    /** False where nobody listens any more. */
    private static boolean written(OutputStream stream, byte[] bytes) {
        try {
            synchronized (stream) {
                stream.write(bytes);
                stream.flush();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        synchronized (body) {
            body.write(scene.snapshot().getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
        streams.add(body);
    }

    private void session(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean good = body.contains("\"s3cret\"") || body.contains("\"once\"");
        if (exchange.getRequestMethod().equals("DELETE")) {
            signedIn = false;
            exchange.sendResponseHeaders(204, -1);
        } else if (signedIn || (exchange.getRequestMethod().equals("POST") && good)) {
            signedIn = true;
            setUp = true;
            json(
                    exchange,
                    200,
                    "{\"user\":\"li.wei\",\"role\":\"operator\",\"csrf\":\"c\",\"setup\":false,\"drill\":false}");
        } else {
            String code = path.endsWith("/link") ? "WRONG_LINK" : body.isEmpty() ? "SIGN_IN" : "WRONG_PASSWORD";
            json(exchange, 401, "{\"status\":401,\"code\":\"" + code + "\",\"setup\":" + !setUp + "}");
        }
    }

    private void series(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        json(exchange, 200, scene.series(path[4], exchange.getRequestURI().getQuery()));
    }

    private void act(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Scene.Reply reply = scene.act(exchange.getRequestURI().getPath(), body);
        json(exchange, reply.status(), reply.body());
        if (reply.change() != null) {
            tell("alarms", reply.change());
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        for (Path root : roots) {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
                exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
                exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
                exchange.getResponseHeaders().add("Cache-Control", "no-store");
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream body = exchange.getResponseBody()) {
                    Files.copy(file, body);
                }
                return;
            }
        }
        json(exchange, 404, "{\"status\":404}");
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
