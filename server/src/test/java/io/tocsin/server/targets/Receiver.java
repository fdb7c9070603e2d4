package io.tocsin.server.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real HTTP server that takes what webhooks send, and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Answer> answers = message -> new Answer(200, Map.of());

    /** What came in. */
    public record Received(Map<String, String> headers, String body) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public List<String> ids() {
            List<String> ids = new ArrayList<>();
            json().get("events").forEach(event -> ids.add(event.get("eventId").asString()));
            return ids;
        }
    }

    /** What goes back. */
    public record Answer(int status, Map<String, String> headers) {}

    private Receiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::take);
        server.start();
    }

    public static Receiver start(int port) throws IOException {
        return new Receiver(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), "http");
    }

    static Receiver startTls(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Receiver(server, "https");
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        Received message =
                new Received(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Answer answer = answers.apply(message);
        if (answer.status() == 200) {
            received.add(message);
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), -1);
        exchange.close();
    }

    public void answer(Function<Received, Answer> with) {
        answers = with;
    }

    void answer(int status) {
        answers = message -> new Answer(status, Map.of());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port() + "/hook?key=k3y";
    }

    /** What was taken, in the order of arrival. */
    public List<Received> received() {
        return received;
    }

    public List<String> ids() {
        return received.stream().flatMap(message -> message.ids().stream()).toList();
    }

    @Nullable
    String header(String name) {
        return received.get(received.size() - 1).headers().get(name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
