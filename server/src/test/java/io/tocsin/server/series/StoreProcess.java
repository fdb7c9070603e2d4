package io.tocsin.server.series;

import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.server.Installed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A real store of series as a child process on loopback: Debian's victoria-metrics, or Debian's influxdb (1.6). */
public final class StoreProcess implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    private StoreProcess(List<String> command, Path log, int port) throws IOException {
        this.command = command;
        this.log = log;
        this.port = port;
        process = begin();
    }

    /** Keeps stamps of any age; takes {@code /api/v2/write}. */
    public static StoreProcess victoriaMetrics(Path folder) throws IOException {
        int port = Installed.freePort();
        return new StoreProcess(
                List.of(
                        Installed.binary("victoria-metrics"),
                        "-storageDataPath=" + folder.resolve("data"),
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-retentionPeriod=100y",
                        "-loggerLevel=ERROR"),
                Files.createDirectories(folder).resolve("log"),
                port);
    }

    /** Answers InfluxQL; takes {@code /write}. The database {@code tocsin} is there. */
    static StoreProcess influxDb(Path folder) throws Exception {
        int port = Installed.freePort();
        Path conf = Files.createDirectories(folder).resolve("influxdb.conf");
        Files.writeString(conf, """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%s/meta"
                [data]
                  dir = "%s/data"
                  wal-dir = "%s/wal"
                  query-log-enabled = false
                [monitor]
                  store-enabled = false
                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                """.formatted(Installed.freePort(), folder, folder, folder, port));
        StoreProcess store = new StoreProcess(
                List.of(Installed.binary("influxd"), "run", "-config", conf.toString()), folder.resolve("log"), port);
        store.post("/query", "q=" + encoded("CREATE DATABASE \"tocsin\""), "application/x-www-form-urlencoded");
        return store;
    }

    private Process begin() throws IOException {
        Process begun = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> status("/ping") < 500);
        return begun;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    Settings.Series settings() {
        return new Settings.Series(url(), "tocsin", "tocsin", "tocsin", "");
    }

    /** Asks it to end, and waits; it has everything on disk then. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("expected the store to end, was still there");
        }
    }

    /** On the same folder and the same port. */
    public void startAgain() throws IOException {
        process = begin();
    }

    private int status(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    void post(String path, String body, String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError("expected the store to take it, was " + answer.body());
        }
    }

    /** Lines by the interface of InfluxDB 1. */
    void writeV1(String lines) throws Exception {
        post("/write?db=tocsin&precision=ms", lines, "text/plain; charset=utf-8");
    }

    /** VictoriaMetrics' own answer to what it holds: a line of JSON for each series. */
    public List<String> exported(String name) throws Exception {
        status("/internal/resetRollupResultCache");
        String match = encoded("{__name__=\"" + name + "\"}");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url() + "/api/v1/export?reduce_mem_usage=1&start=0&match%5B%5D=" + match))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    /** How many points with different stamps or tags VictoriaMetrics holds under a name. */
    public long distinct(String name) throws Exception {
        TreeSet<String> points = new TreeSet<>();
        for (String series : exported(name)) {
            String metric = series.substring(0, series.indexOf(",\"values\":"));
            String stamps = series.substring(series.indexOf("\"timestamps\":[") + 14, series.lastIndexOf("]}"));
            for (String stamp : stamps.split(",", -1)) {
                points.add(metric + stamp);
            }
        }
        return points.size();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** By its own handle. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
