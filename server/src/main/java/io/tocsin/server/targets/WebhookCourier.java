package io.tocsin.server.targets;

import io.tocsin.config.Target;
import io.tocsin.server.events.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Posts messages as signed JSON. Redirects are not followed: alarms go where the configuration says. */
final class WebhookCourier implements Courier {
    static final int EVENTS_MAX = 100;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final long ANSWER_WITHIN_S = 10;
    private static final long RETRY_AFTER_MS_MAX = TimeUnit.HOURS.toMillis(1);
    private static final Set<Integer> SIGN_IN = Set.of(401, 403, 407);
    private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String id;
    private final URI url;
    private final Signature signature;
    private final HttpClient client;
    private final LongSupplier nowMs;

    /** @param trusted null = the JVM's own trust store */
    WebhookCourier(Target target, LongSupplier nowMs, @Nullable SSLContext trusted) {
        id = target.id();
        url = URI.create(target.url());
        signature = new Signature(target.secret());
        this.nowMs = nowMs;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_WITHIN);
        client = trusted == null ? builder.build() : builder.sslContext(trusted).build();
    }

    @Override
    public Outcome deliver(List<ToldEvent> events) throws Exception {
        byte[] body = body(events);
        String timestamp = Long.toString(TimeUnit.MILLISECONDS.toSeconds(nowMs.getAsLong()));
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "tocsin")
                .header("Tocsin-Timestamp", timestamp)
                .header("Tocsin-Signature", signature.of(timestamp, body))
                .header("Tocsin-Delivery", header(events.get(0).id()))
                .timeout(Duration.ofSeconds(ANSWER_WITHIN_S))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return outcome(answer(client.sendAsync(request, BodyHandlers.discarding())));
    }

    /** A header has visible ASCII only; all else is percent-encoded, as ids may have words of any language. */
    static String header(String id) {
        StringBuilder text = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '%') {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    /** The client's own timeout ends with the headers; a body may go on for ever. */
    private static HttpResponse<Void> answer(CompletableFuture<HttpResponse<Void>> sent) throws Exception {
        try {
            return sent.get(ANSWER_WITHIN_S + 1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            sent.cancel(true);
        }
    }

    private Outcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        String reason = "expected HTTP 2xx, was " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Taken();
        }
        if (SIGN_IN.contains(status) || (status >= 300 && status < 400)) {
            return new Outcome.Held(reason);
        }
        if (status >= 500 || NOT_NOW.contains(status)) {
            String retryAfter = answer.headers().firstValue("Retry-After").orElse("");
            return new Outcome.Later(reason, retryAfterMs(retryAfter, nowMs.getAsLong()));
        }
        return new Outcome.Refused(reason);
    }

    /** Seconds or a date; 0 where it is neither. Nobody holds alarms back for longer than an hour by it. */
    static long retryAfterMs(String text, long nowMs) {
        if (text.matches("[0-9]{1,9}")) {
            return Math.min(RETRY_AFTER_MS_MAX, TimeUnit.SECONDS.toMillis(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Math.min(RETRY_AFTER_MS_MAX, at.toEpochMilli() - nowMs));
        } catch (DateTimeException e) {
            return 0;
        }
    }

    byte[] body(List<ToldEvent> events) {
        return Json.object(json -> {
            json.writeStringProperty("target", id);
            json.writeNumberProperty("sequence", events.get(0).seq());
            json.writeArrayPropertyStart("events");
            events.forEach(event -> event.write(json));
            json.writeEndArray();
        });
    }

    @Override
    public boolean joins(List<ToldEvent> waiting, ToldEvent next) {
        String group = next.group();
        return waiting.isEmpty()
                || (waiting.size() < EVENTS_MAX
                        && group != null
                        && group.equals(waiting.get(waiting.size() - 1).group()));
    }

    @Override
    public long everyMs() {
        return 0;
    }
}
