package io.tocsin.simulator.link;

import io.tocsin.config.Settings;

/**
 * Where a broker is and who we are there.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}; for the latter see {@code tls}
 * @param user empty = anonymous
 * @param password never logged
 * @param tls files of TLS
 */
public record BrokerAccess(String url, String user, String password, Settings.Tls tls) {
    /** Without files of TLS: what the JVM trusts is trusted. */
    public BrokerAccess(String url, String user, String password) {
        this(url, user, password, Settings.Tls.NONE);
    }

    public static BrokerAccess anonymous(String url) {
        return new BrokerAccess(url, "", "");
    }

    boolean isEncrypted() {
        return url.startsWith("ssl://");
    }

    /** The address as Paho is told it: TLS is our sockets' business. */
    String plainUrl() {
        return isEncrypted() ? "tcp://" + url.substring("ssl://".length()) : url;
    }

    @Override
    public String toString() {
        return "BrokerAccess[url=" + url + ", user=" + user + ", password=***, tls=" + tls + "]";
    }
}
