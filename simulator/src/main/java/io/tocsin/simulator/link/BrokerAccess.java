package io.tocsin.simulator.link;

/**
 * Where a broker is and who we are there.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}; the latter trusts what the JVM trusts
 * @param user empty = anonymous
 * @param password never logged
 */
public record BrokerAccess(String url, String user, String password) {
    public static BrokerAccess anonymous(String url) {
        return new BrokerAccess(url, "", "");
    }

    @Override
    public String toString() {
        return "BrokerAccess[url=" + url + ", user=" + user + ", password=***]";
    }
}
