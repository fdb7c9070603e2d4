package io.tocsin.server.series;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.tocsin.config.Settings;
import io.tocsin.config.tls.TlsFiles;
import io.tocsin.ingest.series.SeriesStore;
import io.tocsin.ingest.series.WriteOutcome;
import io.tocsin.ingest.series.WriteOutcome.Kind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Whatever takes line protocol at {@code /api/v2/write}: InfluxDB, the embedded store, and stores like them. Writes are
 * blocking; the client's asynchronous writer drops points under an outage without a word.
 *
 * <p>Thread-safe; the pump's thread writes.
 */
final class InfluxStore implements SeriesStore, AutoCloseable {
    private static final int CONNECT_S = 3;
    private static final int ANSWER_S = 30;
    private static final int REASON_CHARS_MAX = 300;

    private final Settings.Series settings;
    private final OkHttpClient ping;
    private final InfluxDBClient client;
    private final WriteApiBlocking writes;

    InfluxStore(Settings.Series settings) throws IOException {
        this.settings = settings;
        OkHttpClient.Builder http = http(settings);
        ping = http.build();
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(settings.url())
                .org(settings.org())
                .bucket(settings.bucket())
                .okHttpClient(http);
        if (!settings.token().isEmpty()) {
            options.authenticateToken(settings.token().toCharArray());
        }
        client = InfluxDBClientFactory.create(options.build());
        writes = client.getWriteApiBlocking();
    }

    /** A client that gives up in bounded time and repeats nothing by itself. */
    static OkHttpClient.Builder http(Settings.Series settings) throws IOException {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .socketFactory(new NoDelaySockets())
                .connectTimeout(CONNECT_S, TimeUnit.SECONDS)
                .readTimeout(ANSWER_S, TimeUnit.SECONDS)
                .writeTimeout(ANSWER_S, TimeUnit.SECONDS)
                .retryOnConnectionFailure(false);
        if (settings.url().startsWith("https:")) {
            TlsFiles tls = TlsFiles.read(settings.tls());
            http.sslSocketFactory(tls.sockets(), tls.trust());
        }
        return http;
    }

    /** Returns where somebody answers there, whatever the answer. */
    void requireAnswer() throws IOException {
        Request request = new Request.Builder().url(settings.url() + "/ping").build();
        try (Response response = ping.newCall(request).execute()) {
            if (response.code() >= 500) {
                throw new IOException("expected a store of series at " + settings.url() + ", was " + response.code());
            }
        }
    }

    @Override
    public WriteOutcome write(String lines) {
        try {
            writes.writeRecord(settings.bucket(), settings.org(), WritePrecision.MS, lines);
            return WriteOutcome.accepted();
        } catch (InfluxException e) {
            return new WriteOutcome(kind(e.status()), reason(e));
        }
    }

    /** What is not known to be about these lines, or about now, is held: no line is ever skipped for it. */
    static Kind kind(int status) {
        return switch (status) {
            case 400, 422 -> Kind.POISON;
            case 413 -> Kind.TOO_LARGE;
            case 0, 408, 429 -> Kind.RETRY;
            default -> status >= 500 ? Kind.RETRY : Kind.HELD;
        };
    }

    private static String reason(InfluxException e) {
        Throwable said = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(said.getMessage())
                .replaceFirst("^HTTP status code: \\d+; Message: ", "")
                .replaceAll("\\s+", " ")
                .strip();
        String status = e.status() == 0 ? said.getClass().getSimpleName() : "HTTP " + e.status();
        String reason = status + ": " + text;
        return reason.length() > REASON_CHARS_MAX ? reason.substring(0, REASON_CHARS_MAX) + "..." : reason;
    }

    @Override
    public void close() {
        client.close();
        ping.connectionPool().evictAll();
        ping.dispatcher().executorService().shutdown();
    }
}
