package io.tocsin.ingest.mqtt;

import io.tocsin.config.Settings;
import java.util.List;

/**
 * How to reach the broker and what to hear there.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId fixed: the broker keeps what arrives for it while we are away
 * @param keepSession false: the broker forgets us with the connection, and keeps nothing
 * @param user empty = anonymous
 * @param password never logged
 * @param tls files for TLS, read at each connection, so that a renewed certificate needs no restart
 * @param filters topic filters, subscribed to at QoS 1
 * @param maxPayloadBytes a larger payload is cut on arrival
 * @param timing how long things take at most
 */
public record Options(
        String url,
        String clientId,
        boolean keepSession,
        String user,
        String password,
        Settings.Tls tls,
        List<String> filters,
        int maxPayloadBytes,
        Timing timing) {
    /**
     * How long things take at most.
     *
     * @param keepAliveMs a dead link is noticed within twice this; at least 2,000
     * @param connectTimeoutMs to reach the broker, and again to subscribe
     * @param backoffMinMs longest wait before the second attempt
     * @param backoffMaxMs longest wait before any attempt
     * @param stableMs a connection that lived so long was a sound one: waits begin at the minimum again
     */
    public record Timing(long keepAliveMs, long connectTimeoutMs, long backoffMinMs, long backoffMaxMs, long stableMs) {
        /** Keep-alive 20 s; waits up to 0.5 s at first and 30 s at last. */
        public static Timing defaults() {
            return new Timing(20_000, 10_000, 500, 30_000, 60_000);
        }
    }

    public Options {
        filters = List.copyOf(filters);
        if (!url.startsWith("tcp://") && !url.startsWith("ssl://")) {
            throw new IllegalArgumentException("expected an MQTT url tcp://host:port or ssl://host:port, was " + url);
        }
        if (timing.keepAliveMs < 2_000) {
            throw new IllegalArgumentException("expected keepAliveMs of at least 2000, was " + timing.keepAliveMs);
        }
    }

    /** The options that a site's settings ask for. */
    public static Options of(Settings settings, List<String> filters) {
        Settings.Mqtt mqtt = settings.mqtt();
        return new Options(
                mqtt.url(),
                mqtt.clientId(),
                true,
                mqtt.user(),
                mqtt.password(),
                mqtt.tls(),
                filters,
                settings.ingest().maxPayloadBytes(),
                Timing.defaults());
    }

    /** The same for one visit: the broker keeps nothing for us before it and after it. */
    public Options withoutSession() {
        return new Options(url, clientId, false, user, password, tls, filters, maxPayloadBytes, timing);
    }

    /** True where the link speaks TLS. */
    boolean isEncrypted() {
        return url.startsWith("ssl://");
    }

    /** The address as Paho is told it: TLS is our socket's business, so that it is timed, watched and cut like any. */
    String plainUrl() {
        return isEncrypted() ? "tcp://" + url.substring("ssl://".length()) : url;
    }

    @Override
    public String toString() {
        return "Options[url=" + url + ", clientId=" + clientId + ", keepSession=" + keepSession + ", user=" + user
                + ", password=***, tls=" + tls + ", filters=" + filters + ", maxPayloadBytes=" + maxPayloadBytes
                + ", timing=" + timing
                + "]";
    }
}
