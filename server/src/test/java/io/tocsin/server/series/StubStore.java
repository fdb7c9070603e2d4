package io.tocsin.server.series;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands before a store, or in its place: answers what it is told to, and hands on what it has no answer for. */
public final class StubStore implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpServer server;
    private final String behind;
    private final Function<String, Integer> answer;
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<String> queries = new CopyOnWriteArrayList<>();

    /**
     * @param behind the store's address; empty = none
     * @param answer a status for a body of lines; 0 = the store behind answers
     */
    public StubStore(String behind, Function<String, Integer> answer) throws IOException {
        this.behind = behind;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
            boolean write = exchange.getRequestURI().getPath().equals("/api/v2/write");
            int status = write ? answer.apply(new String(body, StandardCharsets.UTF_8)) : 204;
            byte[] said = "{\"code\":\"stub\",\"message\":\"told to\"}".getBytes(StandardCharsets.UTF_8);
            int code = status == 0 ? handOn(exchange.getRequestURI(), body) : status;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, code == 204 ? -1 : said.length);
            if (code != 204) {
                exchange.getResponseBody().write(said);
            }
        }
    }

    private int handOn(URI uri, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(behind + uri))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
