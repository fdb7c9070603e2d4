package io.tocsin.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine says by HTTP.
 *
 * @param cookie names the session; empty = nobody is signed in
 */
record Web(int port, String cookie, String csrf) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Web(int port) {
        this(port, "", "");
    }

    /** As an operator, by a link that works once. */
    static Web of(Station station) throws IOException, InterruptedException {
        return new Web(station.httpPort()).by(station.operatorLink());
    }

    Web by(String link) throws IOException, InterruptedException {
        return entered(post("/api/v1/session/link", "{\"token\":\"" + link + "\"}"));
    }

    Web as(String user, String password) throws IOException, InterruptedException {
        return entered(post("/api/v1/session", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}"));
    }

    private Web entered(HttpResponse<String> answer) throws IOException {
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow(() -> new IOException(answer.body()));
        JsonNode session = JsonMapper.shared().readTree(answer.body());
        return new Web(
                port, set.substring(0, set.indexOf(';')), session.path("csrf").asString());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("X-Csrf", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Cookie", cookie)
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    /** Every number of {@code /metrics} by name and labels, as they are written there. */
    TreeMap<String, Double> metrics() throws IOException, InterruptedException {
        TreeMap<String, Double> metrics = new TreeMap<>();
        get("/metrics").body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            metrics.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
        return metrics;
    }

    double metric(String name) throws IOException, InterruptedException {
        return metrics().getOrDefault(name, Double.NaN);
    }

    /** One alarm of {@code /api/v1/alarms}; a missing node where it was never raised. */
    JsonNode alarm(String id) throws IOException, InterruptedException {
        for (JsonNode alarm : json("/api/v1/alarms").path("alarms")) {
            if (alarm.path("alarmId").asString().equals(id)) {
                return alarm;
            }
        }
        return JsonMapper.shared().missingNode();
    }
}
